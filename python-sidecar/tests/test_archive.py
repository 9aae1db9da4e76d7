"""What an archive keeps, lets go of and makes of its checkpoints, on arrays of three numbers."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import mlx.core as mx
import pytest
from small_disk import fill, small_disk

from antecedent_sidecar import atomic, checkpoints
from antecedent_sidecar.checkpoints import Archive, Pending, State
from antecedent_sidecar.failures import Code, Failure
from antecedent_sidecar.fingerprint import Fingerprint

IDENTITY = Fingerprint(config={}, data={}, tokens="", model="", libraries={})


def state(step: int, best: int | None) -> State:
    """Where a run is at `step`."""
    return State(
        version=checkpoints.VERSION,
        step=step,
        saved_at=Archive.now(),
        rate_factor=1.0,
        random=(0, 1),
        best_step=best,
        best_loss=None if best is None else 1 / best,
        best_score=None,
        without_improvement=0,
        trained_tokens=0,
        seconds=0.0,
        pending=Pending(0.0, 0, 0, 0.0, 0.0),
        fingerprint=IDENTITY,
        files={},
    )


def archive(folder: Path, *saved: tuple[int, int | None], adapters: Path | None = None) -> Archive:
    """An archive with checkpoints of these steps, each with what was the best by then."""
    made = Archive(folder / "checkpoints", adapters or folder / "adapters", {"model": "tiny"})
    made.begin(IDENTITY)
    for step, best in saved:
        made.save(state(step, best), weights(step), {"step": mx.array(step)}, best)
        if best in (None, step):
            made.make_best(step)
    return made


def weights(step: int) -> dict[str, mx.array]:
    return {"a": mx.full((3,), float(step))}


def holds(folder: Path, which: str) -> float:
    """The step whose weights best/ or last/ has."""
    return mx.load(str(folder / "adapters" / which / "adapters.safetensors"))["a"][0].item()


def flip(folder: Path, step: int) -> None:
    file = folder / "checkpoints" / f"{step:08d}" / "adapters.safetensors"
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)


def nobody(words: str) -> None:
    """Hears a note."""


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Path]:
    """A folder on another disk, where nothing of this one can be linked to."""
    memory = Path("/dev/shm")
    if not memory.is_dir() or memory.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("there is no second disk here")
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)


def test_where_there_are_no_links_the_adapters_are_copies(tmp_path: Path, elsewhere: Path) -> None:
    made = archive(tmp_path, (10, 10), (20, 10), (30, 30), adapters=elsewhere / "adapters")
    assert (holds(elsewhere, "best"), holds(elsewhere, "last")) == (30, 30)
    made.save(state(40, 30), weights(40), {"step": mx.array(40)}, 30)
    assert (holds(elsewhere, "best"), holds(elsewhere, "last")) == (30, 40)
    names = sorted(str(file.relative_to(elsewhere)) for file in elsewhere.rglob("*") if file.is_file())
    files = ("adapter_config.json", "adapters.safetensors")
    assert names == [f"adapters/{which}/{name}" for which in ("best", "last") for name in files]
    assert sorted(path.name for path in (tmp_path / "checkpoints").iterdir()) == ["00000030", "00000040", "run.json"]


def test_whether_there_are_links_is_found_out_without_leaving_anything(tmp_path: Path, elsewhere: Path) -> None:
    (tmp_path / "beside").mkdir()
    assert atomic.links(tmp_path, tmp_path)
    assert atomic.links(tmp_path, tmp_path / "beside")
    assert not atomic.links(tmp_path, elsewhere)
    assert list(tmp_path.iterdir()) == [tmp_path / "beside"]
    assert list(elsewhere.iterdir()) == []


def test_room_for_copies_is_asked_for_before_anything_is_written(tmp_path: Path) -> None:
    # Four megabytes of weights, and 16 that have to stay free: with 21 left, one copy fits and two do not.
    heavy = {"a": mx.zeros(1 << 20)}
    with small_disk(tmp_path, 64 << 20) as disk:
        made = archive(tmp_path, adapters=disk / "adapters")
        filler = fill(disk, 21 << 20)
        with pytest.raises(Failure) as caught:
            made.save(state(10, 10), heavy, {"step": mx.array(10)}, 10)
        assert caught.value.code is Code.DISK_FULL
        assert (made.steps(), list(disk.iterdir())) == ([], [filler])
        filler.unlink()
        made.save(state(10, 10), heavy, {"step": mx.array(10)}, 10)
        made.make_best(10)
        assert {path.name for path in (disk / "adapters").iterdir()} == {"best", "last"}


def test_the_newest_two_the_best_and_the_best_before_are_kept(tmp_path: Path) -> None:
    # At 20 the best was 10, at 30 it is 30: gone back to 20, it is 10 again.
    made = archive(tmp_path, (10, 10), (15, 10), (20, 10), (30, 30))
    assert made.steps() == [10, 20, 30]
    made.save(state(40, 30), weights(40), {"step": mx.array(40)}, 30)
    assert made.steps() == [30, 40]


def test_gone_back_past_a_damaged_best_the_best_is_the_one_before(tmp_path: Path) -> None:
    made = archive(tmp_path, (10, 10), (20, 10), (30, 30))
    flip(tmp_path, 30)
    found = made.newest(IDENTITY, nobody)
    assert found is not None
    assert made.settle(found).state.best_step == 10
    assert (holds(tmp_path, "best"), holds(tmp_path, "last")) == (10, 20)


def test_a_best_that_is_gone_is_replaced_by_what_there_is(tmp_path: Path) -> None:
    made = archive(tmp_path, (10, 10), (20, 10))
    checkpoints.atomic.clear_away(tmp_path / "checkpoints" / "00000010")
    found = made.newest(IDENTITY, nobody)
    assert found is not None
    assert made.settle(found).state.best_step is None
    assert (holds(tmp_path, "best"), holds(tmp_path, "last")) == (20, 20)


def test_where_none_is_whole_all_stay(tmp_path: Path) -> None:
    made = archive(tmp_path, (10, 10), (20, 20))
    for step in (10, 20):
        flip(tmp_path, step)
    for _ in range(2):
        with pytest.raises(checkpoints.Failure, match="None of the run's checkpoints is whole"):
            made.newest(IDENTITY, nobody)
    assert made.steps() == [10, 20]


def test_what_only_fails_to_load_is_not_taken_for_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = archive(tmp_path, (10, 10), (20, 20))

    def short(*arguments: Any) -> None:
        raise RuntimeError("[malloc] Unable to allocate 12 bytes.")

    with monkeypatch.context() as memory:
        memory.setattr(checkpoints.mx, "load", short)
        with pytest.raises(RuntimeError, match="Unable to allocate"):
            made.newest(IDENTITY, nobody)
    found = made.newest(IDENTITY, nobody)
    assert found is not None and found.state.step == 20
