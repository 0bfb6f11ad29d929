import pytest

from graph.errors import BadIdentifier
from graph.identifiers import is_project_code, parse_project_code


def test_a_new_code() -> None:
    code = parse_project_code("2012-370102-04-01-123456")
    assert (code.edition, code.year, code.month) == ("new", 2020, 12)
    assert (code.region, code.sector, code.type, code.serial) == ("370102", "04", "01", "123456")


def test_an_old_code() -> None:
    code = parse_project_code("2017-370102-48-03-000123")
    assert (code.edition, code.year, code.month) == ("old", 2017, None)
    assert code.sector == "48"


@pytest.mark.parametrize("first", [*range(2013, 2021)])
def test_2013_to_2020_are_years_of_old_codes(first: int) -> None:
    assert parse_project_code(f"{first}-370102-48-03-000123").edition == "old"


@pytest.mark.parametrize("month", range(1, 13))
def test_digits_3_and_4_in_01_to_12_make_a_new_code(month: int) -> None:
    code = parse_project_code(f"20{month:02d}-370102-04-01-123456")
    assert (code.edition, code.month) == ("new", month)


def test_the_digits_alone_get_their_hyphens() -> None:
    assert str(parse_project_code("21053701020401123456")) == "2105-370102-04-01-123456"


def test_a_central_region_is_accepted() -> None:
    assert is_project_code("2105-000052-04-01-123456")


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("2100-370102-04-01-123456", 3),
        ("2113-370102-04-01-123456", 3),
        ("2021-370102-04-01-123456", 3),
        ("2012-37010A-04-01-123456", 11),
        ("2012_370102-04-01-123456", 5),
        ("2012-370102-04-01-12345", None),
        ("2012-370102-04-01-12345６", 24),
        ("2012370102-04-01-1234567", 5),
    ],
)
def test_a_refusal_names_the_position(text: str, position: int | None) -> None:
    assert not is_project_code(text)
    with pytest.raises(BadIdentifier) as refused:
        parse_project_code(text)
    assert refused.value.position == position
