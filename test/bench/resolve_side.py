"""Answers beside mlx-lm's own: the same model, in turns, each text compared. A line of JSON a finding."""

import argparse
import json
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import mlx.core as mx
from mlx_lm.generate import generation_stream, stream_generate
from rewriting_model import Text, build, text

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "python-sidecar"), str(ROOT / "python-sidecar" / "tests")]

from antecedent_sidecar import batch_generating, generating, residency  # noqa: E402
from antecedent_sidecar.job import Job  # noqa: E402
from antecedent_sidecar.pass_costs import SIZES  # noqa: E402
from antecedent_sidecar.protocol import (  # noqa: E402
    GenerateManyParams,
    GenerateParams,
    Generation,
    Message,
    Prompt,
    Request,
)

#: Words between two replacements, least and most.
FEW, MANY = (25, 45), (6, 12)
ROUNDS = 3
DOCUMENTS, DOCUMENT_TOKENS = 32, 48
LENGTHS = (50, 200, 1000, 4000)
#: Words of a short text, two sentences.
SENTENCES = 28
DEMO = ROOT / "assets" / "demo-model"


#: What is asked, the most tokens of the answer, and the source.
Question = tuple[list[Message], int, str]


class InTurns(Job):
    """A job that says nothing, and lets another work in between, so that whatever else the machine does falls on both.

    Parameters
    ----------
    other
        Does a token's work whenever it is asked for more.
    total
        Tokens it will have.
    steps
        How often our work will look whether it was taken back; None where it tells its tokens.
    """

    def __init__(self, other: Iterator[Any], total: int, steps: int | None = None) -> None:
        super().__init__(Request(jsonrpc="2.0", method="generate", id=1), 1, lambda line: None)
        self.kept: dict[int, Generation] = {}
        self.seconds = 0.0
        self.tokens: list[int] = []
        self._other, self._total, self._steps = other, total, steps
        self._looks, self._share = 0, 0.0

    def check(self) -> None:
        """Our work is between two passes: the other's is brought as far as ours."""
        self._looks += 1
        self.let(min(1.0, self._looks / self._steps) if self._steps else self._share)

    def progress(self, phase: Any, done: int, total: int) -> None:
        """How far our work is."""
        self._share = done / total if phase == "generating" else 0.0

    def answered(self, index: int, generation: Generation) -> None:
        """One of many answers."""
        self.kept[index] = generation

    def let(self, share: float) -> None:
        """Let the other work until it has that share of its tokens."""
        mx.synchronize(generation_stream)
        began = time.perf_counter()
        while len(self.tokens) < share * self._total and (response := next(self._other, None)) is not None:
            self.tokens.append(response.token)
        mx.synchronize(generation_stream)
        self.seconds += time.perf_counter() - began


def found(**figures: Any) -> None:
    """Say a finding."""
    print(json.dumps(figures), flush=True)


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds it took, and what came of it."""
    began = time.perf_counter()
    result = work()
    return time.perf_counter() - began, result


def theirs(model: str, asked: list[Question]) -> Iterator[Any]:
    """mlx-lm's answers one by one, a response a token, with the very weights that we have in memory."""
    resident = residency.load(model, None)
    for messages, most, _ in asked:
        prompt = generating.asked(resident.tokenizer, messages)
        yield from stream_generate(resident.model, resident.tokenizer, prompt, max_tokens=most)


def pair(name: str, model: str, asked: list[Question], replaced: int) -> None:
    """Both answer each question, the first of them once before it counts."""
    seconds: dict[str, list[float]] = {"ours": [], "theirs": []}
    same, tokens, passes, drafted, accepted = True, 0, 0, 0, 0
    tokenizer = residency.load(model, None).tokenizer
    for turn, (messages, most, source) in enumerate([asked[0], *asked]):
        job = InTurns(theirs(model, [(messages, most, source)]), most)
        if turn == 0:
            most = min(most, 40)
        work = partial(generating.generate, GenerateParams(model, None, messages, most, source), job)
        took, answer = timed(work)
        ours = took - job.seconds
        if turn == 0:
            continue
        job.let(1.0)
        seconds["ours"].append(ours)
        seconds["theirs"].append(job.seconds)
        same = same and answer.text == text_of(tokenizer, job.tokens)
        figures = answer.figures
        tokens, passes = tokens + figures.generation_tokens, passes + figures.forward_passes
        drafted, accepted = drafted + figures.drafted, accepted + figures.accepted
    counts = {"tokens": tokens, "replaced": replaced, "passes": passes, "drafted": drafted, "accepted": accepted}
    found(kind="pair", name=name, **counts, same=same, **seconds)


def text_of(tokenizer: Any, tokens: list[int]) -> str:
    """What mlx-lm writes for tokens, their end left out."""
    detokenizer = tokenizer.detokenizer
    for token in tokens:
        if token not in tokenizer.eos_token_ids:
            detokenizer.add_token(token)
    detokenizer.finalize()
    return detokenizer.text


def rewrites(model: str) -> None:
    """Few replacements, many, and the demo model, which copies."""
    chance = random.Random(1)
    for name, kept in (("few replacements", FEW), ("many replacements", MANY)):
        texts = [text(start, 160, kept, chance) for start in range(ROUNDS)]
        pair(name, model, [question(each) for each in texts], sum(each.replaced for each in texts))
    pair("demo model, untuned: it copies", str(DEMO), samples(ROUNDS), 0)


def lengths(model: str) -> None:
    """From a sentence to a document."""
    chance = random.Random(2)
    for place, tokens in enumerate(LENGTHS):
        each = text(10 + place, tokens, (10, 30), chance)
        pair(f"{tokens} tokens", model, [question(each)], each.replaced)


def documents(model: str) -> None:
    """Many texts together, beside mlx-lm one by one."""
    chance = random.Random(3)
    texts = [text(start, DOCUMENT_TOKENS, (10, 30), chance) for start in range(DOCUMENTS)]
    prompts = [Prompt(messages=messages, max_tokens=most) for messages, most, _ in map(question, texts)]
    asked = list(map(question, texts))
    tokenizer = residency.load(model, None).tokenizer
    tokens = DOCUMENTS * DOCUMENT_TOKENS
    # About as many steps as an answer has tokens, and a few for the prompts.
    job = InTurns(theirs(model, asked), tokens, steps=DOCUMENT_TOKENS + 8)
    took, _ = timed(lambda: batch_generating.generate_many(GenerateManyParams(model, None, prompts), job))
    together = took - job.seconds
    job.let(1.0)
    answers = [job.tokens[start : start + DOCUMENT_TOKENS] for start in range(0, tokens, DOCUMENT_TOKENS)]
    same = sum(job.kept[index].text == text_of(tokenizer, answer) for index, answer in enumerate(answers))
    found(kind="documents", count=DOCUMENTS, tokens=tokens, together=together, alone=job.seconds, same=same)


def first_tokens(model: str) -> None:
    """From a text to the first word of its answer: a second text for a sidecar, and mlx-lm from nothing."""
    chance = random.Random(4)
    texts = [text(20 + place, SENTENCES, (6, 12), chance) for place in range(ROUNDS + 1)]
    first_token("97 million weights", model, [question(each) for each in texts])
    first_token("demo model", str(DEMO), [(messages, 60, source) for messages, _, source in samples(ROUNDS + 1)])


def first_token(name: str, model: str, asked: list[Question]) -> None:
    """Each question for the same sidecar, and all but the first for a new `mlx_lm.generate`."""
    from client import Client

    client = Client()
    warm: list[float] = []
    for messages, most, source in asked:
        turns = [{"role": message.role, "content": message.content} for message in messages]
        began = time.perf_counter()
        client.send(
            "generate", {"model": model, "adapter": None, "messages": turns, "maxTokens": most, "source": source}
        )
        client.wait_for("delta")
        warm.append(time.perf_counter() - began)
        client.answer()
    client.close()
    found(
        kind="first",
        name=name,
        first=warm[0],
        warm=warm[1:],
        cold=[cold(model, messages) for messages, *_ in asked[1:]],
    )


def cold(model: str, messages: list[Message]) -> float:
    """Seconds until a new `mlx_lm.generate` has written something of its answer."""
    command = [sys.executable, "-m", "mlx_lm", "generate", "--model", model, "--max-tokens", "60"]
    for message in messages:
        command += ["--prompt" if message.role == "user" else "--system-prompt", message.content]
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as child:
        said = ""
        assert child.stdout is not None
        while len(said.replace("=", "").strip()) == 0:
            more = child.stdout.read(1)
            assert more, "mlx_lm.generate ended without an answer"
            said += more
        took = time.perf_counter() - began
        child.kill()
    return took


def samples(count: int) -> list[Question]:
    """The longest sample texts."""
    lines = (ROOT / "assets/samples/coreference-train.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line)["messages"] for line in lines]
    longest = sorted(rows, key=lambda turns: -len(turns[1]["content"]))[:count]
    return [([Message(**turn) for turn in turns[:-1]], 200, turns[1]["content"].split(": ", 1)[1]) for turns in longest]


def question(each: Text) -> Question:
    """A text as a question."""
    return [Message(role="user", content=each.question)], each.tokens, each.source


def main() -> None:
    parts = {"rewrites": rewrites, "first": first_tokens, "documents": documents, "lengths": lengths}
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("parts", nargs="*", choices=[*parts, []], default=[])
    arguments = parser.parse_args()
    model: Path = arguments.folder / "model"
    if not model.exists():
        build(model)
    for name in arguments.parts or parts:
        parts[name](str(model))
        residency.clear()
        mx.clear_cache()
    found(kind="costs", rows=SIZES, seconds=residency.load(str(model), None).pass_costs().seconds)


if __name__ == "__main__":
    main()
