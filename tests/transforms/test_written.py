"""Figures that are no digits."""

import pytest

from schemas.form.population import PEOPLE
from transforms.cells import read_cell


@pytest.mark.parametrize("written", ["¹", "12¹", "12²", "½", "3½", "①"])
def test_raised_figures_and_fractions_are_no_digits(written: str) -> None:
    value, flaw = read_cell(written, PEOPLE)
    assert value is None
    assert flaw is not None
