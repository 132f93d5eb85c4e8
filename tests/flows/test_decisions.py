"""The register of decisions: append-only, chained, safe with several writers at once."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.decisions import Register, RegisterDamagedError
from schemas.decision import Act, Decision, in_force

WHEN = datetime(2026, 11, 12, 3, tzinfo=UTC)


def entry(number: int, act: Act = Act.ACCEPT, subject: str = "K7Q3-9XZA") -> Decision:
    return Decision(
        number=number, act=act, period="2026-10", subject=subject, who="dinas", when=WHEN, why="ya"
    )


def filled(root: Path, number: int = 3) -> Register:
    register = Register(root / "register")
    for _ in range(number):
        register.enter(entry)
    return register


def test_entries_come_back_as_they_were_entered(tmp_path: Path) -> None:
    register = filled(tmp_path)
    assert register.decisions() == (entry(1), entry(2), entry(3))
    assert {path.stat().st_mode & 0o222 for path in register.root.iterdir()} == {0}


def test_a_register_that_was_never_used_is_empty(tmp_path: Path) -> None:
    assert Register(tmp_path / "none").decisions() == ()


def test_many_writers_lose_and_overwrite_nothing(tmp_path: Path) -> None:
    register = Register(tmp_path)
    with ThreadPoolExecutor(8) as writers:
        list(writers.map(lambda n: register.enter(lambda at: entry(at, subject=str(n))), range(24)))
    assert sorted(int(d.subject) for d in register.decisions()) == list(range(24))
    assert [d.number for d in register.decisions()] == list(range(1, 25))


def change(path: Path) -> None:
    told = json.loads(path.read_text("utf-8"))
    path.chmod(0o644)
    path.write_text(json.dumps(told | {"why": "lain"}), encoding="utf-8")


@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize(
    "harm", [change, Path.unlink, lambda path: (path.chmod(0o644), path.write_text("{"))]
)
def test_an_entry_that_was_changed_or_taken_away_is_seen(
    harm: object, number: int, tmp_path: Path
) -> None:
    register = filled(tmp_path)
    harm(register.root / f"{number:06}.json")  # type: ignore[operator]
    with pytest.raises(RegisterDamagedError, match=r"00000\d\.json"):
        register.decisions()


@pytest.mark.parametrize(
    ("acts", "holding"),
    [
        ([], []),
        ([(Act.HOLD, "families")], [1]),
        ([(Act.HOLD, "families"), (Act.UNDO, "1")], [2]),
        ([(Act.HOLD, "families"), (Act.UNDO, "1"), (Act.UNDO, "2")], [1, 3]),
        ([(Act.HOLD, "families"), (Act.UNDO, "1"), (Act.HOLD, "families")], [2, 3]),
    ],
)
def test_a_decision_is_undone_by_a_later_one(
    acts: list[tuple[Act, str]], holding: list[int]
) -> None:
    entries = [entry(number, act, subject) for number, (act, subject) in enumerate(acts, 1)]
    assert [d.number for d in in_force(entries)] == holding
