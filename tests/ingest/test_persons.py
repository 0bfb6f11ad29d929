import pickle
import re

import pytest

from graph.sealing import SiteKey
from ingest.persons import PersonKeys

NUMBER = "37010219800101001X"  # made up; its check is of no matter here


@pytest.fixture
def persons() -> PersonKeys:
    return PersonKeys(SiteKey(b"a site's own key of 32 bytes or so"))


def test_a_key_is_short_stable_and_says_nothing(persons: PersonKeys) -> None:
    assert re.fullmatch(r"p-[0-9a-f]{32}", persons.key(NUMBER))
    assert persons.key(NUMBER) == persons.key(NUMBER)
    assert persons.key(NUMBER) != persons.key(NUMBER[:-1] + "1")


@pytest.mark.parametrize("spelling", [NUMBER.lower(), f" {NUMBER}", "370102-19800101-001X"])
def test_spellings_of_one_number_are_one_person(persons: PersonKeys, spelling: str) -> None:
    assert persons.key(spelling) == persons.key(NUMBER)
    assert persons.seal(spelling) == persons.seal(NUMBER)
    assert persons.unseal(persons.seal(spelling)) == NUMBER


def test_another_site_has_other_keys(persons: PersonKeys) -> None:
    other = PersonKeys(SiteKey(b"b" * 32))
    assert other.key(NUMBER) != persons.key(NUMBER)
    assert other.seal(NUMBER) != persons.seal(NUMBER)


def test_only_masked_digits_show(persons: PersonKeys) -> None:
    assert persons.mask(NUMBER) == "370***********001X"
    assert repr(persons) == "PersonKeys(…)"


def test_workers_get_the_same_keys(persons: PersonKeys) -> None:
    assert pickle.loads(pickle.dumps(persons)).key(NUMBER) == persons.key(NUMBER)
