"""Holding idle sleep off, with a stand-in for Apple's program that waits for a process as that does."""

import os
import sys
from pathlib import Path

import pytest

from antecedent_sidecar.wakefulness import awake

STAND_IN = f"""#!{sys.executable}
import os, pathlib, sys, time
pathlib.Path(__file__).with_suffix(".log").write_text(" ".join([str(os.getpid()), *sys.argv[1:]]))
while True:
    time.sleep(0.05)
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


def test_it_lives_as_long_as_the_work_and_waits_for_this_process(caffeinate: Path) -> None:
    log = caffeinate.with_suffix(".log")
    with pytest.raises(ValueError, match="the work"), awake(str(caffeinate)):
        while not (log.exists() and log.read_text()):
            pass
        pid, *arguments = log.read_text().split()
        assert arguments == ["-i", "-w", str(os.getpid())]
        assert lives(int(pid))
        raise ValueError("the work failed")
    assert not lives(int(pid))


def test_work_goes_on_where_it_cannot_be_had(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    worked = False
    with awake(str(tmp_path / "nowhere")):
        worked = True
    assert worked
    assert "may idle to sleep" in caplog.text


@pytest.mark.skipif(sys.platform == "darwin", reason="a Mac has what is looked for")
def test_other_systems_are_left_alone() -> None:
    children = Path(f"/proc/self/task/{os.getpid()}/children")
    before = children.read_text()
    with awake():
        assert children.read_text() == before
