"""Lines in and out, and the process's own stdin and stdout."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from antecedent_sidecar.stdio import LineTooLong, LineWriter, lines

SIDECAR = Path(__file__).parents[1]


def read_all(data: bytes, limit: int) -> list[bytes | LineTooLong]:
    """What `lines` makes of `data` coming through a pipe."""
    read, write = os.pipe()

    def feed() -> None:
        with os.fdopen(write, "wb") as stream:
            stream.write(data)

    writer = threading.Thread(target=feed)
    writer.start()
    try:
        return list(lines(read, limit))
    finally:
        writer.join()
        os.close(read)


@given(st.lists(st.binary(min_size=1, max_size=40).filter(lambda line: b"\n" not in line and line.strip()), max_size=8))
def test_lines_within_the_limit_come_whole_and_longer_ones_are_named(wanted: list[bytes]) -> None:
    found = read_all(b"".join(line + b"\n" for line in wanted), limit=20)
    assert found == [line if len(line) <= 20 else LineTooLong(len(line)) for line in wanted]


def test_a_line_of_many_chunks_that_is_too_long_leaves_the_next_one_whole() -> None:
    assert read_all(b"x" * 300_000 + b"\nnext\n", limit=100_000) == [LineTooLong(300_000), b"next"]


def test_blank_lines_and_a_torn_last_line_are_no_messages() -> None:
    assert read_all(b"\n  \none\ntorn", limit=20) == [b"one"]


def test_a_broken_pipe_is_told_once() -> None:
    told: list[bool] = []
    read, write = os.pipe()
    writer = LineWriter(write, lambda: told.append(True))
    os.close(read)
    writer.write(b"one")
    writer.write(b"two")
    os.close(write)
    assert told == [True]


def test_what_libraries_print_goes_to_stderr_and_what_they_ask_gets_no_answer() -> None:
    program = (
        f"import sys, os; sys.path.insert(0, {str(SIDECAR)!r}); from antecedent_sidecar import stdio\n"
        "channels = stdio.take(); print('printed', flush=True); os.system('echo echoed')\n"
        "try: input('asked?')\nexcept EOFError: os.write(channels.write, b'{\"unanswered\":true}\\n')\n"
    )
    done = subprocess.run([sys.executable, "-c", program], input=b"y\n", capture_output=True, check=True)
    assert json.loads(done.stdout) == {"unanswered": True}
    assert b"printed" in done.stderr and b"echoed" in done.stderr
