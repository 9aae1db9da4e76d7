"""The real sidecar with one fault at one moment, which `fault.json` beside this file names. It strikes once."""

import json
import os
import signal
import sys
from pathlib import Path

_PLAN = Path(__file__).parent / "fault.json"
_plan = json.loads(_PLAN.read_text())
sys.path.insert(0, _plan["sidecar"])

from antecedent_sidecar import stdio  # noqa: E402 - the path above says where it is

channels = stdio.take()

from antecedent_sidecar import atomic, job, server  # noqa: E402 - the channels come first

_sync = atomic.sync
_progress = job.Job.progress
_armed = _plan["signal"] is not None
_phase = ""
_updates = 0
_syncs = 0


def _strike() -> None:
    global _armed
    _armed = False
    _PLAN.write_text(json.dumps({**_plan, "signal": None}))
    os.kill(os.getpid(), getattr(signal, _plan["signal"]))


def _told(self: job.Job, phase: str, done: int, total: int) -> None:
    """Strikes at the first sign of the phase that is meant, once so many updates were made."""
    global _phase, _updates
    _phase = phase
    if phase == "training":
        _updates = done
    _progress(self, phase, done, total)
    if _armed and phase == _plan["phase"] and _updates >= _plan["updates"] and _plan["syncs"] is None:
        _strike()


def _synced(path: Path) -> None:
    """Strikes before a file of the phase is put on the disk, where those are counted."""
    global _syncs
    if _armed and _phase == _plan["phase"] and _plan["syncs"] is not None:
        if _syncs == _plan["syncs"]:
            _strike()
        _syncs += 1
    _sync(path)


job.Job.progress = _told  # type: ignore[method-assign]
atomic.sync = _synced
raise SystemExit(server.main(channels))
