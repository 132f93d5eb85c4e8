"""Every judge accepts a whole release and refuses it where it is broken."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

import pytest

from judges import judge as command
from judges.damage import Damage, in_json, in_table
from judges.judge import HEADER, Opinion, judged, judged_broken, lines, table
from judges.panel import DATASET_SEARCH, PANEL, Break, Judge
from outputs.build import build
from tests.judges.releases import CASES, TABLES
from tests.releases import public_rows

SLOW = ("mlcroissant (load)", "frictionless")
"""The judges that read every row, for seconds or half a minute: they judge the rest in a trial."""


def _rest(judge: Judge, *, is_first: bool) -> tuple[pytest.MarkDecorator, ...]:
    return (pytest.mark.trial,) if judge.name in SLOW and not is_first else ()


ACCEPTED = [
    pytest.param(judge, case, id=f"{judge.name}-{case}", marks=_rest(judge, is_first=not number))
    for judge in PANEL
    for number, case in enumerate(("sample", "real with a site"))
]
BREAKS = [
    pytest.param(
        judge, broken, id=f"{judge.name}-{broken.what}", marks=_rest(judge, is_first=not number)
    )
    for judge in PANEL
    for number, broken in enumerate(judge.breaks)
]
BROKEN = [broken for judge in PANEL for broken in judge.breaks]


class Releases:
    """The whole releases of the cases, each built when it is first asked for."""

    def __init__(self, factory: pytest.TempPathFactory) -> None:
        self.of = cache(lambda case: self._built(factory.mktemp("release"), case))

    @staticmethod
    def _built(folder: Path, case: str) -> Path:
        release = folder / CASES[case].version
        build(release, public_rows(TABLES), TABLES, CASES[case])
        return release


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Releases:
    return Releases(tmp_path_factory)


@pytest.fixture
def copy(releases: Releases, tmp_path: Path) -> Path:
    return Path(shutil.copytree(releases.of("sample"), tmp_path / "copy"))


def there(judge: Judge) -> Judge:
    if not judge.is_there:
        pytest.skip(f"{judge.name} has no environment; it needs {judge.needs or 'make test'}")
    return judge


@pytest.mark.e2e
@pytest.mark.parametrize(("judge", "case"), ACCEPTED)
def test_a_judge_accepts_the_release(judge: Judge, case: str, releases: Releases) -> None:
    opinion, said = judged(there(judge), releases.of(case))
    assert opinion is Opinion.ACCEPTED, said


@pytest.mark.e2e
@pytest.mark.parametrize(("judge", "broken"), BREAKS)
def test_a_judge_refuses_a_broken_copy(judge: Judge, broken: Break, releases: Releases) -> None:
    opinion, said = judged_broken(there(judge), releases.of("sample"), broken)
    assert opinion is Opinion.REFUSED, said


def test_every_judge_has_something_to_refuse_and_a_name_of_its_own() -> None:
    assert all(judge.breaks for judge in PANEL)
    assert len({judge.name for judge in PANEL}) == len(PANEL)


@pytest.mark.parametrize("broken", BROKEN, ids=lambda b: b.what)
def test_a_broken_copy_differs_from_the_release(
    broken: Break, releases: Releases, copy: Path
) -> None:
    broken.damage(copy)
    before, after = contents(releases.of("sample")), contents(copy)
    assert after != before
    assert after.keys() == before.keys()


def test_to_change_nothing_breaks_nothing(releases: Releases, copy: Path) -> None:
    for name in TABLES:
        in_table(name, unchanged)(copy)
    in_json("croissant.json", unchanged)(copy)
    before, after = contents(releases.of("sample")), contents(copy)
    assert {path for path in before if before[path].rstrip() != after[path].rstrip()} == set()


def unchanged(_: object) -> None:
    """Leave all as it is."""


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize(
    ("damage", "verdict"),
    [
        (in_json("schema-org.json", unchanged), "ok"),
        (in_json("schema-org.json", lambda told: told.pop("keywords")), "WRONG"),
    ],
    ids=["a whole release", "a release that is broken itself"],
)
def test_a_verdict_needs_both_opinions(damage: Damage, verdict: str, copy: Path) -> None:
    damage(copy)
    found = list(lines(DATASET_SEARCH, copy))
    assert len(found) == len(DATASET_SEARCH.breaks)
    assert {line.verdict for line in found} == {verdict}


@pytest.mark.parametrize(("needs", "verdict"), [("Python 9", "LEFT OUT"), ("", "NOT RUN")])
def test_a_judge_without_its_environment_says_so(needs: str, verdict: str, tmp_path: Path) -> None:
    absent = Judge(name="absent", environment="absent", arguments=(), breaks=(), needs=needs)
    (line,) = lines(absent, tmp_path)
    assert line.verdict == verdict
    assert line.is_failure is (verdict == "NOT RUN")


@pytest.mark.parametrize("arguments", [[], ["/nowhere"], ["a", "b"]])
def test_the_command_says_how_it_is_used(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main(arguments) == 2
    assert "usage" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("panel", "code"),
    [((DATASET_SEARCH,), 0), ((), 1)],
    ids=["every judge was right", "no judge ran"],
)
def test_the_command_ends_well_only_where_a_judge_was_right(
    panel: tuple[Judge, ...], code: int, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "PANEL", panel)
    assert command.main([str(copy)]) == code


def test_the_columns_of_the_table_stand_below_each_other() -> None:
    rows = [HEADER, ("a judge with a long name", "accepted", "refused", "x", "ok")]
    first, second = table(rows).splitlines()
    assert first.index("release") == second.index("accepted")
