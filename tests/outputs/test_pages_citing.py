from dataclasses import replace

import pytest

from outputs.site.about import bibtex, citation, months_held
from tests.releases import FACTS, REAL_FACTS


def test_a_citation_names_year_version_and_licence() -> None:
    for part in ("2026", "Oktober 2026", "2026.10.0", "CC-BY-4.0"):
        assert part in citation(REAL_FACTS).id
    assert "[CONTOH]" in citation(FACTS).id
    assert "CONTOH" not in citation(REAL_FACTS).id


def test_a_citation_gives_the_address_where_it_is_known() -> None:
    placed = replace(REAL_FACTS, site="https://data.example.id/")
    assert citation(placed).en.endswith(" https://data.example.id/2026.10.0/")
    assert "  url = {https://data.example.id/2026.10.0/},\n" in bibtex(placed)
    assert "url" not in bibtex(REAL_FACTS)


@pytest.mark.parametrize(
    ("periods", "told"),
    [
        ((), "Oktober 2026"),
        (("2026-10",), "Oktober 2026"),
        (("2025-12", "2026-01", "2026-10"), "Desember 2025 sampai Oktober 2026"),
    ],
)
def test_the_months_held_are_told_by_the_first_and_the_last(
    periods: tuple[str, ...], told: str
) -> None:
    assert months_held(replace(FACTS, periods=periods)).id == told


def test_a_bibtex_entry_has_balanced_braces_and_warns_of_an_example() -> None:
    for facts in (FACTS, REAL_FACTS):
        entry = bibtex(facts)
        assert entry.startswith("@misc{rumah_data_2026_10_0")
        assert entry.count("{") == entry.count("}") > 5
        assert ("CONTOH" in entry) is facts.is_sample
