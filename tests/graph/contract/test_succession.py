"""Where there can be only one, who comes next ends who was before; on both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from msgspec.structs import replace as altered

from graph.facts import Batch, Fact, Key, LinkFact, LinkView
from graph.store import Store
from tests.graph.contract.drawing import A, B, C, D, a_batch, a_file, after, company, owns, rows_of

MAY, JUNE, JULY = date(2024, 5, 1), date(2024, 6, 1), date(2024, 7, 1)
OFFICE = "legal_representative"


def heads(person: Key, company: Key = D) -> LinkFact:
    fields = {"office": OFFICE, "title": "法定代表人"}
    return LinkFact("holds_office", person, company, fields, OFFICE, only="target")


def at(contact: str, company: Key = D) -> LinkFact:
    return LinkFact("contact_at", company, Key("contact", contact), {}, "address", only="source")


def delivered(
    day: date | None, *facts: Fact, name: str = "", layout: str = "registry_subjects"
) -> Batch:
    batch = a_batch(*facts, file=a_file(name or f"{day}", layout))
    return replace(batch, day=day)


def held(store: Store) -> dict[str, list[tuple[date | None, date | None]]]:
    """The terms held today of everybody tied to D, by the other end's id."""
    numbers = store.topology().links["number"].tolist()
    found: dict[str, list[tuple[date | None, date | None]]] = {}
    for link in store.links(numbers).values():
        other = link.source if link.target == D else link.target
        found.setdefault(other.id, []).append((link.valid_from, link.valid_until))
    return found


def test_a_successor_ends_the_former(store: Store) -> None:
    store.apply(delivered(MAY, company(D, "丁公司"), heads(A), at("here")))
    applied = store.apply(delivered(JUNE, company(D, "丁公司"), heads(B), at("there")))
    assert (applied.stored, applied.unchanged) == (2, 1)
    last = date(2024, 5, 31)
    assert held(store) == {
        A.id: [(None, last)], "here": [(None, last)],
        B.id: [(JUNE, None)], "there": [(JUNE, None)],
    }  # fmt: skip
    assert store.counts()["holds_office"] == 2


def test_what_was_known_before_stays_known(store: Store) -> None:
    store.apply(delivered(MAY, heads(A)))
    store.apply(delivered(JUNE, heads(B)))
    [then] = store.links(store.topology(known_at=1).links["number"].tolist()).values()
    assert (then.source, then.valid_until) == (A, None)
    former, latter = sorted(_all(store), key=lambda link: str(link.source))
    assert former.origin == latter.origin  # the row that names B is why A's term ended
    assert former.fields == {"office": OFFICE, "title": "法定代表人"}


def _all(store: Store) -> list[LinkView]:
    return list(store.links(store.topology().links["number"].tolist()).values())


def test_saying_it_again_changes_nothing(store: Store) -> None:
    store.apply(delivered(MAY, heads(A)))
    store.apply(delivered(JUNE, heads(B)))
    again = store.apply(delivered(JULY, heads(B)))
    assert (again.stored, again.unchanged, again.revision) == (0, 1, 2)


def test_who_comes_back_has_two_terms(store: Store) -> None:
    for day, person in ((MAY, A), (JUNE, B), (JULY, A)):
        store.apply(delivered(day, heads(person)))
    terms = held(store)
    assert set(terms[A.id]) == {(None, date(2024, 5, 31)), (JULY, None)}
    assert terms[B.id] == [(JUNE, date(2024, 6, 30))]


def test_a_mistake_mended_the_same_day_leaves_no_term(store: Store) -> None:
    store.apply(delivered(MAY, heads(A)))
    store.apply(delivered(JUNE, heads(B), name="wrong"))
    store.apply(delivered(JUNE, heads(A), name="mended"))
    assert held(store) == {A.id: [(None, None)]}


def test_another_table_is_not_ended(store: Store) -> None:
    dated = altered(heads(A), only="", valid_from=MAY)
    store.apply(delivered(MAY, dated, layout="registry_officers"))
    store.apply(delivered(JUNE, heads(B)))
    assert held(store) == {A.id: [(MAY, None)], B.id: [(None, None)]}


def test_who_said_it_first_of_one_source_makes_no_difference(store: Store) -> None:
    store.apply(delivered(MAY, altered(heads(A), only=""), layout="registry_officers"))
    store.apply(delivered(MAY, heads(A), name="same day"))
    store.apply(delivered(JUNE, heads(B)))
    assert held(store) == {A.id: [(None, date(2024, 5, 31))], B.id: [(JUNE, None)]}


def test_another_source_is_not_ended(store: Store) -> None:
    other = a_batch(heads(A), file=a_file("other", "registry_subjects", "OTHER"))
    store.apply(replace(other, day=MAY))
    store.apply(delivered(JUNE, heads(B)))
    assert held(store) == {A.id: [(None, None)], B.id: [(None, None)]}


def test_two_of_one_file_contradict_each_other(store: Store) -> None:
    applied = store.apply(delivered(MAY, heads(A), heads(B), heads(A)))
    assert (applied.stored, applied.unchanged, applied.quarantined) == (1, 1, 1)
    [entry] = store.quarantine()
    assert (entry.row.line, entry.row.field) == (3, "holds_office")
    later = store.apply(
        replace(a_batch(heads(C), file=a_file(f"{MAY}", "registry_subjects"), first_line=9),
                day=MAY)
    )  # fmt: skip
    assert later.quarantined == 1
    assert set(held(store)) == {A.id}


def test_without_a_day_nothing_is_ended(store: Store) -> None:
    store.apply(delivered(None, heads(A), name="one"))
    store.apply(delivered(None, heads(B), name="two"))
    assert held(store) == {A.id: [(None, None)], B.id: [(None, None)]}


def test_the_change_list_tells_the_same(store: Store) -> None:
    store.apply(delivered(MAY, heads(A), at("here"), owns(C, D, 1)))
    before = store.topology()
    store.apply(delivered(JUNE, heads(B), at("there")))
    store.apply(delivered(JULY, heads(A)))
    assert after(before, store.changes(before.revision)) == rows_of(store.topology())


def test_two_of_a_file_that_comes_again_still_contradict_each_other(store: Store) -> None:
    store.apply(delivered(MAY, heads(A), name="one"))
    again = store.apply(delivered(JUNE, heads(A), heads(B), name="two"))
    assert (again.unchanged, again.quarantined) == (1, 1)
    assert held(store) == {A.id: [(None, None)]}
