"""What a ticket's code says, and how it is drawn: the same on a slip, on a kiosk's screen and for a program."""

from __future__ import annotations

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

from hall.codes import token
from server import folder

MASK = 2
"""Any is read; trying all eight for the best takes ten times as long."""


class TicketCodes:
    """`links` is the key that tokens are signed with."""

    def __init__(self, links: bytes) -> None:
        self._links = links

    def text(self, ticket: str) -> str:
        """The ticket's token: there is no page for its visitor yet that a link could lead to."""
        return token(self._links, folder.KID, ticket)

    def rows(self, text: str) -> list[str]:
        """The QR code of `text` without its quiet zone: 0 and 1 (dark) for each row. Under a millisecond."""
        made = QRCode(error_correction=ERROR_CORRECT_M, border=0, mask_pattern=MASK)
        made.add_data(text)
        made.make()
        return ["".join("1" if dark else "0" for dark in row) for row in made.get_matrix()]
