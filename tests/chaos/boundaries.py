"""Every place at which a run is about to change its home, met by an audit hook."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flows.settings import Home

AT = {"os.rename": 2, "os.link": 2, "os.symlink": 2, "os.mkdir": 2, "os.rmdir": 1}
"""Events that change a folder, and where their arguments hold the descriptor of a folder."""

DESCRIPTOR = AT | {"os.remove": 1, "os.chmod": 2}


class Boundaries:
    """Calls `met` before each write below a home, with the number of writes before it.

    A write is what changes the disk: a folder that is made although it is there is none, nor
    is a file that is removed although it is gone, or opened as it is.
    """

    def __init__(self, home: Home, met: Callable[[int], None]) -> None:
        self.root = f"{home.root}{os.sep}"
        self.met = met
        self.number = 0
        self.is_on = True

    def watch(self) -> None:
        """Meet the writes of this process from now on; a hook cannot be taken away."""
        sys.addaudithook(self._hook)

    def _hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.is_on or not (event in DESCRIPTOR or event in {"open", "sqlite3.connect"}):
            return
        self.is_on = False
        try:
            if self._is_write(event, arguments):
                self.met(self.number)
                self.number += 1
        finally:
            self.is_on = True

    def _is_write(self, event: str, arguments: tuple[Any, ...]) -> bool:
        path = _path(event, arguments)
        if path is None or not f"{path}".startswith(self.root):
            return False
        if event == "open":
            flags = int(arguments[2])
            is_new = bool(flags & os.O_CREAT) and not path.exists()
            return is_new or bool(flags & (os.O_TRUNC | os.O_APPEND))
        if event == "os.mkdir":
            return not path.exists()
        return event in {"os.link", "os.symlink", "sqlite3.connect"} or os.path.lexists(path)


def _path(event: str, arguments: tuple[Any, ...]) -> Path | None:
    """The path an event is about; None where it is a descriptor."""
    named = arguments[0] if event not in {"os.link", "os.symlink"} else arguments[1]
    if not isinstance(named, str | bytes | os.PathLike):
        return None
    path = Path(os.fsdecode(named))
    place = DESCRIPTOR.get(event)
    folder = arguments[place] if place is not None and place < len(arguments) else -1
    if not path.is_absolute() and isinstance(folder, int) and folder >= 0:
        return Path(f"/proc/self/fd/{folder}").readlink() / path
    return path.absolute()
