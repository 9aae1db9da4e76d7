"""The first message: both sides say which protocol they speak, and the sidecar what it runs on."""

import os
import platform
from importlib.metadata import version

from .failures import Code, Failure
from .protocol import VERSION, InitializeParams, InitializeResult


def initialize(params: InitializeParams) -> InitializeResult:
    """Compare protocol versions and report the versions of everything below."""
    if params.protocol != VERSION:
        message = f"The app speaks protocol {params.protocol} and the sidecar protocol {VERSION}."
        raise Failure(Code.PROTOCOL_MISMATCH, message, "Install the app again so that its parts fit together.")
    return InitializeResult(
        protocol=VERSION,
        python=platform.python_version(),
        mlx=version("mlx"),
        mlx_lm=version("mlx-lm"),
        device=_device(),
        memory_bytes=os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
    )


def _device() -> str:
    """Name of the processor that mlx computes on, such as ``Apple M4 Pro (gpu)``."""
    import mlx.core as mx

    device = mx.default_device()
    kind = "gpu" if device.type == mx.DeviceType.gpu else "cpu"
    return f"{mx.device_info().get('device_name', platform.machine())} ({kind})"
