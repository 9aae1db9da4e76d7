"""A tiny model, what a run made of it, and its exports: each made when it is first asked for, through the sidecar."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import architectures
import mlx.core as mx
from architectures import Architecture
from client import Client
from conftest import train_params, write_rows
from mlx_lm import load
from mlx_lm.generate import stream_generate
from test_templates import ANSWER, ASKED, SYSTEM

from antecedent_sidecar import chat, models
from antecedent_sidecar.protocol import Message

MOST_TOKENS = 16
#: Two tokens are called close whose log-probabilities are no further apart: 16 bits and packing move them, by up to
#: 1.04 on one processor (a Xeon) and less on another.
CLOSE = 1.5
OTHER = [Message(role="user", content="Kim sat. She left."), Message(role="assistant", content="Kim left.")]


def spoken(turns: Sequence[Message]) -> list[dict[str, str]]:
    """Turns as JSON has them."""
    return [{"role": turn.role, "content": turn.content} for turn in turns]


class LearnedModel:
    """One architecture in 16 bits or packed, in a folder of its own."""

    def __init__(self, client: Client, architecture: Architecture, packed: bool, folder: Path) -> None:
        self.client, self.architecture, self.packed, self.folder = client, architecture, packed, folder
        self.model = architectures.build(architecture, folder / "model", packed)
        self.tokenizer = models.load_tokenizer(self.model)
        self.prompt = chat.prompt_ids(self.tokenizer, [SYSTEM, ASKED])
        self._fused: dict[int | None, Path] = {}

    @cached_property
    def losses(self) -> list[float]:
        """Validation before and after a short run, which leaves an adapter."""
        data = self.folder / "data"
        data.mkdir()
        rows = [{"messages": spoken([SYSTEM, *turns])} for turns in ([ASKED, ANSWER], OTHER)]
        write_rows(data / "train.jsonl", rows)
        write_rows(data / "valid.jsonl", rows[:1])
        config = {"iters": 12, "batch_size": 2, "steps_per_eval": 12, "learning_rate": 1e-2, "schedule": "constant"}
        result = self.client.call("train", train_params(self.model, data, self.folder / "run", **config))
        assert (result["status"], result["steps"]) == ("finished", 12)
        request = self.client.said[-1]["id"]
        said = [point["metric"] for point in self.client.notified("metric") if point["request"] == request]
        return [metric["loss"] for metric in said if metric["split"] == "valid"]

    @property
    def adapter(self) -> Path:
        """The adapter folder."""
        assert self.losses
        return self.folder / "run" / "best"

    def fused(self, bits: int | None = None) -> Path:
        """The model with its adapter, unpacked or packed anew."""
        if bits not in self._fused:
            out = self.folder / f"fused-{bits}"
            params = {"model": str(self.model), "adapter": str(self.adapter), "out": str(out)}
            self.client.call("fuse", {**params, "dequantize": True, "bits": bits})
            self._fused[bits] = out
        return self._fused[bits]

    def answered(self, enabled: bool, source: str | None = None) -> str:
        """What the sidecar answers, with the adapter or with it switched off."""
        adapter = {"path": str(self.adapter), "enabled": enabled}
        asked = {"model": str(self.model), "adapter": adapter, "messages": spoken([SYSTEM, ASKED])}
        answer: str = self.client.call("generate", {**asked, "maxTokens": MOST_TOKENS, "source": source})["text"]
        return answer

    def greedy(self, folder: Path, adapter: Path | None = None) -> tuple[str, list[int]]:
        """What mlx-lm itself answers with a folder, and its tokens."""
        network, tokenizer = load(str(folder), adapter_path=adapter and str(adapter))
        said = list(stream_generate(network, tokenizer, self.prompt, max_tokens=MOST_TOKENS))
        return "".join(part.text for part in said), [part.token for part in said]

    def logits(self, folder: Path, adapter: Path | None = None, more: Sequence[int] = ()) -> mx.array:
        """Log-probabilities after each token of the prompt and of what follows it, in float32: (places, vocabulary)."""
        network, _ = load(str(folder), adapter_path=adapter and str(adapter))
        network.set_dtype(mx.float32)
        scores = network(mx.array([[*self.prompt, *more]]))[0]
        return scores - mx.logsumexp(scores, axis=-1, keepdims=True)

    def answers_alike(self, export: Path) -> bool:
        """Whether an export gives the adapter's own text, or leaves it where two tokens are close.

        Random weights that have learned a little are sure of few tokens, and the smallest step may part the answers.
        """
        tuned, exported = (tokens for _, tokens in (self.greedy(self.model, self.adapter), self.greedy(export)))
        if tuned == exported:
            return True
        place = next(at for at, pair in enumerate(zip(tuned, exported, strict=False)) if pair[0] != pair[1])
        scores = self.logits(self.model, self.adapter, tuned[:place])[-1]
        return (scores[tuned[place]] - scores[exported[place]]).item() <= CLOSE

    def divergence(self, export: Path) -> float:
        """How far a folder is from model and adapter at the tokens of the learned answers, in nats a token."""
        rows = [
            {"messages": spoken([SYSTEM, turns[0]]), "answer": turns[1].content} for turns in ([ASKED, ANSWER], OTHER)
        ]
        params: dict[str, Any] = {"model": str(self.model), "adapter": str(self.adapter), "rows": rows}
        found: float = self.client.call("compare", {**params, "export": str(export)})["divergence"]
        return found
