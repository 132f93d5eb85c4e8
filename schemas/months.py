"""The twelve months by their number, and the name of a period such as 2026-10."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

from schemas.field import Code, CodeList, Text

PERIOD = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])")
"""How a month is written."""

WIB = timezone(timedelta(hours=7), "WIB")
"""Western Indonesian Time, in which the villages live."""

MONTHS = CodeList(
    "month",
    Text("Bulan", "Month"),
    (
        Code("01", Text("Januari", "January"), ("Jan",)),
        Code("02", Text("Februari", "February"), ("Feb", "Pebruari")),
        Code("03", Text("Maret", "March"), ("Mar",)),
        Code("04", Text("April", "April"), ("Apr",)),
        Code("05", Text("Mei", "May"), ("May",)),
        Code("06", Text("Juni", "June"), ("Jun",)),
        Code("07", Text("Juli", "July"), ("Jul",)),
        Code("08", Text("Agustus", "August"), ("Agu", "Ags", "Agt", "Aug")),
        Code("09", Text("September", "September"), ("Sep", "Sept")),
        Code("10", Text("Oktober", "October"), ("Okt", "Oct")),
        Code("11", Text("November", "November"), ("Nov", "Nopember", "Nop")),
        Code("12", Text("Desember", "December"), ("Des", "Dec")),
    ),
    "ISO 8601; KBBI",
)


def period_name(period: str) -> Text:
    """A period in words: 2026-10 is Oktober 2026; KeyError for a month that is none."""
    year, month = period.split("-")
    name = MONTHS[month].label
    return Text(f"{name.id} {year}", f"{name.en} {year}")


def previous(period: str) -> str:
    """The month before a period: 2026-01 comes after 2025-12."""
    year, month = (int(part) for part in period.split("-"))
    return f"{year - (month == 1)}-{(month - 2) % 12 + 1:02}"


def preceding(period: str, number: int) -> list[str]:
    """So many months before a period, newest first."""
    months = [period]
    for _ in range(number):
        months.append(previous(months[-1]))
    return months[1:]


def following(period: str) -> str:
    """The month after a period: 2026-01 comes after 2025-12."""
    year, month = (int(part) for part in period.split("-"))
    return f"{year + (month == 12)}-{month % 12 + 1:02}"


def in_wib(moment: datetime) -> str:
    """A moment as people read it: 2026-11-01 09:26 WIB."""
    return f"{moment.astimezone(WIB):%Y-%m-%d %H:%M %Z}"
