"""Looks at the settings: whether each can be used, and whether one is misspelt."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from difflib import get_close_matches

from flows.doctor.check import Check, fine, warned, wrong
from flows.setting_list import SETTINGS, Setting
from flows.settings import NOTIFY, Home, SettingError, is_approval_needed
from schemas.spoken import SpokenError

OURS = "RUMAHDATA_"


def settings(_home: Home) -> Iterator[Check]:
    """Every setting that is read, then those with our name that nobody reads."""
    yield from map(_setting, SETTINGS)
    known = [setting.name for setting in SETTINGS]
    for name in sorted(os.environ):
        if name.startswith(OURS) and name not in known:
            near = get_close_matches(name, known, n=1)
            meant = f"write {near[0]}, if that is meant, or unset it" if near else "unset it"
            yield warned(name, "nothing reads this setting", meant)


def _setting(setting: Setting) -> Check:
    value = os.environ.get(setting.name, "")
    if not value:
        return fine(setting.name, f"not set: {setting.meaning}")
    try:
        setting.check()
    except SpokenError as error:
        return wrong(
            setting.name, _bare(str(error)), f"set it as in {setting.example}, or unset it"
        )
    return fine(setting.name, "set" if setting.is_secret else _bare(value))


def _bare(text: str) -> str:
    """The text without what stands before the host of an address, which may be a password."""
    return re.sub(r"//[^/@\s]*@", "//...@", text)


def notices(_home: Home) -> Iterator[Check]:
    """Whether somebody is told when nobody looks; nothing where a setting is wrong."""
    from flows.notices.addresses import listed, notified  # noqa: PLC0415 - it reads settings

    addresses = listed()
    do = f"set {NOTIFY}, as in json://host/path"
    try:
        notified()
        is_needed = is_approval_needed()
    except SettingError:  # told with the setting
        return
    if addresses:
        kinds = ", ".join(address.kind for address in addresses)
        yield fine("notices", f"{len(addresses)} addresses can be read: {kinds}; none was tried")
    elif is_needed:
        yield warned("notices", "nobody is told that a release waits for approval", do)
    else:
        yield fine("notices", f"nobody is told of a failure or a release: {NOTIFY} is not set")
