"""What commands say to who gives them something else than they need, or asks what they did."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows import examination
from flows.cli import app
from flows.provenance import CODE_VERSION, code_digest
from flows.settings import SettingError
from flows.why import RELEASE, Source, Trace
from flows.why_lines import lines_of_trace
from tests.homes import GOOD, VILLAGE, checked, request_in, send
from transforms.tracing import Origin


def test_the_version_is_printed_with_the_digest_of_the_code() -> None:
    done = CliRunner().invoke(app, ["--version"])
    assert (done.exit_code, done.output) == (0, f"rumahdata {CODE_VERSION}, code {code_digest()}\n")


@pytest.mark.parametrize(
    ("below", "blank", "told"),
    [("", True, "it is a file"), ("", False, "it is a file"), ("/x", True, "/forms is a file")],
)
def test_a_file_is_no_folder_for_forms(tmp_path: Path, below: str, blank: bool, told: str) -> None:
    (tmp_path / "forms").touch()
    out = f"{tmp_path}/forms{below}"
    given = ["form", "2026-10", "--out", out, *(["--blank"] if blank else [])]
    done = CliRunner().invoke(app, given)
    assert isinstance(done.exception, SettingError)
    assert str(done.exception).startswith(f"--out {out}: ")
    assert told in str(done.exception)
    assert "the forms need a folder" in str(done.exception)


def test_a_section_that_is_held_is_told_with_its_village(tmp_path: Path) -> None:
    given = ("hold", "2026-10", VILLAGE, "D", "--because", "angka tertukar", "--by", "Dinas")
    done = CliRunner().invoke(app, ["--home", str(tmp_path), *given])
    assert f"Decision 1 entered: hold families of {VILLAGE} 2026-10, by Dinas." in done.output


def test_files_that_were_read_as_the_other_sort_are_not_read_again_to_say_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = request_in(tmp_path)
    send(request, "a.xlsx", GOOD)
    checked(request)
    monkeypatch.setattr(examination, "read_month", None)
    given = ("confirm", "2026-10", "K7Q3-9XZA", "--because", "kader menelepon", "--sample")
    done = CliRunner().invoke(app, ["--home", str(request.home.root), *given])
    assert "are reports and no examples: run the command without --sample" in str(done.exception)


@pytest.mark.parametrize(
    ("question", "where", "is_told"),
    [
        ("contraception.pill.users", f"{RELEASE} 2026.10.0", True),
        ("contraception.pill.users", "internal table", False),
        ("families.families", f"{RELEASE} 2026.10.0", False),
    ],
)
def test_a_published_count_on_health_is_said_to_be_rounded(
    question: str, where: str, is_told: bool
) -> None:
    source = Source(Origin(VILLAGE, question), None, None, (), (), (), ())
    told = "\n".join(lines_of_trace(Trace("t", "c", {}, {where: "30, status A"}, (source,))))
    assert ("rounded to multiples of 5" in told) == is_told
