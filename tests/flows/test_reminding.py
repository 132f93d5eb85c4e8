"""Reminding of a month: files for each kecamatan, and nothing published."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from flows.cli import app
from flows.reminding import Reminded, remind
from flows.runner import InProcess
from flows.settings import Request, SettingError
from tests.homes import GOOD, OTHER, VILLAGE, request_in, send


def reminded(request: Request) -> Reminded:
    with InProcess(Console(quiet=True)) as runner:
        return remind(request, runner)


def test_what_is_written_follows_what_came(tmp_path: Path) -> None:
    asked = request_in(tmp_path)
    send(asked, "satu.xlsx", GOOD)
    (asked.inbox / f"{OTHER} rusak.xlsx").write_bytes(b"no workbook")
    first = reminded(asked)
    assert (first.expected, len(first.owing)) == (136, 135)
    state = {row["Kode desa"]: row["Keadaan laporan"] for row in first.owing}
    assert VILLAGE not in state
    assert state[OTHER] == "Berkas tidak dapat dipakai"
    files = {path.name for path in first.folder.iterdir()}
    assert len(files) == 16
    assert {"belum lapor.csv", "18.04.04 Balik Bukit.txt"} <= files
    text = first.folder / "18.04.04 Balik Bukit.txt"
    assert "Sudah lapor: 1 dari 12" in text.read_text(encoding="utf-8")
    send(asked, "dua.xlsx", GOOD, village=OTHER, hour=2)
    assert len(reminded(asked).owing) == 134
    assert "Sudah lapor: 2 dari 12" in text.read_text(encoding="utf-8")
    assert {path.name for path in first.folder.iterdir()} == files
    assert not asked.home.releases.exists()


def test_where_nobody_has_sent_anything_everybody_is_reminded(tmp_path: Path) -> None:
    request = request_in(tmp_path)
    with pytest.raises(SettingError, match="is not there: name another with --home"):
        reminded(request)
    request.home.root.mkdir()
    told = reminded(request)
    assert len(told.owing) == 136
    assert "is no folder" in told.warning


def test_a_village_that_sent_an_example_has_not_reported(tmp_path: Path) -> None:
    asked = request_in(tmp_path)
    send(asked, "satu.xlsx", GOOD)
    with pytest.raises(SettingError, match="without --sample"):
        reminded(replace(asked, sample=True))


def test_the_command_counts_and_names_the_folder(tmp_path: Path) -> None:
    asked = request_in(tmp_path)
    send(asked, "satu.xlsx", GOOD)
    result = CliRunner().invoke(app, ["--home", str(asked.home.root), "reminder", asked.period])
    assert result.exit_code == 0, result.output
    assert "1 of 136 reported, 135 have not" in result.output
    assert f"work{os.sep}{asked.period}{os.sep}reminder" in result.output.replace("\n", "")
