"""A model and what it has read: passes over a cache that is trimmed back, and certainty where numbers are too close."""

from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING, Any, NamedTuple

import mlx.core as mx
from mlx_lm.generate import generation_stream
from mlx_lm.models.cache import KVCache, RotatingKVCache, can_trim_prompt_cache, make_prompt_cache, trim_prompt_cache

from .pass_costs import SIZES

if TYPE_CHECKING:
    import mlx.nn as nn

#: Tokens of a prompt that are read in one pass: mlx-lm's own step, so that a prompt read whole is read alike.
_PROMPT_STEP = 2048
#: Passes between two times that freed memory is given back, as often as mlx-lm does.
_CLEAR_EVERY = 256
#: Tokens before the rows of a pass that is timed.
_SHORT = 64
#: How far apart two logits may come out in float32, as a share of the largest: the same sums, in another order.
_ERROR = 2e-5


class _Pass(NamedTuple):
    """A pass under way: the likeliest token after each row, and whether it leads by more than the error."""

    tokens: mx.array
    clear: mx.array | None


def can_go_back(model: "nn.Module") -> bool:
    """Whether what the model has read can be taken back: not where it keeps a state instead of keys and values."""
    return all(type(layer) in (KVCache, RotatingKVCache) for layer in make_prompt_cache(model))


def alike(first: Sequence[int], second: Sequence[int]) -> int:
    """How many tokens both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False)))


def read_once(model: "nn.Module", tokens: Sequence[int], tick: Callable[[], None]) -> list[Any]:
    """The cache of a model that has read `tokens`, a layer each; `tick` is called before each pass, and may raise."""
    cache = make_prompt_cache(model)
    for _ in _read_parts(model, tokens, cache, tick):
        pass
    return cache


class Reader:
    """Reads tokens and says which one greedy decoding has after them.

    A pass over many rows, or behind a prompt that was read in other parts, makes its sums in another order than greedy
    decoding does. In float32 an answer that leads by less than the error this may bring is `None`, and `settle` finds
    it by reading once more, in greedy decoding's own order, what was not read so. Narrower numbers leave close calls to
    the order of sums, as mlx-lm itself does where it answers texts together.

    Parameters
    ----------
    model
        One that can go back, set to evaluate.
    """

    def __init__(self, model: "nn.Module") -> None:
        self._model = model
        self._cache: list[Any] = make_prompt_cache(model)
        windows = [layer.max_size for layer in self._cache if isinstance(layer, RotatingKVCache)]
        self._window = min(windows, default=None)
        #: What was read, but for the row of a pass that was begun ahead.
        self._tokens: list[int] = []
        #: How many of them, from the first, were read in greedy decoding's own order.
        self._exact = 0
        self._prompt: list[int] = []
        self._ahead: _Pass | None = None
        #: Tokens of the prompt that were known before it came.
        self.reused = 0
        #: Passes since the prompt was read.
        self.passes = 0

    @property
    def memory_bytes(self) -> int:
        """Memory of what is kept of the tokens."""
        return sum(layer.nbytes for layer in self._cache)

    @property
    def length(self) -> int:
        """How many tokens were read, those of the prompt included."""
        return len(self._tokens)

    @property
    def is_ahead(self) -> bool:
        """Whether a pass was begun whose row was not known yet: `next` is to take its answer."""
        return self._ahead is not None

    @property
    def room(self) -> int | None:
        """How many tokens can be read and taken back; None where there is no limit."""
        return None if self._window is None else max(0, self._window - 1 - len(self._tokens))

    def read_prompt(self, prompt: Sequence[int], tick: Callable[[], None]) -> list[int]:
        """Read a prompt from where it parts from what was read before; what is left to `check`, at least one token.

        A few tokens behind many that were read before are left together. `tick` is called before each pass; what it
        raises ends the work.
        """
        shared = alike(self._tokens, prompt[:-1])
        same = self._exact >= shared == len(prompt) - 1 == len(self._prompt) - 1
        self.keep(shared)
        if not same:
            self._exact = 0
        self._prompt = list(prompt)
        self.reused, self.passes = len(self._tokens), 0
        rest = list(prompt[len(self._tokens) :])
        if self._tokens and len(rest) <= SIZES[-1]:
            return rest
        self._read(rest[:-1], tick)
        return rest[-1:]

    def keep(self, count: int) -> None:
        """Forget all but the first `count` tokens; all of them where the cache cannot go back any more."""
        read = len(self._tokens) + self.is_ahead
        self._ahead = None
        if read <= count:
            return
        if can_trim_prompt_cache(self._cache):
            trim_prompt_cache(self._cache, read - count)
        else:
            self._cache, count = make_prompt_cache(self._model), 0
        del self._tokens[count:]
        self._exact = min(self._exact, count)

    def keep_prompt(self) -> None:
        """Forget what was read behind the prompt, and its last token, which is read again."""
        self.keep(min(len(self._tokens), max(0, len(self._prompt) - 1)))

    def compact(self) -> None:
        """Give back the memory that the cache holds beyond what was read."""
        for layer in self._cache:
            if not layer.empty() and layer.is_trimmable() and layer.offset < layer.keys.shape[2]:
                layer.keys = mx.contiguous(layer.keys[..., : layer.offset, :])
                layer.values = mx.contiguous(layer.values[..., : layer.offset, :])
        mx.eval([layer.state for layer in self._cache])

    def check(self, tokens: Sequence[int]) -> list[int | None]:
        """Read tokens in one pass; the one after each of them, None where that is unclear."""
        found = self._begin(mx.array(tokens))
        self._tokens += tokens
        return self._answer(found)

    def next(self, last: int, more: bool) -> int | None:
        """Read one token; the one after it, None where unclear. With `more`, the pass after this is begun meanwhile."""
        found = self._ahead or self._begin(mx.array([last]))
        self._ahead = self._begin(found.tokens) if more else None
        exact = self._exact == len(self._tokens)
        self._tokens.append(last)
        self._exact += exact
        return self._answer(found, exact)[0]

    def settle(self, tick: Callable[[], None]) -> int:
        """The token after those that were read, for certain: reads again, one by one, what was read otherwise."""
        tokens = list(self._tokens)
        asked = len(self._prompt) - 1
        self.keep(self._exact if self._exact >= asked else 0)
        self._read(tokens[len(self._tokens) : asked], tick)
        for token in tokens[len(self._tokens) :]:
            tick()
            found = self.next(token, more=False)
        assert found is not None, "what is read in greedy decoding's own order is never unclear"
        return found

    def _read(self, tokens: Sequence[int], tick: Callable[[], None]) -> None:
        """Read a part of the prompt; it is exact where it is the whole."""
        whole = not self._tokens
        for part in _read_parts(self._model, tokens, self._cache, tick):
            self._tokens += part
        if whole:
            self._exact = len(self._tokens)

    def _begin(self, rows: mx.array) -> _Pass:
        """Begin a pass over `rows`, (n,), which need not be known yet."""
        with mx.stream(generation_stream):
            logits = self._model(rows[None], cache=self._cache)[0]
            # Greedy decoding compares these, which rounding may make equal where the logits are not.
            scores = logits - mx.logsumexp(logits, axis=-1, keepdims=True)
            tokens = mx.argmax(scores, axis=-1)
            sure = clear(logits, tokens) if logits.dtype == mx.float32 else None
            mx.async_eval(tokens, *([] if sure is None else [sure]))
        return _Pass(tokens, sure)

    def _answer(self, found: _Pass, exact: bool = False) -> list[int | None]:
        """What a pass came to; the pass counts now."""
        tokens: list[int] = found.tokens.tolist()
        self.passes += 1
        if self.passes % _CLEAR_EVERY == 0:
            mx.clear_cache()
        if found.clear is None or exact:
            return list(tokens)
        return [token if sure else None for token, sure in zip(tokens, found.clear.tolist(), strict=True)]


def _read_parts(
    model: "nn.Module", tokens: Sequence[int], cache: list[Any], tick: Callable[[], None]
) -> Iterator[Sequence[int]]:
    """Read `tokens` into the cache, a pass each time; what was read in it."""
    for start in range(0, len(tokens), _PROMPT_STEP):
        tick()
        part = tokens[start : start + _PROMPT_STEP]
        with mx.stream(generation_stream):
            model(mx.array(part)[None], cache=cache)
            mx.eval([layer.state for layer in cache])
        mx.clear_cache()
        yield part


def pass_over(model: "nn.Module") -> Callable[[int], None]:
    """What makes a pass over so many rows behind a short text, and waits for it."""
    reader = Reader(model)
    reader.read_prompt([0] * (_SHORT + 1), lambda: None)

    def run(rows: int) -> None:
        reader.check([0] * rows)
        reader.keep(_SHORT)

    return run


def clear(logits: mx.array, tokens: mx.array) -> mx.array:
    """Whether each row's token, of (n,), leads the others of `logits`, (n, words), by more than the error."""
    best = tokens[:, None]
    first = mx.take_along_axis(logits, best, axis=-1)[:, 0]
    others = mx.put_along_axis(logits, best, mx.array(-mx.inf), axis=-1)
    error = _ERROR * mx.maximum(mx.abs(logits).max(axis=-1), 1)
    return first - others.max(axis=-1) > error
