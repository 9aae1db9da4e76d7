"""What a model keeps of the prompts it has read."""

from collections.abc import Callable
from pathlib import Path

import pytest
import tiny_model
from mlx_lm.utils import load_model

from antecedent_sidecar.failures import Cancelled
from antecedent_sidecar.prefixes import Prefixes


def ask(kept: Prefixes, scale: float, prompt: list[int]) -> int:
    """Read a prompt; how many of its tokens had been read before."""
    with kept.reader(scale) as reader:
        before = reader.length
        rest = reader.read_prompt(prompt, lambda: None)
        assert rest == prompt[reader.length :]
        return before


def test_each_side_keeps_its_last_prompt(model: Path) -> None:
    kept = Prefixes(load_model(model)[0])
    assert [ask(kept, scale, [1, 2, 3, 4]) for scale in (0.0, 1.0, 0.0, 1.0)] == [0, 0, 3, 3]


def test_only_what_prompts_begin_with_alike_is_not_read_again(model: Path) -> None:
    kept, ticks = Prefixes(load_model(model)[0]), []
    begin, left = list(range(50)), []
    for prompt in (begin, [*begin, 1, 2], [*begin, *begin], begin[:9], [7]):
        with kept.reader(1.0) as reader:
            left.append(reader.read_prompt(prompt, lambda: ticks.append(1)))
    # A few tokens are left to the pass that answers; reading many takes a pass of its own.
    assert left == [[49], [49, 1, 2], [49], [8], [7]]
    assert len(ticks) == 2


def test_another_strength_has_read_nothing(model: Path) -> None:
    kept = Prefixes(load_model(model)[0])
    assert [ask(kept, scale, [1, 2, 3]) for scale in (1.0, 0.5, 0.5, 1.0)] == [0, 0, 2, 0]


def test_a_prompt_that_takes_too_much_memory_is_not_kept(model: Path) -> None:
    kept = Prefixes(load_model(model)[0], most_bytes=1)
    assert [ask(kept, 1.0, [1, 2, 3]) for _ in range(2)] == [0, 0]


@pytest.mark.parametrize("build", [tiny_model.build, tiny_model.build_gemma])
def test_what_is_kept_takes_no_more_than_the_prompt(build: Callable[[Path], Path], tmp_path: Path) -> None:
    kept, held = Prefixes(load_model(build(tmp_path / "model"))[0]), {}
    for read in (8, 16):
        with kept.reader(1.0) as reader:
            token = reader.check(reader.read_prompt([read] * (read + 1), lambda: None))[-1]
            for _ in range(40):
                token = reader.next(0 if token is None else token, more=False)
        with kept.reader(1.0) as reader:
            assert reader.length == read
            held[read] = reader.memory_bytes
    assert held[16] == 2 * held[8]


def test_what_was_taken_back_keeps_what_was_read_and_what_failed_keeps_nothing(model: Path) -> None:
    kept = Prefixes(load_model(model)[0])
    for raised, before in ((Cancelled, 0), (MemoryError, 2), (Cancelled, 0)):
        with pytest.raises(raised), kept.reader(1.0) as reader:
            assert reader.length == before
            reader.read_prompt([1, 2, 3], lambda: None)
            raise raised
