"""One server to a data folder: a lock that the operating system lets go of when its holder dies, however it dies."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

LOCK_FILE = "lock"


class InUse(Exception):
    """Another process holds this data folder."""


class FolderLock:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._file: int | None = None

    def take(self) -> None:
        """Raises InUse, naming the process that has it."""
        file = os.open(self.folder / LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = os.read(file, 20).decode("ascii", "replace").strip() or "unknown"
            os.close(file)
            raise InUse(f"{self.folder} is in use by another server (process {holder})") from error
        os.ftruncate(file, 0)
        os.write(file, f"{os.getpid()}\n".encode())
        self._file = file

    def release(self) -> None:
        """The file stays: removing it would let two servers hold locks on two files of the same name."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
