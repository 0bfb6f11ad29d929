"""Coverage: who owes what, how late, how clean."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from analyses.catalogue.coverage import Owed, coverage, unassigned
from analyses.rulebook import BadRule, load_rules, rules_of
from graph.facts import Delivered, DeliveredFile

RULES = load_rules()
CATALOGUE = RULES.catalogue
COURT = "济南市中级人民法院"
DAY = date(2026, 6, 30)


def came(source: str, layout: str, name: str, rows: int = 10, bad: int = 0) -> Delivered:
    file = DeliveredFile(source, layout, name, name.ljust(64, "0"))
    return Delivered(file, rows, rows - bad, 0, bad, True)


def owed(item: str, *delivered: tuple[Delivered, date | None], day: date = DAY) -> Owed:
    arrived = {each.file: at for each, at in delivered if at is not None}
    found = coverage(CATALOGUE, [each for each, _ in delivered], arrived, day)
    return next(each for each in found if each.item.id == item)


def test_a_feed_is_fresh_until_it_is_due_and_then_late_by_the_day() -> None:
    last = date(2026, 6, 20)
    one, two = came(COURT, "judgment_debtor", "1", 200, 1), came(COURT, "judgment_debtor", "2")
    for behind in range(12):
        day = last + timedelta(days=behind)
        found = owed("judgment_debtors", (one, last), (two, date(2026, 5, 1)), day=day)
        assert found.last == last
        assert found.due == last + timedelta(days=1)
        assert found.late_days == max(behind - 1, 0)
        assert found.state == ("late" if behind > 1 else "fresh")
    (feed,) = found.feeds
    assert (feed.files, feed.rows, feed.quarantined) == (2, 210, 1)
    assert feed.clean_ppm == 209 * 1_000_000 // 210


def test_never_elsewhere_and_no_layout_are_three_answers() -> None:
    assert owed("judgment_debtors").state == "never"
    assert owed("judgment_debtors").late_days == (DAY - date(2021, 12, 17)).days
    other = came("jinan", "judgment_debtor", "1")
    found = owed("judgment_debtors", (other, date(2026, 6, 20)))
    assert (found.state, found.late_days) == ("elsewhere", 9)
    assert [(feed.source, feed.rows) for feed in found.feeds] == [("jinan", 10)]
    own = owed("judgment_debtors", (other, DAY), (came(COURT, "judgment_debtor", "2"), DAY))
    assert [feed.source for feed in own.feeds] == [COURT]
    assert owed("professions").state == "no_layout"
    (feed,) = unassigned(CATALOGUE, [other], {other.file: DAY}, DAY)
    assert (feed.source, feed.rows, feed.last) == ("jinan", 10, DAY)


def test_what_arrives_later_is_not_there_yet() -> None:
    later = came(COURT, "judgment_debtor", "1")
    assert owed("judgment_debtors", (later, DAY + timedelta(days=1))).state == "never"
    undated = owed("judgment_debtors", (later, None))
    assert (undated.state, undated.last) == ("late", None)


def test_who_owes_follows_the_catalogue_of_the_day() -> None:
    def pairs(day: date) -> set[tuple[str, str]]:
        return {(each.department.id, each.item.id) for each in coverage(CATALOGUE, [], {}, day)}

    assert pairs(date(2021, 12, 15)) == set()
    before, after = pairs(date(2022, 12, 27)), pairs(date(2022, 12, 28))
    assert {item for _, item in after - before} == {"compliance"}
    expected = {
        (department.id, item.id)
        for department in CATALOGUE.department
        for item in CATALOGUE.item
        if (item.everybody or department.id in item.departments) and item.id != "parties"
    }
    assert pairs(DAY) == expected
    assert ("hall_lixia", "licences") in expected
    assert not any(item == "voluntary" for _, item in expected)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('departments = ["court"]', 'departments = ["courts"]'),
        ('nature = "adverse"', 'nature = "bad"'),
        ("everybody = true", 'everybody = true\ndepartments = ["court"]'),
        ('column = "list", told = ["失信被执行人", "judgment_debtor"]', 'column = "list"'),
    ],
)
def test_a_wrong_catalogue_stops_the_start(old: str, new: str) -> None:
    text = RULES.files["catalogue.toml"].decode()
    assert old in text
    with pytest.raises(BadRule) as refused:
        rules_of({**RULES.files, "catalogue.toml": text.replace(old, new, 1).encode()})
    assert refused.value.file == "catalogue.toml"
