"""Fused models: the same answers, loadable anywhere, no code in them."""

import json
import shutil
from pathlib import Path

import mlx.core as mx
import pytest
import tiny_adapter
import tiny_model
from client import Client
from mlx_lm import load
from mlx_lm.generate import generate
from mlx_lm.utils import load_tokenizer
from test_templates import ANSWER, ASKED, DATED, TEMPLATES
from transformers import AutoConfig, AutoTokenizer

from antecedent_sidecar import chat, models
from antecedent_sidecar.training_config import TrainingConfig

MESSAGES = [{"role": "user", "content": "Ann sat. She left."}]


@pytest.fixture(scope="module")
def adapter(model: Path, data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_adapter.learn(model, data, tmp_path_factory.mktemp("run") / "last", TrainingConfig(learning_rate=5e-3))


def answer(model: Path, adapter: Path | None = None) -> str:
    """What plain mlx-lm answers."""
    network, tokenizer = load(str(model), adapter_path=adapter and str(adapter))
    prompt = tokenizer.apply_chat_template(MESSAGES, add_generation_prompt=True)
    return generate(network, tokenizer, prompt, max_tokens=30)


def logits(model: Path, adapter: Path | None = None) -> mx.array:
    network, _ = load(str(model), adapter_path=adapter and str(adapter))
    return network(mx.array([[256, 65, 66, 67]])).astype(mx.float32)


def fuse(client: Client, model: Path, adapter: Path, out: Path, dequantize: bool = True) -> list[dict]:
    params = {"model": str(model), "adapter": str(adapter), "out": str(out), "dequantize": dequantize}
    return client.call("fuse", params)["files"]


def test_the_fused_model_answers_as_model_and_adapter_do(
    client: Client, model: Path, adapter: Path, tmp_path: Path
) -> None:
    files = fuse(client, model, adapter, tmp_path / "out")
    assert {file["name"]: file["bytes"] for file in files} == {
        file.name: file.stat().st_size for file in (tmp_path / "out").iterdir()
    }
    assert answer(tmp_path / "out") == answer(model, adapter) != answer(model)


def test_transformers_reads_the_fused_models_configuration_and_tokenizer(
    client: Client, model: Path, adapter: Path, tmp_path: Path
) -> None:
    fuse(client, model, adapter, tmp_path / "out")
    assert AutoConfig.from_pretrained(tmp_path / "out").model_type == "llama"
    tokenizer = AutoTokenizer.from_pretrained(tmp_path / "out")
    assert tokenizer.apply_chat_template(MESSAGES, tokenize=False).startswith("<|begin|><|user|>Ann")


@pytest.mark.parametrize("name", [*TEMPLATES, "an older Llama 3", "a date by a function alone"])
def test_the_exported_template_asks_as_in_training_in_transformers_and_in_mlx_lm(
    name: str, client: Client, tmp_path: Path
) -> None:
    template = {**TEMPLATES, **DATED}[name]
    model = tiny_model.build(tmp_path / "model", template)
    adapter = tiny_adapter.untrained(model, tmp_path / "adapter", TrainingConfig())
    fuse(client, model, adapter, tmp_path / "out")
    ours = models.load_tokenizer(models.check(str(model)))
    theirs = AutoTokenizer.from_pretrained(tmp_path / "out")
    plain = load_tokenizer(tmp_path / "out")
    for turns in ([ASKED], [ASKED, ANSWER, ASKED]):
        asked = chat.prompt_ids(ours, turns)
        said = [{"role": turn.role, "content": turn.content} for turn in turns]
        # mlx-lm asks models that think for their thoughts, by this argument.
        for values in ({}, {"enable_thinking": True}):
            found = theirs.apply_chat_template(said, add_generation_prompt=True, return_dict=False, **values)
            assert found == asked, theirs.decode(found)
            assert plain.apply_chat_template(said, add_generation_prompt=True, **values) == asked
        assert ("Today: 01 Jan 2025\n" in ours.decode(asked)) is ("Today: " in template)
    whole, _ = chat.answered_ids(ours, [ASKED, ANSWER])
    answered = theirs.apply_chat_template(
        [{"role": turn.role, "content": turn.content} for turn in (ASKED, ANSWER)], return_dict=False
    )
    assert whole in (answered, [*answered, theirs.eos_token_id])


def test_of_several_templates_the_default_is_exported_and_settled_once(
    client: Client, model: Path, adapter: Path, tmp_path: Path
) -> None:
    source = tmp_path / "source"
    shutil.copytree(model, source)
    (source / "chat_template.jinja").unlink()
    several = AutoTokenizer.from_pretrained(source)
    several.chat_template = {"default": TEMPLATES["Llama 3"], "tool_use": "{{ 'tools' }}"}
    several.save_pretrained(source)
    fuse(client, source, adapter, tmp_path / "out")
    fuse(client, tmp_path / "out", adapter, tmp_path / "again")
    found, again = ((tmp_path / name / "chat_template.jinja").read_text() for name in ("out", "again"))
    assert found == again == chat.settled(TEMPLATES["Llama 3"])


def test_transformers_answers_with_the_fused_model(client: Client, model: Path, adapter: Path, tmp_path: Path) -> None:
    torch = pytest.importorskip("torch", reason="torch is not installed, so transformers cannot run a model")
    from transformers import AutoModelForCausalLM

    fuse(client, model, adapter, tmp_path / "out")
    network = AutoModelForCausalLM.from_pretrained(tmp_path / "out")
    found = network(torch.tensor([[256, 65, 66, 67]])).logits.detach().numpy()
    assert mx.allclose(mx.array(found), logits(model, adapter), atol=1e-3).item()


@pytest.mark.parametrize("kind", ["lora", "dora", "full"])
def test_every_kind_of_adapter_is_fused_into_the_same_logits(
    kind: str, client: Client, model: Path, tmp_path: Path
) -> None:
    adapter = tiny_adapter.untrained(model, tmp_path / "adapter", TrainingConfig(fine_tune_type=kind), spread=0.02)
    fuse(client, model, adapter, tmp_path / "out")
    found = logits(tmp_path / "out")
    assert mx.allclose(found, logits(model, adapter), atol=1e-4).item()
    assert not mx.allclose(found, logits(model), atol=1e-2).item()


@pytest.mark.parametrize("kind", ["lora", "dora", "full"])
def test_what_is_fused_is_kept_as_wide_as_the_model_was(kind: str, client: Client, model: Path, tmp_path: Path) -> None:
    narrow = tiny_model.halve(model, tmp_path / "bf16")
    adapter = tiny_adapter.untrained(narrow, tmp_path / "adapter", TrainingConfig(fine_tune_type=kind), spread=0.02)
    fuse(client, narrow, adapter, tmp_path / "out")
    weights = mx.load(str(tmp_path / "out" / "model.safetensors"))
    assert {weight.dtype for weight in weights.values()} == {mx.bfloat16}
    assert mx.allclose(logits(tmp_path / "out"), logits(narrow, adapter), atol=0.1).item()


@pytest.mark.parametrize("kind", ["lora", "dora"])
def test_a_quantized_model_is_fused_without_its_quantization_when_asked(
    kind: str, client: Client, model: Path, tmp_path: Path
) -> None:
    quantized = tiny_model.quantize(model, tmp_path / "quantized")
    adapter = tiny_adapter.untrained(quantized, tmp_path / "adapter", TrainingConfig(fine_tune_type=kind), spread=0.02)
    wanted = logits(quantized, adapter)

    fuse(client, quantized, adapter, tmp_path / "full", dequantize=True)
    assert "quantization" not in json.loads((tmp_path / "full" / "config.json").read_text())
    assert mx.allclose(logits(tmp_path / "full"), wanted, atol=1e-3).item()

    fuse(client, quantized, adapter, tmp_path / "small", dequantize=False)
    assert json.loads((tmp_path / "small" / "config.json").read_text())["quantization"]["bits"] == 4
    assert logits(tmp_path / "small").shape == wanted.shape


@pytest.mark.parametrize("bits", [4, 8])
@pytest.mark.parametrize("packed_before", [False, True])
def test_a_fused_model_is_packed_on_purpose_as_mlx_lm_packs(
    packed_before: bool, bits: int, client: Client, model: Path, tmp_path: Path
) -> None:
    base = tiny_model.quantize(model, tmp_path / "packed") if packed_before else model
    adapter = tiny_adapter.untrained(base, tmp_path / "adapter", TrainingConfig(), spread=0.02)
    params = {"model": str(base), "adapter": str(adapter), "dequantize": True}
    client.call("fuse", {**params, "out": str(tmp_path / "out"), "bits": bits})
    said = json.loads((tmp_path / "out" / "config.json").read_text())
    assert said["quantization"] == {"group_size": 32, "bits": bits, "mode": "affine"}
    client.call("fuse", {**params, "out": str(tmp_path / "whole")})
    theirs = tiny_model.quantize(tmp_path / "whole", tmp_path / "theirs", bits=bits)
    assert mx.array_equal(logits(tmp_path / "out"), logits(theirs)).item()
    apart = mx.abs(logits(tmp_path / "out") - logits(base, adapter)).mean()
    assert (apart < (0.6 if bits == 4 else 0.05)).item()


@pytest.mark.parametrize("kind", ["lora", "dora"])
def test_a_model_in_microscaled_floats_is_fused_too(kind: str, client: Client, model: Path, tmp_path: Path) -> None:
    narrow = tiny_model.halve(model, tmp_path / "bf16")
    packed = tiny_model.quantize(narrow, tmp_path / "mxfp4", mode="mxfp4")
    adapter = tiny_adapter.untrained(packed, tmp_path / "adapter", TrainingConfig(fine_tune_type=kind), spread=0.02)
    fuse(client, packed, adapter, tmp_path / "out", dequantize=True)
    assert {weight.dtype for weight in mx.load(str(tmp_path / "out" / "model.safetensors")).values()} == {mx.bfloat16}
    assert mx.allclose(logits(tmp_path / "out"), logits(packed, adapter), atol=0.2).item()


@pytest.mark.parametrize("quantized", [False, True])
def test_of_a_model_that_could_see_the_language_model_is_exported(
    quantized: bool, client: Client, tmp_path: Path
) -> None:
    model = tiny_model.build_gemma(tmp_path / "gemma")
    if quantized:
        tiny_model.quantize(model, model)
    adapter = tiny_adapter.untrained(model, tmp_path / "adapter", TrainingConfig(), spread=0.02)
    fuse(client, model, adapter, tmp_path / "out", dequantize=not quantized)
    written = AutoConfig.from_pretrained(tmp_path / "out")
    assert (written.model_type, written.architectures) == ("gemma3_text", ["Gemma3ForCausalLM"])
    found, wanted = logits(tmp_path / "out"), logits(model, adapter)
    assert found.shape == wanted.shape
    assert quantized or mx.allclose(found, wanted, atol=1e-3).item()


def test_the_tokenizers_settings_are_those_that_transformers_4_reads_too(
    client: Client, model: Path, adapter: Path, tmp_path: Path
) -> None:
    source = tmp_path / "source"
    shutil.copytree(model, source)
    file = source / "tokenizer_config.json"
    newer = {"tokenizer_class": "TokenizersBackend", "extra_special_tokens": ["<|user|>"]}
    file.write_text(json.dumps({**json.loads(file.read_text()), **newer}))
    out = tmp_path / "fused"
    client.call("fuse", {"model": str(source), "adapter": str(adapter), "out": str(out), "dequantize": False})
    written = json.loads((out / "tokenizer_config.json").read_text())
    assert written["tokenizer_class"] == "PreTrainedTokenizerFast"
    assert "extra_special_tokens" not in written
    assert written["additional_special_tokens"] == ["<|user|>"]
    added = json.loads((out / "tokenizer.json").read_text())["added_tokens"]
    assert {int(key) for key in written["added_tokens_decoder"]} == {token["id"] for token in added}
    from transformers import AutoTokenizer

    before, after = AutoTokenizer.from_pretrained(source), AutoTokenizer.from_pretrained(out)
    text = "<|begin|><|user|>Ann sat. She left.<|end|>"
    assert after.encode(text) == before.encode(text)
    assert after.all_special_ids == before.all_special_ids


def test_code_beside_the_model_is_not_exported(client: Client, model: Path, adapter: Path, tmp_path: Path) -> None:
    source = tmp_path / "source"
    shutil.copytree(model, source)
    (source / "modeling_evil.py").write_text("raise SystemExit")
    (source / "generation_config.json").write_text('{"eos_token_id": [257, 10]}')
    files = {file["name"] for file in fuse(client, source, adapter, tmp_path / "out")}
    assert not any(name.endswith(".py") for name in files)
    assert {"generation_config.json", "chat_template.jinja", "model.safetensors", "tokenizer.json"} <= files


def test_a_folder_with_something_in_it_is_left_as_it_is(
    client: Client, model: Path, adapter: Path, tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("mine")
    params = {"model": str(model), "adapter": str(adapter), "out": str(tmp_path / "out"), "dequantize": True}
    assert client.fail("fuse", params)["code"] == -32008
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["thesis.txt"]


def test_an_adapter_of_another_model_leaves_no_folder_behind(
    client: Client, model: Path, adapter: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "bad"
    shutil.copytree(adapter, bad)
    (bad / "adapters.safetensors").write_bytes(b"torn")
    params = {"model": str(model), "adapter": str(bad), "out": str(tmp_path / "out"), "dequantize": True}
    assert client.fail("fuse", params)["code"] == -32002
    assert [file.name for file in tmp_path.iterdir()] == ["bad"]
