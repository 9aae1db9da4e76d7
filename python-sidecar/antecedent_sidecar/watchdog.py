"""The second net under an app that died: its pid is watched, in case its pipe stays open."""

import os
import threading
from collections.abc import Callable

#: Seconds between two looks, and seconds a job gets to save before the process ends regardless.
_INTERVAL = 1.0
_GRACE = 60.0


def watch(parent: int, leave: Callable[[], None], interval: float = _INTERVAL, grace: float = _GRACE) -> None:
    """Call `leave` once `parent` is gone, and end the process if that takes longer than `grace` seconds."""
    direct = os.getppid() == parent

    def look() -> None:
        never = threading.Event()
        while _alive(parent, direct):
            never.wait(interval)
        leave()
        never.wait(grace)
        os._exit(1)

    threading.Thread(target=look, name="watchdog", daemon=True).start()


def _alive(parent: int, direct: bool) -> bool:
    if direct and os.getppid() != parent:
        return False
    try:
        os.kill(parent, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
