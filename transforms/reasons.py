"""Why a published value differs from the release before: one reason, derived from evidence.

The reasons are asked in a fixed order and the first that holds is the reason:

1. late_report, correction: a village of the row's area sent its first report of that month,
   or another version of it, since. For a finding of a file of unknown village: the file came.
2. decision: a decision on a report of that month was entered or undone since.
3. late_report, correction, decision of another report, for what rules over time or between
   villages say (findings, and whether a value awaits confirmation): of the same village in
   the twelve months before, else of any village in these months or the same one.
4. rule_changed: a rule that looks at the value, or that made the finding, is declared otherwise.
5. code_changed: a code of the row is new in its list or gone from it, or a village of the
   area belongs to another kecamatan; in the register itself, it says otherwise of the village.
6. schema_changed: of a rate of completeness, the form asks other questions.
7. privacy: the value follows from rounded counts, and either the protection is set otherwise
   or another report of the month moved: all counts of a month are rounded together, so that
   they add up.
8. bug_fix: another version of the program read the same files.

The evidence of the first two names what else moved there: a decision beside a report, and a
rule on the value that is declared otherwise. A difference for which none holds has no reason,
and its release must not leave.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from schemas.columns import AREA_CODE, AREA_LEVEL_COLUMN, PERIOD, VILLAGE_CODE
from schemas.completeness import COMPLETENESS
from schemas.findings import HEALTH_FINDING
from schemas.house_tables import PROBLEMS, VILLAGES
from schemas.months import previous
from schemas.register import REGENCY_CODE
from schemas.rules import Life
from schemas.table import status_of
from transforms.difference import VALUE_CHANGED, Difference
from transforms.grounds import NO_FILES, Grounds, Place
from transforms.history import REMEMBERED_MONTHS

SHOWN_CAUSES = 3
DIGITS = 12
"""How many characters of a sha256 an evidence shows."""

FLAGS = {"A", "V"}
PLACE = {VILLAGE_CODE.name, PERIOD.name, AREA_CODE.name, AREA_LEVEL_COLUMN.name}


@dataclass(frozen=True, slots=True)
class Reason:
    """The reason of a difference, a code of schemas.change_tables.REASON, and its evidence."""

    reason: str
    cause: str


class Explanation:
    """What changed between the grounds of two releases, asked difference by difference.

    `is_rounded` tells of a table and a row of it, by its keys, whether it follows from counts
    that are rounded together.
    """

    def __init__(
        self,
        before: Grounds,
        after: Grounds,
        is_rounded: Callable[[str, tuple[tuple[str, str], ...]], bool],
    ) -> None:
        self.before, self.after, self.is_rounded = before, after, is_rounded

    def reason_of(self, difference: Difference) -> Reason | None:
        """The one reason of a difference; None when nothing explains it."""
        rule = self._rule(difference)
        reported = self._own(difference) or self._through_rules(difference)
        if reported is not None and rule is not None:
            return Reason(reported.reason, f"{reported.cause}; also {rule.cause}")
        return (
            reported
            or rule
            or self._code(difference)
            or self._form(difference)
            or self._privacy(difference)
            or self._program()
        )

    @cached_property
    def moved(self) -> dict[Place, Reason]:
        """The reports that came since, and those on which was decided, by village and month."""
        places = {*self.before.reports, *self.after.reports}
        places |= {*self.before.decided, *self.after.decided}
        found = {place: self._of_report(place) for place in places}
        return {place: reason for place, reason in found.items() if reason is not None}

    def _of_report(self, place: Place) -> Reason | None:
        before = self.before.reports.get(place, NO_FILES)
        after = self.after.reports.get(place, NO_FILES)
        came = sorted(after - before)
        excluded = {sha for sha in before ^ after if self._decisions_on_file(sha)}
        numbers = self.before.decided.get(place, frozenset[int]()) ^ self.after.decided.get(
            place, frozenset()
        )
        for sha in excluded:
            numbers |= self._decisions_on_file(sha)
        decided = f"decision {', '.join(map(str, sorted(numbers)))}" if numbers else ""
        if came and not excluded.issuperset(came):
            told = f"submission {', '.join(sha[:DIGITS] for sha in came)}"
            cause = f"{told}, {decided}" if decided else told
            return Reason("correction" if before else "late_report", cause)
        return Reason("decision", decided) if decided else None

    def _decisions_on_file(self, sha: str) -> frozenset[int]:
        none = frozenset[int]()
        return self.before.decided_files.get(sha, none) ^ self.after.decided_files.get(sha, none)

    def _own(self, difference: Difference) -> Reason | None:
        """Reports of the row's own villages and month, or the file that a finding is about."""
        if difference.where:
            places = [(village, difference.period) for village in self._villages(difference.where)]
            return self._first(places)
        sha = dict(difference.row).get("sha256", "")
        if sha and self._decisions_on_file(sha):
            numbers = ", ".join(map(str, sorted(self._decisions_on_file(sha))))
            return Reason("decision", f"decision {numbers}")
        is_new = sha in self.after.inputs.get(difference.period, NO_FILES) - self.before.inputs.get(
            difference.period, NO_FILES
        )
        return Reason("late_report", f"file {sha[:DIGITS]}") if is_new else None

    def _villages(self, area: str) -> list[str]:
        """The villages of an area, as either release has them."""
        homes = {**self.before.districts, **self.after.districts}
        if area == REGENCY_CODE:
            return sorted(homes)
        if area in homes:
            return [area]
        either = (self.before.districts.items(), self.after.districts.items())
        return sorted({village for pairs in either for village, home in pairs if home == area})

    def _first(self, places: Iterable[Place]) -> Reason | None:
        """The foremost reason among reports; the evidence names each of them, up to a few."""
        reasons = [(place, self.moved[place]) for place in places if place in self.moved]
        for name in ("late_report", "correction", "decision"):
            told = [f"{r.cause} of {v} {p}" for (v, p), r in reasons if r.reason == name]
            if told:
                more = len(told) - SHOWN_CAUSES
                shown = "; ".join(told[:SHOWN_CAUSES])
                return Reason(name, f"{shown}; and {more} more" if more > 0 else shown)
        return None

    def _through_rules(self, difference: Difference) -> Reason | None:
        """Other reports, for what rules over time or between villages say of this one."""
        is_flag = {difference.old, difference.new} == FLAGS and difference.change == VALUE_CHANGED
        is_rate = difference.table == COMPLETENESS.name
        if not (is_flag or is_rate or difference.table == PROBLEMS.name):
            return None
        months = [difference.period]
        for _ in range(REMEMBERED_MONTHS):
            months.append(previous(months[-1]))
        villages = self._villages(difference.where) if is_rate else [difference.where]
        own = [(village, month) for village in villages for month in months]
        others = [place for place in sorted(self.moved) if place[1] in months]
        decided = [place for place in sorted(self.moved) if place[1] < months[-1]]
        return (
            self._first(own) or self._first(others) or (self._first(decided) if is_rate else None)
        )

    @cached_property
    def _changed_rules(self) -> set[str]:
        old, new = self.before.declared.rules, self.after.declared.rules
        return {name for name in {*old, *new} if old.get(name) != new.get(name)}

    def _rule(self, difference: Difference) -> Reason | None:
        if not self._changed_rules:
            return None
        if difference.table == PROBLEMS.name:
            row = dict(difference.row)
            is_masked = row.get("finding") == HEALTH_FINDING.id
            found = self._changed_rules & (self._changed_rules if is_masked else {row["finding"]})
        else:
            found = self._rules_on(difference)
        return Reason("rule_changed", f"rule {', '.join(sorted(found))}") if found else None

    def _rules_on(self, difference: Difference) -> set[str]:
        """The changed rules that look at an answer; for what is computed, all that hold back.

        A rate of completeness rests on every rule: one that asks back makes answers less plausible.
        """
        if difference.table == COMPLETENESS.name:
            return self._changed_rules
        question = self._question(difference)
        old, new = self.before.declared, self.after.declared
        if question:
            return {
                name
                for name in self._changed_rules
                if question in old.asked.get(name, NO_FILES) | new.asked.get(name, NO_FILES)
            }
        return {
            name
            for name in self._changed_rules
            if Life.BLOCK in (*old.rules.get(name, ()), *new.rules.get(name, ()))
        }

    def _question(self, difference: Difference) -> str:
        measure = difference.column
        keys = tuple((name, value) for name, value in difference.row if not _is_place(name))
        for name in (measure, measure.removesuffix(status_of(""))):
            question = self.after.declared.questions.get((difference.table, name, keys))
            if question:
                return question
        return ""

    def _code(self, difference: Difference) -> Reason | None:
        for name, value in difference.row:
            column = f"{difference.table}.{name}"
            old = self.before.declared.codes.get(column)
            new = self.after.declared.codes.get(column)
            if old is not None and new is not None and value in old ^ new:
                return Reason("code_changed", f"code {value} of {column}")
        is_register = difference.table == VILLAGES.name
        other = self._is_registered_otherwise if is_register else self._is_elsewhere
        moved = [village for village in self._villages(difference.where) if other(village)]
        if not moved:
            return None
        return Reason("code_changed", f"register of {', '.join(moved[:SHOWN_CAUSES])}")

    def _is_registered_otherwise(self, village: str) -> bool:
        """Whether the village is new or gone, or a column of both registers differs."""
        old, new = self.before.villages.get(village), self.after.villages.get(village)
        if old is None or new is None:
            return old is not new
        return any(old[name] != new[name] for name in old.keys() & new.keys())

    def _is_elsewhere(self, village: str) -> bool:
        return self.before.districts.get(village) != self.after.districts.get(village)

    def _form(self, difference: Difference) -> Reason | None:
        """The questions of the form, for a rate of the answers that they expect."""
        old, new = self.before.declared.questions, self.after.declared.questions
        if difference.table != COMPLETENESS.name or old == new:
            return None
        other = sorted({*old.values()} ^ {*new.values()})
        told = ", ".join(other[:SHOWN_CAUSES])
        return Reason("schema_changed", f"questions {told}" if told else "questions of the form")

    def _privacy(self, difference: Difference) -> Reason | None:
        old, new = self.before.protection, self.after.protection
        if not self.is_rounded(difference.table, difference.row):
            return None
        if old == new:
            together = self._first(p for p in sorted(self.moved) if p[1] == difference.period)
            return Reason("privacy", f"rounded with {together.cause}") if together else None
        told = ", ".join(
            f"{name} {old.get(name, 'none')} -> {new.get(name, 'none')}"
            for name in sorted({*old, *new})
            if old.get(name) != new.get(name)
        )
        return Reason("privacy", f"protection: {told}")

    def _program(self) -> Reason | None:
        if self.before.program == self.after.program:
            return None
        return Reason("bug_fix", f"program {self.before.program} -> {self.after.program}")


def _is_place(name: str) -> bool:
    return name in PLACE
