"""What every page is held to, whatever it shows: nothing clipped, nothing too small to touch, nothing axe finds."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

CLIPPED = """
() => {
  const seen = (e) => e.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) && !e.closest(".unseen");
  const said = (e) => `${e.tagName.toLowerCase()}.${e.className} "${e.textContent.trim().slice(0, 40)}"`;
  const root = document.documentElement;
  const out = [];
  if (root.scrollWidth > root.clientWidth) out.push(`page: ${root.scrollWidth} of ${root.clientWidth} wide`);
  for (const e of document.querySelectorAll("body *")) {
    if (!seen(e) || e.closest("svg, [data-scrolls]") || !e.textContent.trim()) continue;
    const style = getComputedStyle(e);
    if (style.display === "inline") continue;
    const hides = (overflow) => overflow !== "visible";
    if (hides(style.overflowX) && e.scrollWidth > e.clientWidth + 1) out.push(`cut across: ${said(e)}`);
    if (hides(style.overflowY) && e.scrollHeight > e.clientHeight + 1) out.push(`cut below: ${said(e)}`);
    const box = e.getBoundingClientRect();
    if (box.right > innerWidth + 1 || box.left < -1) out.push(`off the side: ${said(e)}`);
    if (e.children.length === 0 && e.scrollWidth > e.clientWidth + 1) out.push(`wider than its box: ${said(e)}`);
  }
  return out;
}
"""
TARGETS = """
() => {
  const mm = parseFloat(getComputedStyle(document.documentElement).getPropertyValue("--mm"));
  return [...document.querySelectorAll("button, a[href], input, [role=button], [tabindex]")]
    .filter((e) => e.checkVisibility() && !e.closest(".unseen") && e.tabIndex >= 0)
    .map((e) => [e.textContent.trim().slice(0, 30), e.getBoundingClientRect()])
    .map(([text, box]) => ({ text, width: box.width / mm, height: box.height / mm }));
}
"""


SETTLED = """
async () => {
  for (let turn = 0; turn < 2; turn += 1) {
    await new Promise((drawn) => requestAnimationFrame(drawn));
    const fading = document.getAnimations().filter((each) => each.effect.getComputedTiming().endTime !== Infinity);
    fading.forEach((each) => each.finish());
  }
}
"""


CAP = """
(e) => {
  const brush = document.createElement("canvas").getContext("2d");
  const { fontWeight, fontSize, fontFamily } = getComputedStyle(e);
  brush.font = `${fontWeight} ${fontSize} ${fontFamily}`;
  const mm = parseFloat(getComputedStyle(document.documentElement).getPropertyValue("--mm"));
  return brush.measureText("H").actualBoundingBoxAscent / mm;
}
"""


def cap_mm(page: Page, selector: str) -> float:
    """How high a capital of an element's letters is drawn on the screen, in millimetres: measured on the letter."""
    return float(page.locator(selector).first.evaluate(CAP))


def violations(page: Page) -> list[str]:
    """What axe finds wrong with the page as it stands, one line each: a colour half faded in is nobody's fault."""
    page.evaluate(SETTLED)
    found: list[dict[str, Any]] = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [f"{each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"]]


def doubts(page: Page) -> list[str]:
    """What axe finds wrong, and every text whose contrast it could not make out."""
    page.evaluate(SETTLED)
    said = Axe().run(page, options={"resultTypes": ["violations", "incomplete"]}).response
    unclear = [each for each in said["incomplete"] if each["id"].startswith("color-contrast")]
    return [f"{each['id']}: {node['html'][:160]}" for each in said["violations"] + unclear for node in each["nodes"]]


def clipped(page: Page) -> list[str]:
    """Texts that do not fit: cut by their box or hanging out of the page. An element with data-scrolls may scroll."""
    found: list[str] = page.evaluate(CLIPPED)
    return found


def below(page: Page) -> int:
    """Pixels of the page that lie below the screen: 0 on every public screen, which never scrolls."""
    return int(page.evaluate("document.documentElement.scrollHeight - innerHeight"))


def targets(page: Page) -> list[dict[str, Any]]:
    """Everything that can be touched, with its text and its width and height in millimetres."""
    found: list[dict[str, Any]] = page.evaluate(TARGETS)
    return found
