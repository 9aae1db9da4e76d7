"""The second net under an app that died: its pid is watched, in case its pipe stays open."""

import os
import threading
from collections.abc import Callable

#: Seconds between two looks.
_INTERVAL = 0.25


def watch(parent: int, leave: Callable[[], None]) -> None:
    """Call `leave` once `parent` is gone."""
    direct = os.getppid() == parent

    def look() -> None:
        never = threading.Event()
        while _alive(parent, direct):
            never.wait(_INTERVAL)
        leave()

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
