"""Who there is to be: the roles of keys and people."""

from __future__ import annotations

ROLES = ("kiosk", "clerk", "display", "locker", "tablet", "helper", "manager", "program")
"""Every role a key or a person may have; a ticket token is the role `visitor` and never "any key"."""
