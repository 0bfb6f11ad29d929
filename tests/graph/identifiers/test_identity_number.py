"""All numbers here are made up by formula."""

import traceback
from datetime import date

import pytest
import stdnum.cn.ric as oracle
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import BadIdentifier
from graph.identifiers import is_identity, parse_identity


def completed(seventeen: str) -> str:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(d) * w for d, w in zip(seventeen, weights, strict=True))
    return seventeen + "10X98765432"[total % 11]


numbers = st.builds(
    lambda division, born, serial: completed(f"{division}{born:%Y%m%d}{serial:03d}"),
    st.sampled_from(["110105", "370102", "370883", "429004"]),
    st.dates(date(1900, 1, 1), date(2026, 12, 31)),
    st.integers(0, 999),
)


@given(numbers)
def test_numbers_by_the_standard_are_valid(number: str) -> None:
    assert is_identity(number)
    parsed = parse_identity(number.lower())
    assert parsed.text == number
    assert f"{parsed.born:%Y%m%d}" == number[6:14]
    assert parsed.division == number[:6]


@given(numbers)
def test_python_stdnum_computes_the_same_check(number: str) -> None:
    assert oracle.calc_check_digit(number) == number[17]


@given(st.integers(1990, 2026), st.integers(0, 13), st.integers(0, 32), st.integers(0, 999))
def test_python_stdnum_knows_the_same_birth_dates(
    year: int, month: int, day: int, serial: int
) -> None:
    number = completed(f"370102{year}{month:02d}{day:02d}{serial:03d}")
    assert is_identity(number) == oracle.is_valid(number)


@given(numbers, st.integers(0, 17))
def test_every_single_digit_corruption_is_detected(number: str, place: int) -> None:
    for digit in set("0123456789") - {number[place]}:
        assert not is_identity(number[:place] + digit + number[place + 1 :])


def test_a_district_no_list_knows_is_accepted_and_stdnum_is_wrong() -> None:
    number = completed("990101" + "19600229" + "001")
    assert is_identity(number)
    assert not oracle.is_valid(number)


def test_a_retired_county_of_a_known_province_is_accepted_and_stdnum_breaks() -> None:
    number = completed("379999" + "19600229" + "001")
    assert is_identity(number)
    with pytest.raises(KeyError):
        oracle.is_valid(number)


@pytest.mark.parametrize("day", ["19610229", "20210230", "20211301", "20210100", "17991231"])
def test_the_birth_date_must_be_real(day: str) -> None:
    number = completed(f"370102{day}001")
    assert not is_identity(number)
    with pytest.raises(BadIdentifier) as refused:
        parse_identity(number)
    assert refused.value.position == 7


def test_a_lower_case_x_is_read_but_is_not_canonical() -> None:
    number = next(n for n in (completed(f"37010219800101{k:03d}") for k in range(99)) if "X" in n)
    assert parse_identity(number.lower()) == parse_identity(number)
    assert not is_identity(number.lower())


@given(numbers, st.integers(0, 17), st.characters())
def test_no_refusal_repeats_the_number(number: str, place: int, other: str) -> None:
    changed = number[:place] + other + number[place + 1 :]
    try:
        told = repr(parse_identity(changed)) + str(parse_identity(changed))
    except BadIdentifier as refused:
        told = "".join(traceback.format_exception(refused, chain=True)).split("BadIdentifier")[-1]
        assert refused.__context__ is None
    assert not any(number[start : start + 3] in told for start in range(16))


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("", None),
        ("37010219800101001", None),
        ("３7010219800101001X", 1),
        ("37010219800101001A", 18),
        ("3701021980010100_1", 17),
        ("+70102198001010012", 1),
        (completed("37010219800101001")[:17] + "?", 18),
    ],
)
def test_a_refusal_names_the_position(text: str, position: int | None) -> None:
    assert not is_identity(text)
    with pytest.raises(BadIdentifier) as refused:
        parse_identity(text)
    assert refused.value.position == position
