from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.months import CODES, PERIOD, record
from transforms.merge import cut_off, settle
from transforms.record import Reading


def day(number: int, hour: int = 3) -> datetime:
    return datetime(2026, 11, number, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("period", "last"),
    [("2026-10", date(2026, 11, 10)), ("2026-12", date(2027, 1, 10))],
)
def test_cut_off_is_day_ten_of_the_next_month(period: Any, last: Any) -> None:
    assert cut_off(period) == last


@pytest.mark.parametrize(
    ("first", "second", "current", "late"),
    [
        (day(3), day(5), "b", False),
        (day(5), day(3), "a", False),
        (day(3), day(11), "b", True),
        (day(4), day(4), "b", False),  # the same moment: the digest decides
        (day(3), day(10, 17), "b", True),  # 17:00 UTC is the next day in Lampung
        (day(3), day(10, 16), "b", False),
    ],
)
def test_the_latest_version_counts_and_all_are_kept(
    first: Any, second: Any, current: Any, late: Any
) -> None:
    readings = [Reading(s, record(CODES[0], s), ()) for s in ("a", "b")]
    settled = settle(PERIOD, readings, {"a": first, "b": second})
    chosen = settled.current[CODES[0]]
    assert (chosen.record.submission, chosen.is_late) == (current, late)
    assert [s.revision for s in settled.submissions] == [1, 2]
    assert [p.kind for p in settled.problems] == ["sent_twice"]


def test_an_unreadable_file_leaves_its_problems_and_no_submission() -> None:
    settled = settle(PERIOD, [Reading("a", None, ())], {"a": day(3)})
    assert settled.submissions == ()
