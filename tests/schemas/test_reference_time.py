from schemas.form import FORM
from schemas.reference_time import (
    MONTH_END,
    WHOLE_MONTH,
    WHOLE_MONTH_BLOCKS,
    WHOLE_MONTH_FIELDS,
    reference_time,
)


def test_every_named_block_and_field_is_asked() -> None:
    fields = {question.field.name for question in FORM.questions.values()}
    assert set(WHOLE_MONTH_BLOCKS) <= set(FORM.blocks)
    assert set(WHOLE_MONTH_FIELDS) <= fields


def test_births_are_of_the_month_and_people_of_its_last_day() -> None:
    assert reference_time(FORM.questions["population_change.births.male"]) is WHOLE_MONTH
    assert reference_time(FORM.questions["population.age_0_4.male"]) is MONTH_END
    assert reference_time(FORM.questions["contraception.iud.new_users"]) is WHOLE_MONTH


def test_a_meaning_that_names_the_month_is_of_the_month() -> None:
    for question in FORM.questions.values():
        if "dalam bulan laporan" in question.field.meaning.id:
            assert reference_time(question) is WHOLE_MONTH
