"""How a village is organised: its groups, working group, routine and activities."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date

from numpy.random import Generator

from schemas.codelists import (
    ACTIVITY_GROUP,
    FAMILY_FUNCTION,
    FREQUENCY,
    PARTNER,
    ROUTINE,
    RUMAH_DATAKU_CLASS,
    TARGET,
)
from schemas.field import CodeList
from schemas.form import FORM
from schemas.group_targets import TARGET_OF_GROUP

Said = dict[str, int | str | date | tuple[str, ...] | None]

GROUP_SHARES = {"bkb": 0.85, "bkr": 0.7, "bkl": 0.65, "uppka": 0.55, "pik_r": 0.5}
"""How often a village has the group; an assumption."""

MOST_ACTIVITIES = 6
TITLES = (
    "Penyuluhan gizi balita",
    "Posyandu balita",
    "Pertemuan BKB",
    "Senam lansia",
    "Pelayanan KB",
    "Penyuluhan pencegahan pernikahan dini",
    "Pelatihan usaha keluarga",
    "Gotong royong",
    "Pengajian keluarga",
    "Rapat Pokja Kampung KB",
    "Pemutakhiran data keluarga",
    "Masak bersama DASHAT",
)


def groups(known: Mapping[str, object], habit: Generator, chance: Generator) -> Said:
    """The five activity groups; one that is not there leaves its other answers blank."""
    said: Said = {}
    for group in ACTIVITY_GROUP.values:
        at = f"activity_groups.{group}"
        exists = habit.random() < GROUP_SHARES[group]
        part, number = habit.uniform(0.15, 0.6), int(habit.integers(1, 5))
        said[f"{at}.exists"] = "yes" if exists else "no"
        if not exists:
            continue
        members = int(int(str(known[TARGET_OF_GROUP[group]])) * part)
        sessions = int(chance.integers(0, 3)) * number
        said[f"{at}.groups"] = number
        said[f"{at}.members"] = members
        said[f"{at}.sessions"] = sessions
        said[f"{at}.attendance"] = int(sessions * members * chance.uniform(0.45, 0.75) / number)
        if group == "bkl":
            said[f"{at}.independent"] = int(members * 0.8)
            said[f"{at}.needing_care"] = members - int(members * 0.8)
    return said


def organisation(habit: Generator) -> Said:
    """Working group, regulations, funding, use of data and facilities."""
    said: Said = {}
    for block in ("working_group", "regulations", "funding", "data_use", "facilities"):
        for question in FORM.blocks[block].questions(""):
            said[question.id] = "yes" if habit.random() < 0.6 else "no"
    members = int(habit.integers(8, 36))
    has_group = habit.random() < 0.92
    said["working_group.pokja"] = "yes" if has_group else "no"
    said["working_group.pokja_members"] = members if has_group else None
    said["working_group.pokja_trained"] = int(habit.integers(0, members)) if has_group else None
    if not has_group:
        said["working_group.pokja_decree"] = None
    kind = str(habit.choice(RUMAH_DATAKU_CLASS.values))
    has_house = said["facilities.rumah_dataku"] == "yes"
    said["facilities.rumah_dataku_class"] = kind if has_house else None
    return said


def routines(habit: Generator) -> Said:
    """The five routines, each with a frequency where it exists."""
    said: Said = {}
    for routine in ROUTINE.values:
        exists = habit.random() < 0.8
        frequency = str(habit.choice(FREQUENCY.values, p=[0.1, 0.5, 0.2, 0.08, 0.08, 0.04]))
        said[f"routines.{routine}.exists"] = "yes" if exists else "no"
        if exists:
            said[f"routines.{routine}.frequency"] = frequency
        if exists and frequency == "other":
            said[f"routines.{routine}.frequency_other"] = "dua kali setahun"
    return said


def activities(period: str, chance: Generator) -> Said:
    """The month's activities, line by line in the order of their days."""
    year, month = map(int, period.split("-"))
    number = int(chance.integers(0, MOST_ACTIVITIES + 1))
    days = sorted(chance.integers(1, calendar.monthrange(year, month)[1] + 1, number).tolist())
    said: Said = {}
    for line, day in enumerate(days, start=1):
        answers: Said = {
            "date": date(year, month, day),
            "title": str(chance.choice(TITLES)),
            "activity_section": str(chance.choice(FAMILY_FUNCTION.values)),
            "target": _some(TARGET, 2, chance),
            "partner": _some(PARTNER, 3, chance),
            "participants": int(chance.integers(8, 120)),
        }
        said |= {f"activities.{name}#{line}": value for name, value in answers.items()}
    return said


def _some(codes: CodeList, most: int, chance: Generator) -> tuple[str, ...]:
    number = int(chance.integers(1, most + 1))
    picked = set(chance.choice(codes.values, number, replace=False).tolist())
    return tuple(code for code in codes.values if code in picked)
