"""The reasons that people give on the command line: in words, and fit for who will read them."""

from __future__ import annotations

import re

from flows.discretion import discreet
from flows.settings import SettingError
from transforms.replies import LONGEST_REASON

WORD = re.compile(r"[^\W\d_]{2}")
LONG_NUMBER = re.compile(r"\d{8}")


def worded_reason(reason: str, option: str = "--because") -> str:
    """A reason on one line; SettingError when it has no words or is very long."""
    why = " ".join(reason.split())
    if not WORD.search(why):
        raise SettingError(f"{option} says nothing: give the reason in words")
    if len(why) > LONGEST_REASON:
        raise SettingError(
            f"{option} has {len(why)} characters: give the reason in at most {LONGEST_REASON}"
        )
    return why


def published_reason(reason: str | None) -> str:
    """A reason given by --reason, which the whole world may read; SettingError."""
    if not WORD.search(reason or ""):
        raise SettingError("give the reason by --reason, in words: it is published")
    why = worded_reason(reason or "", "--reason")
    if not why.isprintable():
        raise SettingError("--reason holds a character that cannot be printed: write it anew")
    if LONG_NUMBER.search(why) or discreet(why) != why:
        raise SettingError(
            "--reason is published, and holds a long number, a phone number, a mail address or "
            "the name of a file that was sent: say what was wrong without it"
        )
    return why
