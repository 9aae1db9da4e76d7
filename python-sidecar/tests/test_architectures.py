"""Every architecture of the suggested models trains, resolves, fuses and exports, in 16 bits and packed in 4."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import architecture_table
import mlx.core as mx
import pytest
from architecture_table import REFUSED, ROOT, TABLES, TASKS, WEIGHTS
from architectures import ARCHITECTURES, build
from client import Client
from learned_model import LearnedModel, spoken
from mlx.utils import tree_flatten
from mlx_lm.utils import load_model, load_tokenizer
from test_templates import ANSWER, ASKED, SYSTEM, TEMPLATES
from transformers import AutoConfig, AutoTokenizer
from transformers_modules import module_of, modules

from antecedent_sidecar import chat, ollama_template
from antecedent_sidecar.protocol import Message

AGAIN = Message(role="user", content="Bob ate.\nHe slept “well” 🙂.")
CONVERSATIONS = [[ASKED], [ASKED, ANSWER, AGAIN], [SYSTEM, ASKED], [SYSTEM, ASKED, ANSWER, AGAIN]]
#: Log-probabilities by transformers and by mlx, which takes a Gemma's embeddings times a factor rounded to 16 bits.
APART = 0.01
VARIANTS = [(architecture, weights) for architecture in ARCHITECTURES for weights in WEIGHTS]


@pytest.fixture(scope="module", params=VARIANTS, ids=[f"{found.name} in {weights}" for found, weights in VARIANTS])
def learned(
    request: pytest.FixtureRequest, client: Client, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LearnedModel]:
    architecture, weights = request.param
    yield LearnedModel(client, architecture, WEIGHTS[weights], tmp_path_factory.mktemp("learned"))


def trains(learned: LearnedModel) -> None:
    before, after = learned.losses
    assert after < 0.8 * before
    weights = mx.load(str(learned.adapter / "adapters.safetensors"))
    # The adapter reaches every block, and does something in each of its layers.
    blocks = learned.architecture.text_config["num_hidden_layers"]
    assert {int(re.search(r"layers\.(\d+)", name)[1]) for name in weights} == set(range(blocks))
    assert all(mx.abs(weights[name]).max().item() > 0 for name in weights if name.endswith("lora_b"))


def resolves(learned: LearnedModel) -> None:
    tuned, _ = learned.greedy(learned.model, learned.adapter)
    base, _ = learned.greedy(learned.model)
    assert (learned.answered(True), learned.answered(False)) == (tuned, base)
    assert learned.answered(True, source=ASKED.content) == tuned != base


def fuses(learned: LearnedModel) -> None:
    out = learned.fused()
    assert learned.divergence(out) < 0.02 < 0.1 < learned.divergence(learned.model)
    assert learned.answers_alike(out)
    written = mx.load(str(out / "model.safetensors"))
    assert {weight.dtype for weight in written.values()} == {mx.bfloat16}
    assert ("lm_head.weight" in written) is not learned.architecture.tied
    config = json.loads((out / "config.json").read_text())
    assert "quantization" not in config
    assert config["eos_token_id"] == learned.architecture.config["eos_token_id"]
    # What was not trained is there as it was.
    kept = {name.removeprefix("language_model."): weight for name, weight in _loaded(learned.model).items()}
    norms = [name for name in written if "norm" in name]
    assert norms and all(mx.array_equal(written[name], kept[name]).item() for name in norms)


def other_loaders_take_it(learned: LearnedModel) -> None:
    out = learned.fused()
    read, wanted = AutoConfig.from_pretrained(out), learned.architecture.read
    [loader] = read.architectures
    assert (read.model_type, loader.endswith("ForCausalLM")) == (learned.architecture.text_type, True)
    found: dict[str, Any] = {key: getattr(read, key) for key in wanted}
    assert found == wanted
    known = modules(learned.architecture.text_type, loader)
    assert {module_of(name) for name in mx.load(str(out / "model.safetensors"))} <= known
    theirs, plain = AutoTokenizer.from_pretrained(out), load_tokenizer(out)
    for turns in CONVERSATIONS:
        asked = chat.prompt_ids(learned.tokenizer, turns)
        # mlx-lm asks models that think for their thoughts, by this argument.
        for values in ({}, {"enable_thinking": True}):
            said = spoken(turns)
            assert theirs.apply_chat_template(said, add_generation_prompt=True, return_dict=False, **values) == asked
            assert plain.apply_chat_template(said, add_generation_prompt=True, **values) == asked


def is_packed_anew(learned: LearnedModel) -> None:
    out = learned.fused(8)
    assert json.loads((out / "config.json").read_text())["quantization"]["bits"] == 8
    assert learned.divergence(out) < 0.05
    assert learned.answers_alike(out)


def is_asked_by_ollama_alike(learned: LearnedModel) -> None:
    conversations = [spoken(turns) for turns in CONVERSATIONS]
    said = learned.client.call("ollama", {"model": str(learned.model), "conversations": conversations})
    for turns in CONVERSATIONS:
        ids = chat.prompt_ids(learned.tokenizer, turns)
        assert said["begins"] is (ids[0] == learned.tokenizer.bos_token_id)
        text = ollama_template.rendered(said["template"], turns)
        assert learned.tokenizer.encode(text, add_special_tokens=False) == ids[said["begins"] :]
    ends = learned.architecture.config["eos_token_id"]
    ends = [ends] if isinstance(ends, int) else ends
    assert said["stops"] == sorted(learned.tokenizer.decode([end]) for end in ends)


def has_pefts_names(learned: LearnedModel) -> None:
    out = learned.folder / "peft"
    params = {"model": str(learned.model), "adapter": str(learned.adapter), "out": str(out), "base": "base"}
    if not out.exists():
        learned.client.call("peft", params)
    said = json.loads((out / "adapter_config.json").read_text())
    [loader] = learned.architecture.config["architectures"]
    known = modules(learned.architecture.text_type, loader)
    base = mx.load(str(learned.fused() / "model.safetensors"))
    weights = mx.load(str(out / "adapter_model.safetensors"))
    assert len(weights) == len(mx.load(str(learned.adapter / "adapters.safetensors")))
    for name, weight in weights.items():
        module, part, _ = name.removeprefix("base_model.model.").rsplit(".", 2)
        assert module_of(f"{module}.weight") in known
        assert any(module.endswith(f".{target}") for target in said["target_modules"])
        outputs, inputs = base[f"{module}.weight"].shape
        assert weight.shape == ((said["r"], inputs) if part == "lora_A" else (outputs, said["r"]))


def goes_with_its_base(learned: LearnedModel) -> None:
    taken = learned.folder / "adapter"
    shutil.copytree(learned.adapter, taken)
    assert learned.greedy(learned.model, taken)[0] == learned.answered(True)


CHECKS = {
    "train": trains,
    "resolve": resolves,
    "fuse": fuses,
    "mlx": other_loaders_take_it,
    "packed": is_packed_anew,
    "ollama": is_asked_by_ollama_alike,
    "peft": has_pefts_names,
    "adapter": goes_with_its_base,
}


@pytest.mark.parametrize("task", TASKS)
def test_what_the_table_says_is_so(task: str, learned: LearnedModel) -> None:
    refusal = REFUSED.get((learned.architecture.name, task))
    if refusal is None:
        CHECKS[task](learned)
        return
    with pytest.raises(AssertionError, match=re.escape(refusal.sentence)):
        CHECKS[task](learned)


def test_a_question_is_put_in_the_words_of_the_models_own_template(learned: LearnedModel) -> None:
    assert learned.tokenizer.decode(learned.prompt) == learned.architecture.prompt
    begins = learned.architecture.prompt.find("You rewrite.")
    asks = learned.architecture.prompt.find("Ann sat.")
    between = learned.architecture.prompt[begins:asks]
    assert ("<|end|>" not in between) is (learned.architecture.system == "before the first question")


def test_what_is_special_about_it_changes_what_the_tiny_model_says(learned: LearnedModel) -> None:
    as_exported = _scores(learned)
    for key, value in learned.architecture.quirks.items():
        assert mx.abs(_scores(learned, {key: value}) - as_exported).max().item() > APART, key


def test_what_lies_beside_the_language_model_is_neither_loaded_nor_exported(learned: LearnedModel) -> None:
    loaded, exported = _loaded(learned.model), mx.load(str(learned.fused() / "model.safetensors"))
    for name in learned.architecture.beside:
        assert name not in loaded
        assert name not in exported


def test_transformers_and_peft_say_the_same(learned: LearnedModel) -> None:
    pytest.importorskip("torch", reason="torch is not installed, so transformers cannot run a model")
    from transformers import AutoModelForCausalLM

    exported = AutoModelForCausalLM.from_pretrained(learned.fused(), dtype="float32")
    assert mx.allclose(_with_torch(exported, learned), learned.logits(learned.fused()), atol=APART).item()
    # Numbers that mlx packed are for mlx alone.
    if learned.packed or (learned.architecture.name, "peft") in REFUSED:
        return
    peft = pytest.importorskip("peft", reason="peft is not installed, so it cannot load the adapter")
    has_pefts_names(learned)
    base = AutoModelForCausalLM.from_pretrained(learned.model, dtype="float32")
    tuned = peft.PeftModel.from_pretrained(base, learned.folder / "peft").eval()
    wanted = learned.logits(learned.model, learned.adapter)
    assert mx.allclose(_with_torch(tuned, learned), wanted, atol=APART).item()


def test_instructions_are_refused_in_words_where_a_template_has_no_place_for_them(
    client: Client, tmp_path: Path
) -> None:
    [gemma] = [found for found in ARCHITECTURES if found.name == "gemma3_text"]
    model = str(build(gemma, tmp_path / "older", False, TEMPLATES["Gemma"]))
    asked = {"model": model, "adapter": None, "maxTokens": 4}
    for method, params in (
        ("generate", {**asked, "messages": spoken([SYSTEM, ASKED])}),
        ("ollama", {"model": model, "conversations": [spoken([SYSTEM, ASKED])]}),
        ("render", {"model": model, "line": _row([SYSTEM, ASKED, ANSWER]), **_LENGTH}),
    ):
        assert "System role not supported" in client.fail(method, params)["message"]
    client.call("generate", {**asked, "messages": spoken([ASKED])})
    client.call("ollama", {"model": model, "conversations": [spoken([ASKED])]})
    rendered = client.call("render", {"model": model, "line": _row([ASKED, ANSWER]), **_LENGTH})
    assert [piece["text"] for piece in rendered["pieces"] if piece["learned"]] == [f"{ANSWER.content}<|end|>\n"]


def test_every_suggested_model_is_of_one_of_them() -> None:
    source = (ROOT / "electron/core/models/suggesting/well-known-models.ts").read_text(encoding="utf-8")
    suggested = re.findall(r"original: '([^']+)'.*?decoder\('(\w+)'", source, re.DOTALL)
    covered = [(name, found.config["model_type"]) for found in ARCHITECTURES for name in found.models]
    assert len(suggested) == source.count("\n    name: '")
    assert sorted(covered) == sorted(suggested)


@pytest.mark.parametrize("file", TABLES, ids=lambda file: file.name)
def test_the_tables_say_what_is_tested(file: Path) -> None:
    assert list(CHECKS) == list(TASKS)
    assert file.read_text(encoding="utf-8") == architecture_table.written(file), (
        "architecture_table.py writes them anew"
    )


_LENGTH = {"maxSeqLength": 512, "maskPrompt": True}


def _row(turns: list[Message]) -> str:
    return json.dumps({"messages": spoken(turns)})


def _scores(learned: LearnedModel, changed: dict[str, Any] | None = None) -> mx.array:
    """Scores at each token of the prompt by the fused model, in float32, with its configuration changed."""
    network, _ = load_model(learned.fused(), model_config=changed)
    network.set_dtype(mx.float32)
    return network(mx.array([learned.prompt]))


def _with_torch(network: Any, learned: LearnedModel) -> mx.array:
    """Log-probabilities at each token of the prompt by torch."""
    import torch

    with torch.no_grad():
        scores = network(torch.tensor([learned.prompt])).logits[0].log_softmax(dim=-1)
    return mx.array(scores.numpy())


def _loaded(model: Path) -> dict[str, mx.array]:
    return dict(tree_flatten(load_model(model)[0].parameters()))
