import numpy as np
import pyarrow as pa
import pytest

from outputs.site.completeness import Reported, completeness, over_time
from outputs.site.reports import Report, reports
from schemas.completeness import percentage
from schemas.register import districts
from tests.releases import PERIOD, declared, public_rows
from transforms.ratio import percentage_down

TABLES = declared()


def test_completeness_adds_up_over_every_kecamatan() -> None:
    rows = completeness(public_rows(TABLES), PERIOD)
    assert [row.area for row in rows] == [*districts().values(), ""]
    whole = rows[-1]
    assert whole.expected == sum(row.expected for row in rows[:-1]) == 136
    assert whole.reported == sum(row.reported for row in rows[:-1]) > 0
    assert whole.held_back == sum(row.held_back for row in rows[:-1]) > 0
    assert completeness(public_rows(TABLES), "2026-09")[-1].reported == 0


def reported(share: int) -> Reported:
    return Reported(area="", expected=100, reported=share, late=0, held_back=0)


def test_a_share_is_never_rounded_up_to_all() -> None:
    nearly = Reported(area="", expected=136, reported=135, late=0, held_back=0)
    assert (nearly.share, nearly.step) == (99.26, 3)


@pytest.mark.parametrize(
    ("part", "whole", "told"),
    [(3, 7, 42.85), (119, 136, 87.5), (7, 11, 63.63), (135, 136, 99.26), (0, 9, 0), (9, 9, 100)],
)
def test_a_share_is_told_as_the_table_of_completeness_has_it(
    part: int, whole: int, told: float
) -> None:
    assert percentage(part, whole) == told
    assert percentage_down(np.array([float(part)]), np.array([float(whole)]))[0] == told


@pytest.mark.parametrize(
    ("share", "step"), [(0, 0), (49, 0), (50, 1), (74, 1), (75, 2), (89, 2), (90, 3), (100, 4)]
)
def test_a_colour_begins_at_its_step(share: int, step: int) -> None:
    assert reported(share).step == step


def test_twelve_months_are_shown_and_each_has_its_own_figures() -> None:
    tables = public_rows(TABLES)
    one = tables["submissions"]
    earlier = [row | {"period": "2026-09"} for row in one.slice(0, 5).to_pylist()]
    other = pa.Table.from_pylist(earlier, schema=one.schema)
    tables["submissions"] = pa.concat_tables([one, other])
    periods = [f"2025-{month:02}" for month in range(8, 13)]
    periods += [f"2026-{month:02}" for month in range(1, 11)]
    months, rows = over_time(tables, periods)
    assert months == tuple(periods[-12:])
    assert [cells[0].area for cells in rows] == [*districts().values(), ""]
    assert all(len(cells) == 12 for cells in rows)
    whole = [cell.reported for cell in rows[-1]]
    assert whole[:10] == [0] * 10
    assert whole[11] == completeness(tables, PERIOD)[-1].reported > whole[10] > 0


@pytest.mark.parametrize(
    ("versions", "late"),
    [([False], 0), ([True], 1), ([False, True], 0), ([True, True], 1)],
    ids=["on time", "late", "on time, corrected late", "late, corrected"],
)
def test_a_village_is_late_by_its_first_report(versions: list[bool], late: int) -> None:
    rows = public_rows()
    row = rows["submissions"].to_pylist()[0]
    sent = [
        row | {"revision": number, "is_late": is_late, "is_current": number == len(versions)}
        for number, is_late in enumerate(versions, 1)
    ]
    tables = rows | {"submissions": pa.Table.from_pylist(sent, schema=rows["submissions"].schema)}
    assert completeness(tables, row["period"])[-1].late == late
    (report,) = reports(tables, [row["period"]]).values()
    assert (report is Report.LATE) is bool(late)
