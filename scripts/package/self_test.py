"""Proves a packed Python: everything the sidecar imports is there, and computes.

``python3.13 -I -B self_test.py <folder of the sidecar>`` prints one JSON object, or fails with the first import that does.
"""

import importlib
import importlib.metadata
import json
import pkgutil
import sys

MODULES = [
    "ctypes",
    "lzma",
    "sqlite3",
    "ssl",
    "mlx.core",
    "mlx.nn",
    "mlx.optimizers",
    "mlx._distributed_utils.launch",
    "mlx_lm",
    "mlx_lm.lora",
    "mlx_lm.generate",
    "mlx_lm.utils",
    "mlx_lm.tuner.trainer",
    "numpy",
    "numpy.testing",
    "google.protobuf",
    "hf_xet",
    "huggingface_hub",
    "jinja2",
    "msgspec",
    "regex",
    "rich",
    "safetensors.numpy",
    "sentencepiece",
    "tensorboardX",
    "tokenizers",
    "tqdm",
    "yaml",
]


def main(sidecar):
    for name in MODULES:
        importlib.import_module(name)
    from transformers import AutoConfig, AutoTokenizer, PreTrainedTokenizerFast  # noqa: F401

    sys.path.insert(0, sidecar)
    package = importlib.import_module("antecedent_sidecar")
    own = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
    for name in own:
        importlib.import_module(f"antecedent_sidecar.{name}")

    import mlx.core as mx

    product = mx.array([[1.0, 2.0], [3.0, 4.0]]) @ mx.array([[1.0], [1.0]])
    if product.tolist() != [[3.0], [7.0]]:
        raise SystemExit(f"mlx says {product.tolist()}.")
    if sys.flags.isolated != 1 or not sys.dont_write_bytecode:
        raise SystemExit("Start it with -I -B.")
    answer = {
        "python": sys.version.split()[0],
        "mlx": importlib.metadata.version("mlx"),
        "mlxLm": importlib.metadata.version("mlx-lm"),
        "transformers": importlib.metadata.version("transformers"),
        "device": str(mx.default_device()),
        "modules": len(MODULES) + len(own),
    }
    print(json.dumps(answer))


main(sys.argv[1])
