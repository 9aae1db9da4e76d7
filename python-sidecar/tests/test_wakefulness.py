"""Holding idle sleep off, with a stand-in for Apple's program that waits for a process as that does."""

import os
import signal
import sys
from pathlib import Path
from threading import Timer
from threading import enumerate as enumerate_threads

import pytest

from antecedent_sidecar.wakefulness import Wakefulness

#: Adds a line for each time that it is started: its process and what it was told.
STAND_IN = f"""#!{sys.executable}
import os, pathlib, signal, sys
with pathlib.Path(__file__).with_suffix(".log").open("a") as log:
    log.write(" ".join([str(os.getpid()), *sys.argv[1:]]) + "\\n")
signal.pause()
"""


@pytest.fixture
def caffeinate(tmp_path: Path) -> Path:
    program = tmp_path / "caffeinate"
    program.write_text(STAND_IN)
    program.chmod(0o755)
    return program


def lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def started(caffeinate: Path, times: int) -> list[tuple[int, list[str]]]:
    """The processes that were started, at least so many, and what each was told."""
    log = caffeinate.with_suffix(".log")
    lines: list[str] = []
    while len(lines) < times:
        lines = log.read_text().split("\n")[:-1] if log.exists() else []
    return [(int(pid), arguments) for pid, *arguments in (line.split() for line in lines)]


def test_it_lives_as_long_as_the_work_and_waits_for_this_process(caffeinate: Path) -> None:
    with pytest.raises(ValueError, match="the work"), Wakefulness(str(caffeinate), linger=0).held():
        [(pid, arguments)] = started(caffeinate, 1)
        assert arguments == ["-i", "-w", str(os.getpid())]
        assert lives(pid)
        raise ValueError("the work failed")
    while lives(pid):
        pass


def test_work_that_follows_starts_no_other_as_long_as_it_lives(caffeinate: Path) -> None:
    wakefulness = Wakefulness(str(caffeinate), linger=3600)
    for _ in range(3):
        with wakefulness.held():
            pid = started(caffeinate, 1)[0][0]
            assert lives(pid)
        assert lives(pid)
    os.kill(pid, signal.SIGTERM)
    # Until it has ended; who started it may still learn of it.
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    with wakefulness.held():
        [_, (other, _)] = started(caffeinate, 2)
        assert lives(other)
    os.kill(other, signal.SIGTERM)


def test_what_was_to_end_it_after_earlier_work_leaves_later_work_alone(caffeinate: Path) -> None:
    wakefulness = Wakefulness(str(caffeinate), linger=0)
    for times in range(1, 6):
        with wakefulness.held():
            pid = started(caffeinate, times)[-1][0]
            assert lives(pid)
        while lives(pid):
            pass


def test_at_most_one_end_waits_however_often_there_was_work(caffeinate: Path) -> None:
    wakefulness = Wakefulness(str(caffeinate), linger=3600)
    before = set(enumerate_threads())
    for _ in range(20):
        with wakefulness.held():
            pass
    after = [thread for thread in enumerate_threads() if isinstance(thread, Timer) and thread not in before]
    assert sum(not timer.finished.is_set() for timer in after) == 1
    os.kill(started(caffeinate, 1)[0][0], signal.SIGTERM)


def test_work_goes_on_where_it_cannot_be_had(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    worked = False
    with Wakefulness(str(tmp_path / "nowhere")).held():
        worked = True
    assert worked
    assert "may idle to sleep" in caplog.text


@pytest.mark.skipif(sys.platform == "darwin", reason="a Mac has what is looked for")
def test_other_systems_are_left_alone() -> None:
    children = Path(f"/proc/self/task/{os.getpid()}/children")
    before = children.read_text()
    with Wakefulness().held():
        assert children.read_text() == before
