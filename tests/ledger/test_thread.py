"""Under gevent the writer is a native thread of its own: a slow disk stalls no screen."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.source import ROOT

SCRIPT = """
from gevent import monkey
monkey.patch_all()
import json, sys, threading, time
from pathlib import Path
import gevent
from gevent.event import AsyncResult
from ledger.clock import Clock
from ledger.ledger import Asker, Ledger

start = monkey.get_original("_thread", "start_new_thread")
native_id = monkey.get_original("threading", "get_native_id")
native_sleep = monkey.get_original("time", "sleep")

class Promise(AsyncResult):
    def set_result(self, value): self.set(value)
    def result(self, timeout=None):
        try:
            return self.get(timeout=timeout)
        except gevent.Timeout:
            raise TimeoutError from None

hub = gevent.get_hub()
news = hub.loop.async_()
woken = []
news.start(lambda: woken.append(native_id()))
ledger = Ledger(
    Path(sys.argv[1]), spawn=lambda run: start(run, ()), promise=Promise,
    inbox=monkey.get_original("queue", "SimpleQueue"), wake=news.send, clock=Clock(time.time, time.monotonic),
    key=b"k" * 32,
)
ledger.start()
beats, ids = [], []

def slow(hall, now):
    ids.append(native_id())
    native_sleep(0.5)  # as an fsync on a bad disk does: the thread stands, nothing else should
    return []

def beat():
    while True:
        beats.append(time.monotonic())
        gevent.sleep(0.01)

beating = gevent.spawn(beat)
asked = [gevent.spawn(ledger.by(Asker("a")).record, slow) for _ in range(2)]
gevent.joinall(asked, raise_error=True)
beating.kill()
longest = max(after - before for before, after in zip(beats, beats[1:]))
ledger.close()
gevent.sleep(0.01)
said = {"loop": native_id(), "writer": ids, "woken": sorted(set(woken)), "longest": longest, "beats": len(beats)}
print(json.dumps(said))
"""


def test_the_writers_native_thread_is_not_the_loops_and_the_loop_goes_on(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert run.returncode == 0, run.stderr
    said = json.loads(run.stdout)
    assert len(set(said["writer"])) == 1 and said["loop"] not in said["writer"]
    assert said["woken"] == [said["loop"]]
    assert said["beats"] > 20 and said["longest"] < 0.4
