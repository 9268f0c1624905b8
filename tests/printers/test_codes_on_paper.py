"""The code on a drawn slip is read by a reader that knows nothing of us, on every width and however it is sent."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from hall.codes import link
from printers import paper
from printers.printer import Job
from printers.simulated import Simulated
from printers.slip import slip_lines
from tests.printers.cast import TOKEN, WORDS, drawing, plan, printer, slip

try:
    from pyzbar import pyzbar
except ImportError:  # the system's library is not here: `make test` names what to install
    pyzbar = None

needs_zbar = pytest.mark.skipif(pyzbar is None, reason="no reader of codes here: install libzbar0")
LINK = link("http://hall.example:8080", TOKEN)
SPACED = "HTTP://HALL.EXAMPLE/A B C/T/" + TOKEN
"""A space is a character of the alphanumeric mode too."""


@needs_zbar
@pytest.mark.parametrize("code", [TOKEN, LINK, SPACED], ids=["token", "link", "spaces"])
@pytest.mark.parametrize("native", [True, False])
@pytest.mark.parametrize(("columns", "dots"), [(32, 384), (42, 512), (48, 576)])
def test_the_code_on_paper_reads_as_it_was_meant(columns: int, dots: int, native: bool, code: str) -> None:
    driver = Simulated(printer(columns=columns, dots=dots, native_qr=native), drawing)
    assert driver.print(Job("t", slip_lines(plan(), WORDS, slip(code=code), columns))).state == "printed"
    image = Image.open(io.BytesIO(paper.picture(driver.slips[0].printed, dots)))
    assert [found.data.decode() for found in pyzbar.decode(image.convert("L"))] == [code]
