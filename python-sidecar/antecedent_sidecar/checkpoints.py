"""What a run can be continued from: whole folders, checked when read, the newest two and the best kept."""

import hashlib
import logging
import re
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import mlx.core as mx
import msgspec
from msgspec import structs

from . import adapter_folders, atomic, fingerprint
from .failures import Code, Failure
from .fingerprint import Fingerprint, digest
from .notifications import TrainMetric, ValidMetric
from .tensors import read_head

_log = logging.getLogger(__name__)

VERSION = 1
_STATE = "state.json"
_OPTIMIZER = "optimizer.safetensors"
_BEGINNING = "run.json"
#: Newest checkpoints that stay beside the best one.
_KEPT = 2
_NAME = re.compile(r"\d{8}")


class Pending(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the next point of the training curve has gathered so far: the tail of the losses."""

    loss: float
    learned: int
    tokens: int
    seconds: float
    norm: float


class State(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where a run is, beside its weights and its optimizer.

    Attributes
    ----------
    step
        Completed updates: with the seed, also the place in the data and in the schedule.
    rate_factor
        What the schedule's rate is multiplied with, 1 unless the run diverged.
    random
        mlx's random key, two 32-bit numbers.
    best_step, best_loss, best_score
        The best validation so far.
    without_improvement
        Validations since then.
    trained_tokens, seconds
        Of all the run so far.
    pending
        The tail of the losses, not yet reported.
    owes_validation
        The validation of this step was broken off, or never begun.
    figures
        The latest points of the run's curves, oldest first, for an app that died before it heard of them.
    files
        SHA-256 by name.
    seal
        SHA-256 of all the rest of it.
    """

    version: int
    step: int
    saved_at: str
    rate_factor: float
    random: tuple[int, int]
    best_step: int | None
    best_loss: float | None
    best_score: float | None
    without_improvement: int
    trained_tokens: int
    seconds: float
    pending: Pending
    owes_validation: bool = False
    figures: tuple[TrainMetric | ValidMetric, ...] = ()
    fingerprint: Fingerprint
    files: dict[str, str]
    seal: str = ""


class Checkpoint(NamedTuple):
    """One that was read back: its state, the trainable weights and the optimizer's arrays by name."""

    state: State
    weights: dict[str, mx.array]
    optimizer: dict[str, mx.array]


def encode(state: State) -> bytes:
    """A state as JSON."""
    return msgspec.json.encode(state)


def decode(content: bytes) -> State:
    """A state from its JSON; raises `msgspec.MsgspecError` where it is none."""
    return msgspec.json.decode(content, type=State)


class Archive:
    """The checkpoints of one run, and the adapter folders that are made of them.

    Parameters
    ----------
    folder
        Of the checkpoints.
    adapters
        Of `best/` and `last/`.
    configuration
        For adapter_config.json.
    """

    def __init__(self, folder: Path, adapters: Path, configuration: dict[str, Any]) -> None:
        self._folder = folder
        self._adapters = adapters
        self._configuration = configuration

    def begin(self, identity: Fingerprint) -> None:
        """Note what a new run is, so that it can be told from another even before its first checkpoint.

        Raises
        ------
        Failure
            notWritten, where the folders hold a run already.
        """
        if (self._folder / _BEGINNING).exists() or self._has_adapters() or self.steps():
            hint = "Train into a new folder, or continue it."
            raise Failure(Code.NOT_WRITTEN, "The folder already holds a run.", hint)
        self._note_beginning(identity)

    def steps(self) -> list[int]:
        """Steps of the checkpoints that are there, ascending."""
        if not self._folder.is_dir():
            return []
        return sorted(int(path.name) for path in self._folder.iterdir() if _NAME.fullmatch(path.name))

    def newest(self, identity: Fingerprint, tell: Callable[[str], None]) -> Checkpoint | None:
        """Read the newest whole checkpoint; None where the run was ended before its first.

        A damaged one is told of and passed over for the one before; it is let go of once that one was read.

        Raises
        ------
        Failure
            runDiffers, with what is other, where data, model or settings are not those it began with;
            checkpointDamaged, where none of those that are there is whole; checkpointMissing, where none is there
            though some were.
        """
        if self._folder.is_dir():
            atomic.sweep(self._folder)
        for folder in (self._adapters, *(self._adapters / which for which in ("best", "last"))):
            if folder.is_dir():
                atomic.sweep(folder)
        there = self.steps()
        if (beginning := self._beginning()) is not None:
            self._refuse_other(beginning, identity, tell)
        elif not there:
            self._note_beginning(identity)
        if not there and self._has_adapters():
            # Begun anew it would write over them.
            sentence = "The run's checkpoints are gone, so it cannot be continued."
            raise Failure(Code.CHECKPOINT_MISSING, sentence, "Its adapters are still there. Start a new run to go on.")
        damaged: list[tuple[int, str]] = []
        for step in reversed(there):
            try:
                state = self._checked(step)
            except (FileNotFoundError, ValueError, msgspec.MsgspecError) as error:
                damaged.append((step, _first_line(error)))
                continue
            self._refuse_other(state.fingerprint, identity, tell)
            # What fails from here on is no damage: memory may be short, or the disk away for a moment.
            found = self._load(state)
            for other, words in damaged:
                _log.warning("checkpoint %d is damaged: %s", other, words)
                tell(f"The checkpoint of step {other} is damaged ({words}), so it was passed over.")
                atomic.clear_away(self._place(other))
            return found
        if damaged:
            sentence = f"None of the run's checkpoints is whole: {damaged[0][1]}."
            raise Failure(Code.CHECKPOINT_DAMAGED, sentence, "Start the run anew; its adapters are still there.")
        return None

    def save(
        self,
        state: State,
        weights: dict[str, mx.array],
        optimizer: dict[str, mx.array],
        best_step: int | None,
    ) -> None:
        """Write a checkpoint, make `last/` of it, and let go of older ones. `best_step` is one that stays.

        Raises
        ------
        Failure
            diskFull, before anything is touched.
        """
        adapter, rest = (sum(array.nbytes for array in part.values()) for part in (weights, optimizer))
        atomic.need_space(self._folder, adapter + rest)
        if not self._linked:
            # Then last/ and best/ are copies, made while those before are still there, as a rule on the same disk.
            atomic.need_space(self._adapters, 3 * adapter + rest)
        place = self._place(state.step)
        if place.exists():
            atomic.clear_away(place)
        with atomic.new_folder(place) as folder:
            adapter_folders.fill(folder, weights, self._configuration, state.step)
            mx.save_safetensors(str(folder / _OPTIMIZER), optimizer)
            # A full disk can leave a short file behind without an error.
            read_head(folder / _OPTIMIZER)
            files = {name: digest(folder / name) for name in (adapter_folders.WEIGHTS, _OPTIMIZER)}
            whole = structs.replace(state, files=files)
            sealed = structs.replace(whole, seal=_seal(whole))
            (folder / _STATE).write_bytes(msgspec.json.format(encode(sealed), indent=1))
        if state.step > 0:
            self._make("last", state.step)
        self._prune(best_step)

    def drop_newest(self) -> None:
        """Let go of the newest checkpoint, where there is an older one."""
        there = self.steps()
        if len(there) > 1:
            atomic.clear_away(self._place(there[-1]))

    def make_best(self, step: int) -> None:
        """Make `best/` of the checkpoint of `step`."""
        self._make("best", step)

    def settle(self, found: Checkpoint) -> Checkpoint:
        """Make `last/` and `best/` what a checkpoint says they are, since a process may have ended between the two.

        Where the best it names is gone, it is the best itself until there is a better one.
        """
        state = found.state
        if state.step == 0:
            return found
        self._make("last", state.step)
        if state.best_step is not None and self._place(state.best_step).is_dir():
            self._make("best", state.best_step)
            return found
        self._make("best", state.step)
        return Checkpoint(structs.replace(state, best_step=None, best_loss=None, best_score=None), *found[1:])

    @staticmethod
    def now() -> str:
        """The time, for `State.saved_at`."""
        return datetime.now(UTC).isoformat(timespec="seconds")

    @cached_property
    def _linked(self) -> bool:
        """Whether the disk knows links; looked at once."""
        return atomic.links(self._folder, self._adapters if self._adapters.is_dir() else self._adapters.parent)

    def _place(self, step: int) -> Path:
        return self._folder / f"{step:08d}"

    def _checked(self, step: int) -> State:
        """The state of a checkpoint that is as it was written; raises what tells that it is not."""
        folder = self._place(step)
        state = decode((folder / _STATE).read_bytes())
        if state.version != VERSION or state.step != step:
            raise ValueError(f"{_STATE} is of another version or step")
        if state.seal != _seal(state):
            raise ValueError(f"{_STATE} is not as it was written")
        for name, known in state.files.items():
            if digest(folder / name) != known:
                raise ValueError(f"{name} is not as it was written")
        return state

    def _load(self, state: State) -> Checkpoint:
        folder = self._place(state.step)
        weights = mx.load(str(folder / adapter_folders.WEIGHTS))
        optimizer = mx.load(str(folder / _OPTIMIZER))
        # Arrays are read when they are needed, and by then the folder may be gone.
        mx.eval(weights, optimizer)
        return Checkpoint(state, weights, optimizer)

    def _has_adapters(self) -> bool:
        return any((self._adapters / which).exists() for which in ("best", "last"))

    def _note_beginning(self, identity: Fingerprint) -> None:
        atomic.need_space(self._folder, 0)
        self._folder.mkdir(parents=True, exist_ok=True)
        with atomic.replaced_file(self._folder / _BEGINNING) as file:
            file.write_bytes(fingerprint.encode(identity))

    def _beginning(self) -> Fingerprint | None:
        """What the run began with; None where it was ended before that was noted."""
        try:
            return fingerprint.decode((self._folder / _BEGINNING).read_bytes())
        except FileNotFoundError:
            return None
        except msgspec.MsgspecError as error:
            sentence = "The record of what this run began with is damaged."
            raise Failure(
                Code.CHECKPOINT_DAMAGED, sentence, "Start a new run; its adapters are still there."
            ) from error

    @staticmethod
    def _refuse_other(then: Fingerprint, now: Fingerprint, tell: Callable[[str], None]) -> None:
        if found := fingerprint.differences(then, now):
            sentence = f"The run cannot go on, since this is not what it began with: {'; '.join(found)}."
            raise Failure(Code.RUN_DIFFERS, sentence, "Start a new run with these settings, or give back the old ones.")
        for name, version in now.libraries.items():
            if then.libraries.get(name) != version:
                before = then.libraries.get(name)
                tell(f"{name} is now {version} and was {before}: the last digits may differ from here on.")

    def _make(self, which: str, step: int) -> None:
        folder, source = self._adapters / which, self._place(step)
        if not folder.exists():
            with atomic.new_folder(folder) as temporary:
                for name in (adapter_folders.CONFIG, adapter_folders.WEIGHTS):
                    atomic.link(source / name, temporary / name)
            return
        atomic.link(source / adapter_folders.WEIGHTS, folder / adapter_folders.WEIGHTS)

    def _prune(self, best_step: int | None) -> None:
        """Keep the newest, the best, and what the newest but one calls the best, for the day it is gone back to."""
        there = self.steps()
        kept = {*there[-_KEPT:], best_step, *(self._best_named_by(step) for step in there[-_KEPT:])}
        for step in there:
            if step not in kept:
                atomic.clear_away(self._place(step))

    def _best_named_by(self, step: int) -> int | None:
        try:
            return decode((self._place(step) / _STATE).read_bytes()).best_step
        except (OSError, msgspec.MsgspecError):
            return None


def _seal(state: State) -> str:
    return hashlib.sha256(encode(structs.replace(state, seal=""))).hexdigest()


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
