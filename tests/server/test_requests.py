"""Reading a request's head: stricter than mail, and never two readings of where a request ends."""

from __future__ import annotations

import io
import socket

import pytest

from server.requests import HEADERS_MAX, LINE_MAX, Headers
from tests.served import Served


def head(raw: bytes) -> Headers:
    return Headers(io.BytesIO(raw + b"\r\n\r\n"))


def test_headers_are_found_whatever_their_case() -> None:
    headers = head(b"Content-Type: application/json\r\nX-A:  b \r\nCookie: a=b: c")
    assert headers.typeheader == headers.get("content-type") == headers.getheader("CONTENT-TYPE") == "application/json"
    assert headers.get("x-a") == "b" and headers.get("Cookie") == "a=b: c"
    assert headers.get("missing") is None and headers.get("missing", "") == ""
    assert len(headers.headers) == 3


@pytest.mark.parametrize("raw", [
    b"no colon", b": no name", b"Space : before", b"A: b\r\n folded: on", b"Na\xc3\xafve: x", b"A: b\x00c", b"A: b\rc",
    b"Content-Length: 1\r\ncontent-length: 1", b"Host: a\r\nHost: b",
    b"Transfer-Encoding: chunked\r\nTransfer-Encoding: x",
    b"A: " + b"x" * LINE_MAX, b"\r\n".join(b"A%d: b" % n for n in range(HEADERS_MAX + 1)),
])  # fmt: skip
def test_a_head_that_could_be_read_in_two_ways_is_refused(raw: bytes) -> None:
    with pytest.raises(ValueError):
        head(raw)


def talk(served: Served, raw: bytes) -> bytes:
    """What comes back for these very bytes, until the server ends or says nothing more."""
    with socket.create_connection(("127.0.0.1", served.port), timeout=5) as line:
        line.sendall(raw)
        line.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: line.recv(65536), b""))


def test_a_malformed_head_is_400_and_ends_the_connection(served: Served) -> None:
    again = b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"
    answer = talk(served, b"GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n" + again)
    assert answer.startswith(b"HTTP/1.1 400 ") and answer.count(b"HTTP/1.1") == 1


def test_a_body_may_come_in_chunks_and_one_that_never_ends_is_unreadable(served: Served) -> None:
    start = (
        b"POST /api/v1/tickets HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\n"
        b"Authorization: Bearer " + served.key("program").encode() + b"\r\n"
    )
    chunked = talk(served, start + b'Transfer-Encoding: chunked\r\n\r\n2\r\n{"\r\n4\r\nx":1\r\n1\r\n}\r\n0\r\n\r\n')
    assert chunked.startswith(b"HTTP/1.1 422 ") and b'"field":"service"' in chunked
    assert talk(served, start + b'Content-Length: 50\r\n\r\n{"service"').startswith(b"HTTP/1.1 400 ")
    large = b"20000\r\n" + b" " * 0x20000 + b"\r\n1\r\n \r\n0\r\n\r\n"
    assert talk(served, start + b"Transfer-Encoding: chunked\r\n\r\n" + large).startswith(b"HTTP/1.1 413 ")


def test_answers_come_one_after_another_on_one_connection(served: Served) -> None:
    ask = b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"
    assert talk(served, ask * 3).count(b'{"ok":true}') == 3
