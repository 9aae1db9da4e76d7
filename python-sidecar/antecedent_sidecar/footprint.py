"""What this process takes of the machine now, as the system itself counts it."""

import ctypes
import os
import resource
import sys

#: `rusage_info_v0` of macOS's <sys/resource.h>: a 16-byte id, then 64-bit figures, of which this one is the footprint.
_ID_BYTES = 16
_FIGURES = 10
_FOOTPRINT = 7


class _Usage(ctypes.Structure):
    _fields_ = [("id", ctypes.c_uint8 * _ID_BYTES), ("figures", ctypes.c_uint64 * _FIGURES)]


def footprint_bytes() -> int:
    """Bytes in use: what is resident on Linux, Activity Monitor's figure on macOS, and the highest so far elsewhere."""
    try:
        found = _of_macos() if sys.platform == "darwin" else _of_linux()
    except (OSError, ValueError, IndexError, AttributeError):
        found = None
    if found is not None:
        return found
    highest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return highest if sys.platform == "darwin" else highest * 1024


def _of_linux() -> int:
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def _of_macos() -> int | None:
    usage = _Usage()
    asked = ctypes.CDLL("/usr/lib/libproc.dylib").proc_pid_rusage(os.getpid(), 0, ctypes.byref(usage))
    return int(usage.figures[_FOOTPRINT]) if asked == 0 else None
