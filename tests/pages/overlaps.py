"""What lies over something else: targets and texts of a page whose boxes cross."""

from __future__ import annotations

from playwright.sync_api import Page

OVERLAPS = """
(parts) => {
  const seen = (e) => e.checkVisibility({ checkOpacity: true }) && !e.closest(".unseen, [inert]");
  const all = [...document.querySelectorAll(parts)].filter(seen);
  const said = (e) => `${e.className} "${e.textContent.trim().slice(0, 30)}"`;
  const out = [];
  for (const [i, one] of all.entries()) {
    for (const other of all.slice(i + 1)) {
      if (one.contains(other) || other.contains(one)) continue;
      const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (wide > 1 && high > 1) out.push(`${said(one)} and ${said(other)}`);
    }
  }
  return out;
}
"""


def overlaps(page: Page, parts: str = "button, input, h1, .number, .fact, .slip, .banner, .lead, .head") -> list[str]:
    """Pairs of parts that lie over each other."""
    found: list[str] = page.evaluate(OVERLAPS, parts)
    return found
