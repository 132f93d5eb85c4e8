"""What a person lets pass although the gate stops it: which expectation, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flows.settings import SettingError
from schemas.form import FORM
from schemas.gate import Weight
from schemas.gate_questions import OF_RELEASE, OF_TABLES
from schemas.tables import release_tables


def overrides_of(names: Sequence[str], reason: str) -> tuple[tuple[str, str], ...]:
    """Expectations that shall not stop a release, each with the reason; SettingError."""
    from flows.given_reasons import published_reason  # noqa: PLC0415 - heavy

    if bool(names) != bool(reason.strip()):
        raise SettingError(
            "--override and --reason belong together: name the expectation that the gate printed, "
            "and say why the release is true all the same"
        )
    for name in names:
        _refuse_idle(name)
    said = published_reason(reason) if names else ""
    return tuple((name, said) for name in dict.fromkeys(names))


def _refuse_idle(name: str) -> None:
    """Refuse what stops no release; the message says whether there is such an expectation."""
    if is_stopping(name):
        return
    if name in OF_RELEASE:
        raise SettingError(f"--override {name}: it only warns, and needs no override: leave it out")
    whole = ", ".join(name for name in OF_RELEASE if is_stopping(name))
    raise SettingError(
        f"--override {name}: no such expectation stops a release. There are {whole}, and "
        f"of each table {', '.join(OF_TABLES)}, as in families.rows"
    )


def checked_overrides(overrides: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The same of expectations that have a reason each, as a run is given them; SettingError."""
    return tuple(one for name, why in overrides.items() for one in overrides_of([name], why))


def is_stopping(name: str) -> bool:
    """Whether an expectation of this id, of a table or of the whole, can stop a release."""
    if name in OF_RELEASE:
        return OF_RELEASE[name].weight is Weight.STOP
    table, _, part = name.partition(".")
    return table in release_tables(FORM) and part in OF_TABLES
