"""What a process takes of the machine."""

import resource
import sys

import numpy as np
import pytest

from antecedent_sidecar.footprint import footprint_bytes

BLOCK = 256 * 1024 * 1024


def test_a_block_that_is_written_to_and_let_go_is_seen_both_times() -> None:
    before = footprint_bytes()
    block = np.ones(BLOCK, dtype=np.uint8)
    during = footprint_bytes()
    assert block[-1] == 1
    del block
    after = footprint_bytes()
    assert during - before > BLOCK // 2
    assert during - after > BLOCK // 2


@pytest.mark.skipif(sys.platform != "linux", reason="what is compared is in KiB on Linux only")
def test_it_is_never_more_than_the_highest_so_far() -> None:
    found = footprint_bytes()
    assert 0 < found <= resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 * 1.05
