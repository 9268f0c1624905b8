"""A quick HTTP client: kept-alive raw sockets, requests made beforehand, one thread, so that the client is not what is
measured (some 15,000 requests a second of its own)."""

from __future__ import annotations

import select
import socket
from collections.abc import Sequence
from dataclasses import dataclass, field
from time import perf_counter

import orjson

from bench.result import percentile

ANSWER_SECONDS = 30.0
READ_BYTES = 65_536


class Stuck(Exception):
    """The server did not answer in time, or hung up."""


@dataclass
class Answers:
    """What came back. `millis` has one time for each request, in the order of their answers."""

    millis: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    bodies: list[bytes] = field(default_factory=list)
    seconds: float = 0.0
    cpu_seconds: float = 0.0

    @property
    def cpu_millis(self) -> float:
        """What the server computed for one request."""
        return self.cpu_seconds / len(self.millis) * 1000

    @property
    def rate(self) -> float:
        return len(self.millis) / self.seconds

    def at(self, share: float) -> float:
        return percentile(self.millis, share)

    def checked(self, *allowed: int) -> Answers:
        """These answers, if all of them have an allowed status."""
        wrong = {status: count for status, count in self.statuses.items() if status not in allowed}
        if wrong:
            example = next((body for body in reversed(self.bodies)), b"")
            raise Stuck(f"unexpected answers {wrong}, such as {example[:200]!r}")
        return self


def request(method: str, path: str, key: str = "", body: object = None, once: str = "") -> bytes:
    """One request as bytes. `once`: its Idempotency-Key."""
    content = b"" if body is None else orjson.dumps(body)
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", "Content-Type: application/json"]
    lines += [f"Authorization: Bearer {key}"] if key else []
    lines += [f"Idempotency-Key: {once}"] if once else []
    lines += [f"Content-Length: {len(content)}", "", ""]
    return "\r\n".join(lines).encode() + content


def connected(port: int) -> socket.socket:
    made = socket.create_connection(("127.0.0.1", port), timeout=ANSWER_SECONDS)
    made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return made


def whole(buffer: bytes | bytearray) -> tuple[int, bytes] | None:
    """The status and body of a complete answer, else None."""
    end = buffer.find(b"\r\n\r\n")
    if end < 0:
        return None
    head = bytes(buffer[:end]).lower()
    at = head.find(b"content-length:")
    length = int(head[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
    if len(buffer) < end + 4 + length:
        return None
    return int(head[9:12]), bytes(buffer[end + 4 : end + 4 + length])


def once(port: int, asked: bytes) -> tuple[int, bytes]:
    """One request on a connection of its own."""
    with connected(port) as line:
        return on(line, asked)


def on(line: socket.socket, asked: bytes) -> tuple[int, bytes]:
    """One request and its answer on a connection that is open."""
    line.sendall(asked)
    buffer = bytearray()
    while (found := whole(buffer)) is None:
        more = line.recv(READ_BYTES)
        if not more:
            raise Stuck("the server hung up")
        buffer += more
    return found


class Line:
    """One of the connections of a run: its requests, and when the one under way went out."""

    def __init__(self, port: int, asks: Sequence[bytes]) -> None:
        self.socket, self.asks = connected(port), iter(asks)
        self.buffer, self.sent_at = bytearray(), 0.0

    def send(self) -> bool:
        """The next request; False when there is none."""
        asked = next(self.asks, None)
        if asked is None:
            return False
        self.sent_at = perf_counter()
        self.socket.sendall(asked)
        return True


def drive(port: int, asks: Sequence[Sequence[bytes]], keep_bodies: bool = False) -> Answers:
    """Each sequence on its own connection, each request as soon as the one before it is answered."""
    lines = {line.socket.fileno(): line for line in (Line(port, each) for each in asks)}
    answers, poll = Answers(), select.epoll()
    try:
        for fileno in lines:
            poll.register(fileno, select.EPOLLIN)
        began = perf_counter()
        busy = sum(line.send() for line in lines.values())
        while busy:
            ready = poll.poll(ANSWER_SECONDS)
            if not ready:
                raise Stuck(f"no answer within {ANSWER_SECONDS:.0f} s")
            for fileno, _ in ready:
                busy -= _heard(lines[fileno], answers, keep_bodies)
        answers.seconds = perf_counter() - began
    finally:
        poll.close()
        for line in lines.values():
            line.socket.close()
    return answers


def _heard(line: Line, answers: Answers, keep_bodies: bool) -> bool:
    """Read what came on a line; True when it has nothing more to do."""
    more = line.socket.recv(READ_BYTES)
    if not more:
        raise Stuck("the server hung up")
    line.buffer += more
    found = whole(line.buffer)
    if found is None:
        return False
    status, body = found
    answers.millis.append((perf_counter() - line.sent_at) * 1000)
    answers.statuses[status] = answers.statuses.get(status, 0) + 1
    if keep_bodies or status >= 400:
        answers.bodies.append(body)
    line.buffer.clear()
    return not line.send()
