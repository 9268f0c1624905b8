"""The commands of `hall emulate` as processes: what each says, what it is told, ended by its process id."""

from __future__ import annotations

import subprocess
import sys
from http.client import HTTPConnection
from threading import Condition, Thread

from tests.source import ROOT

SAY_SECONDS = 30.0


class Emulated:
    """`hall emulate ...`; it has said its first line when this returns."""

    def __init__(self, *words: str) -> None:
        self.lines: list[str] = []
        self._news = Condition()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "server", "emulate", *words], cwd=ROOT, text=True, encoding="utf-8",
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        Thread(target=self._listen, daemon=True).start()
        self.begun = self.says("")

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            with self._news:
                self.lines.append(line.strip())
                self._news.notify_all()

    def says(self, part: str) -> str:
        """The first line with this in it, by now or soon."""
        with self._news:
            found = self._news.wait_for(lambda: next((each for each in self.lines if part in each), None), SAY_SECONDS)
            assert found, (part, self.lines)
            return found

    def told(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()

    def word_after(self, word: str) -> str:
        """The word that follows another in its first line: a port, a path."""
        words = self.begun.replace(",", " ").replace(";", " ").split()
        return words[words.index(word) + 1]

    def faults(self, body: str) -> int:
        """Set what is wrong with it, at its page."""
        connection = HTTPConnection("127.0.0.1", int(self.begun.rsplit(":", 1)[1].strip("/")), timeout=SAY_SECONDS)
        try:
            connection.request("POST", "/faults", body, {"Content-Type": "application/json"})
            return connection.getresponse().status
        finally:
            connection.close()

    def end(self) -> None:
        self._process.kill()
        self._process.communicate(timeout=SAY_SECONDS)
