"""Numbers and years as users write them: each is read as what it says, or refused; none is taken for another."""

import random

import pytest
from greenvein.core.plaintext import number_in, year_in

WIDE = str.maketrans("0123456789.,-%", "０１２３４５６７８９．，－％")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3,450", 3450), ("3，450", 3450), ("３，４５０．５", 3450.5), ("1,234,567.25", 1234567.25), (" -12 ", -12),
        ("−0.5", -0.5), ("1e3", 1000), ("3450.", 3450), (".5", 0.5), (3450, 3450), (0.25, 0.25),
    ],
)  # fmt: skip
def test_a_number_is_read_in_every_writing(text, number):
    assert number_in(text) == number


@pytest.mark.parametrize(
    "text",
    ["3_450", "1,2,3", "12,34", "0,345", "1,23,456", "1234,567", ",345", "3,450,", "10³", "1½", "③", "88%", "about 89",
     "", "—", "3 450", "1,234.567,8"],
)  # fmt: skip
def test_what_is_no_number_or_may_be_two_is_refused(text):
    with pytest.raises(ValueError, match=r"^"):
        number_in(text)


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [("88%", "%", 88), ("８８％", "%", 88), ("88 %", "%", 88), ("16.7m²", "m²", 16.7), ("16.7 m2", "m²", 16.7),
     ("16.7㎡", "m²", 16.7), ("3,450 km²", "km²", 3450), ("150万亩", "万亩", 150), ("88", "%", 88)],
)  # fmt: skip
def test_behind_a_number_its_unit_may_stand(text, unit, number):
    assert number_in(text, [unit]) == number


@pytest.mark.parametrize(("text", "unit"), [("88%", "m²"), ("16.7km²", "m²"), ("%", "%"), ("8%8", "%"), ("88%%", "%")])
def test_another_unit_or_no_number_before_it_is_refused(text, unit):
    with pytest.raises(ValueError, match=r"^"):
        number_in(text, [unit])


@pytest.mark.parametrize("seed", range(20))
def test_a_random_number_is_the_same_in_all_writings(seed):
    draw = random.Random(seed)
    number = round(draw.uniform(-1, 1) * 10 ** draw.randint(0, 12), draw.randint(0, 4))
    plain, grouped = f"{number:.4f}", f"{number:,.4f}"
    for text in (plain, grouped, plain.translate(WIDE), grouped.translate(WIDE), f" {grouped}\u3000"):
        assert number_in(text) == number
    assert number_in(f"{grouped} %", ["%"]) == number
    with pytest.raises(ValueError, match=r"^"):
        number_in(plain.replace(".", "_"))


@pytest.mark.parametrize(
    "text", ["2025", "2025年", "２０２５年", "2025.0", 2025, 2025.0, "2025年末", "2025年度", "2025 年"]
)
def test_a_year_is_read_in_every_writing(text):
    assert year_in(text) == 2025


@pytest.mark.parametrize("text", ["25", "202", "20251", "2025.5", "2025-12-31", "2020-2025", "nan", "", "2,025", "年"])
def test_what_is_no_year_is_refused(text):
    with pytest.raises(ValueError, match=r"^"):
        year_in(text)
