"""A cabinet's own computer begins to serve it alone: from the list that the hall gave it, and only once."""

from __future__ import annotations

import json
import os
import signal
from contextlib import closing
from pathlib import Path

from hall import locker_station
from hall.locker_station import Listed
from ledger.asks import Asker
from ledger.ledger import Ledger
from server.trouble import Trouble

ASKER = Asker("station")


def begin(ledger: Ledger, path: Path) -> bytes:
    """What the list's hashes are made with. A record that has seen deposits before goes on as it stands."""
    try:
        found = json.loads(path.read_text("utf-8"))
        key, bank = bytes.fromhex(found["key"]), str(found["bank"])
        deposits = tuple(Listed(*each) for each in found["deposits"])
    except (OSError, ValueError, KeyError, TypeError) as wrong:
        raise Trouble(f"{path} is not the list of a cabinet: {wrong}") from None
    with closing(ledger.reading()) as db:
        ((before,),) = db.execute("SELECT count(*) FROM deposits").fetchall()
    if not before:
        ledger.by(ASKER).record(locker_station.take_over, bank=bank, deposits=deposits)
    return key


def end_with_the_station() -> None:
    """In a native thread: whoever started this has the other end of standard input, and is gone when that closes."""
    while os.read(0, 64):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
