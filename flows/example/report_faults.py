"""Faults of whole reports: late, missing, sent twice, of another village, damaged on the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from numpy.random import Generator

from flows.example.draft import Draft, Planted, draft_of, int_of, question_of, written_text
from flows.example.strangers import locked_workbook, other_workbook
from flows.example.truth import Answer, Truth, canonical
from outputs.form_xlsx import file_stem
from schemas.form import FORM
from schemas.register import CUT_OFF_DAY, villages
from schemas.rules.repeats import UNCHANGED
from transforms.identity import place_key

MISSING, LATE, TWICE = 0.05, 0.06, 0.02
"""Shares of the villages; assumptions, as no real distribution is published."""

FORMATS = ((".xls", 0.04), (".ods", 0.04), (".csv", 0.02))
FIRST_DAY, LAST_DAY = 4, 25
IDENTITY = FORM.sections[0].name
COPIED = "the answer is last month's, which a month may truly repeat"
SEEN_COPIED = next(rule for rule in UNCHANGED if rule.id == "unchanged_population")
BLANK = "an empty cell is an answer not reported; the report as a whole is asked about"
SINGLES_SHARE = 4
"""One village in so many may have a fault that a month has only once."""


@dataclass(slots=True)
class Delivery:
    """A file as it arrives: its name, its report, the day of the next month, its damage."""

    name: str
    draft: Draft
    day: int
    damage: str = ""
    faults: list[Planted] = field(default_factory=list)


@dataclass(slots=True)
class Arrivals:
    """The files of a month, and the reports that never came."""

    delivered: list[Delivery]
    missing: list[Draft]


Send = Callable[["_Post", Draft], list[Delivery]]


@dataclass(frozen=True, slots=True)
class _Post:
    """What the faults of whole reports draw on."""

    earlier: dict[str, Truth]
    before: str
    rng: Generator

    def day(self) -> int:
        """A day before the cut-off."""
        return int(self.rng.integers(FIRST_DAY, CUT_OFF_DAY))


def arrivals(
    drafts: Sequence[Draft],
    earlier: Sequence[Truth],
    before: str,
    rng: Generator,
) -> Arrivals:
    """Send every report, some of them with a fault of the whole report."""
    number = len(drafts)
    truths = {d.village.code: t for d, t in zip(drafts, earlier, strict=True)}
    post = _Post(truths, before, rng)
    queue = [drafts[int(i)] for i in rng.permutation(number)]
    missing = [queue.pop() for _ in range(round(number * MISSING))]
    for draft in missing:
        draft.is_open = False
    delivered: list[Delivery] = []
    twice: tuple[Send, ...] = (_sent_twice,) * round(number * TWICE)
    for send in (*twice, *SINGLES[: number // SINGLES_SHARE]):
        draft = queue.pop()
        draft.is_open = False
        delivered += send(post, draft)
    late = {queue[i].village.code for i in range(round(number * LATE))}
    for suffix, share in FORMATS:
        for _ in range(round(number * share)):
            draft = queue.pop()
            draft.suffix, draft.is_open = suffix, suffix != ".csv"
            delivered.append(_on_time(post, draft))
    delivered += [_late(post, d) if d.village.code in late else _on_time(post, d) for d in queue]
    return Arrivals(delivered, missing)


def file_name(draft: Draft, period: str, note: str = "") -> str:
    """The name of a report's file; the reader never trusts it."""
    return f"{file_stem(draft.village, period)}{note}{draft.suffix}"


def _on_time(post: _Post, draft: Draft) -> Delivery:
    return Delivery(file_name(draft, draft.period), draft, post.day())


def _late(post: _Post, draft: Draft) -> Delivery:
    delivery = _on_time(post, draft)
    delivery.day = int(post.rng.integers(CUT_OFF_DAY + 1, LAST_DAY + 1))
    reason = "the status of the submission says it, no finding does"
    delivery.faults.append(Planted("late", "", reason=reason))
    return delivery


def _sent_twice(post: _Post, draft: Draft) -> list[Delivery]:
    first = draft_of(draft.village, draft.period, draft.truth)
    cell = first.cells["civil_registration.people_with_id"]
    cell.value = int_of(draft.truth[cell.question]) // 2
    early, later = _on_time(post, first), _on_time(post, draft)
    early.day = FIRST_DAY - 1
    later.name = file_name(draft, draft.period, " (perbaikan)")
    reason = "the later, corrected report is the true one"
    later.faults.append(Planted("sent_twice", "sent_twice", reason=reason))
    return [early, later]


def _same_twice(post: _Post, draft: Draft) -> list[Delivery]:
    one, other = _on_time(post, draft), _on_time(post, draft)
    other.name, other.day = file_name(draft, draft.period, " (1)"), one.day
    reason = "the same bytes under another name say nothing new"
    other.faults.append(Planted("same_file_twice", "", reason=reason))
    return [one, other]


def _written(expected: str, question: str, value: Callable[[Draft], str], kind: str = "") -> Send:
    def send(post: _Post, draft: Draft) -> list[Delivery]:
        draft.write(kind or expected, expected, question, value(draft))
        return [_on_time(post, draft)]

    return send


def _other_name(draft: Draft) -> str:
    """The name of another village, of another district where the name is not the same."""
    own = place_key(draft.village.name)
    names = [v.name for v in villages().values() if v.district_code != draft.village.district_code]
    start = int(draft.village.code[-3:])
    turned = names[start % len(names) :] + names
    return next(n for n in turned if place_key(n)[:3] != own[:3])


def _code_without_zeros(draft: Draft) -> str:
    return ".".join(str(int(part)) for part in draft.village.code.split("."))


def _unknown_code(draft: Draft) -> str:
    return f"{draft.village.district_code}.2999"


def _earlier(post: _Post, draft: Draft) -> tuple[Draft, Delivery]:
    old = draft_of(draft.village, post.before, post.earlier[draft.village.code])
    return old, Delivery(file_name(draft, draft.period), old, post.day())


def _last_month_sent(post: _Post, draft: Draft) -> list[Delivery]:
    old, delivery = _earlier(post, draft)
    label = str(old.cells["identity.month"].value)
    kind = "identity_other_month"
    fault = old.write(kind, kind, "identity.month", label)
    fault.true_value = canonical(draft.truth["identity.month"])
    return [delivery]


def _last_month_copied(post: _Post, draft: Draft) -> list[Delivery]:
    """Last month's answers under this month's head, its activities moved into the month."""
    own = {q: a for q, a in draft.truth.items() if question_of(q).section == IDENTITY}
    said = {q: _this_month(a, draft) for q, a in post.earlier[draft.village.code].items()} | own
    copy = draft_of(draft.village, draft.period, said)
    seen = _seen_copied(draft, said)
    for question in dict.fromkeys((*said, *draft.truth)):
        if said.get(question) != draft.truth.get(question):
            fault = _enter_unseen(copy, "last_month_copied", question, draft.truth.get(question))
            fault.expected = SEEN_COPIED.id if question in seen else ""
            fault.detectable = question in seen
            fault.reason = "" if question in seen else COPIED
    return [Delivery(file_name(draft, draft.period), copy, post.day())]


def _seen_copied(draft: Draft, said: Truth) -> frozenset[str]:
    """The answers that a rule between months finds copied, where it can know."""
    numbers = [int_of(said[question]) for question in SEEN_COPIED.numbers]
    telling = sum(numbers) >= SEEN_COPIED.minimum and draft.months > 0
    return frozenset(SEEN_COPIED.numbers) if telling else frozenset()


def _this_month(answer: Answer, draft: Draft) -> Answer:
    """A day moved into the draft's month; any other answer as it is."""
    if not isinstance(answer, date):
        return answer
    year, month = map(int, draft.period.split("-"))
    return date(year, month, min(answer.day, 28))


def _enter_unseen(copy: Draft, kind: str, question: str, true: Answer) -> Planted:
    """Enter one answer of a report that is wrong as a whole, though no cell of it is."""
    cell = copy.cells[question]
    fault = Planted(kind, "", question, written_text(cell.value), canonical(true), cell=cell)
    fault.detectable = False
    copy.plant(fault)
    return fault


def _nothing_filled(post: _Post, draft: Draft) -> list[Delivery]:
    """A form that was sent back as it came: one finding tells of all its answers."""
    empty = {q: None for q in draft.truth if question_of(q).section != IDENTITY}
    head = {"identity.filled_on": None, "identity.filled_by_role": None}
    copy = draft_of(draft.village, draft.period, draft.truth | empty | head)
    for question in empty:
        if draft.truth[question] is not None:
            fault = _enter_unseen(copy, "nothing_filled", question, draft.truth[question])
            fault.reason = BLANK
    delivery = Delivery(file_name(draft, draft.period), copy, post.day())
    delivery.faults.append(Planted("nothing_filled", "report_empty"))
    return [delivery]


def _damaged(damage: str, expected: str) -> Send:
    def send(post: _Post, draft: Draft) -> list[Delivery]:
        delivery = _on_time(post, draft)
        delivery.damage = damage
        if damage == "html":
            delivery.name = delivery.name.removesuffix(draft.suffix) + ".xls"
        delivery.faults.append(Planted(damage, expected))
        return [delivery]

    return send


SINGLES: tuple[Send, ...] = (
    _written("identity_name_mismatch", "identity.village_name", _other_name),
    _last_month_sent,
    _damaged("truncated", "file_unreadable"),
    _written("identity_other_kabupaten", "identity.village_code", lambda _: "18.01.06.2003"),
    _written("identity_unknown_village", "identity.village_code", _unknown_code),
    _written("identity_unknown_village", "identity.village_code", _code_without_zeros,
             "code_without_zeros"),
    _damaged("html", "file_html"),
    _damaged("locked", "file_encrypted"),
    _damaged("other_workbook", "file_not_the_form"),
    _damaged("empty", "file_empty"),
    _same_twice,
    _last_month_copied,
    _nothing_filled,
)  # fmt: skip

DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "truncated": lambda content: content[: len(content) // 2],
    "empty": lambda _: b"",
    "locked": lambda _: locked_workbook(),
    "other_workbook": lambda _: other_workbook(),
    "html": lambda _: b"<html><body><table><tr><td>Laporan</td></tr></table></body></html>\n",
}
"""What becomes of a file's bytes on the way."""
