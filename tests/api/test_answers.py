"""What the answers say, over a real store and a real network."""

from __future__ import annotations

from datetime import date
from typing import Final

import msgspec
import pytest

from api.answers import Answers, Moment, PathOptions, RelatedOptions, shapes
from api.answers.search import Sought
from graph.acts import unit_key
from graph.errors import AmbiguousId, RefusedInput, UnknownId
from graph.facts import Batch, DeliveredFile, Key, NodeFact, Row
from graph.store import Store
from tests.api import town


def test_a_subject_has_fields_sources_ties_and_frame(answers: Answers) -> None:
    answer = answers.subject(town.JIA)
    msgspec.convert(answer, shapes.SubjectAnswer)
    assert answer["name"] == "甲建设集团有限公司"
    assert answer["fields"]["registered"] == "2010-03-01"
    assert answer["statements"][0]["origin"] == {
        "source": "market", "layout": "plain_subjects", "file": "subjects.csv", "line": 2,
    }  # fmt: skip
    assert (answer["as_of"], answer["revision"]) == ("2026-01-31", 1)
    assert answer["rules"] == answers.rules.version
    owned = next(g for g in answer["ties"] if (g["kind"], g["direction"]) == ("owns", "out"))
    assert owned["count"] == 1
    assert owned["items"][0]["target"] == town.YI
    assert owned["items"][0]["share_min"] == 600_000


def test_persons_and_phones_are_masked(answers: Answers) -> None:
    assert answers.subject(town.JIA)["fields"]["phone"] == "138****5678"
    person = answers.subject(town.ZHANG)
    assert (person["name"], person["fields"]["name"]) == ("张*", "张*")
    assert set(person["masked"]) == {"name", "identity_masked"}
    for answer in (person, answers.related(town.JIA), answers.search("张伟")):
        assert "张伟" not in msgspec.json.encode({**answer, "query": ""}).decode()


def test_own_sanctions_are_in_force_until_their_last_day(answers: Answers) -> None:
    held = answers.subject(town.YI)["sanctions"]
    assert [(one["fields"]["document"], one["in_force"]) for one in held] == [
        ("建罚〔2025〕1号", True)
    ]
    assert (held[0]["list"], held[0]["valid_until"]) == ("penalty", "2026-06-01")
    later = answers.subject(town.YI, Moment(as_of=date(2026, 6, 2)))["sanctions"]
    assert later == []


def test_a_merged_id_is_answered_for_its_survivor(answers: Answers) -> None:
    answer = answers.subject(town.OLD)
    assert (answer["id"], answer["redirected_from"]) == (town.JIA, town.OLD)
    assert answers.subject(town.JIA)["merged_from"] == [town.OLD]
    assert answers.subject(town.JIA)["redirected_from"] is None


def test_a_stub_says_that_it_is_one(answers: Answers) -> None:
    answer = answers.subject("t:nobody-described")
    assert answer["stub"] is True
    assert answer["ties"][0]["items"][0]["direction"] == "backward"


def test_ids_are_accepted_without_their_source_while_unambiguous(answers: Answers) -> None:
    assert answers.subject("yi")["id"] == town.YI
    assert answers.subject("91330100ma27xyz34t ")["id"] == town.JIA
    with pytest.raises(AmbiguousId) as refusal:
        answers.subject("x1")
    assert "s1:x1, s2:x1" in refusal.value.en
    with pytest.raises(UnknownId):
        answers.subject("nobody")


def test_an_identity_number_is_never_repeated(answers: Answers) -> None:
    with pytest.raises(UnknownId) as refusal:
        answers.subject("110101199003074514")
    assert "1990" not in str(refusal.value)


def test_related_parties_come_by_kind_with_sourced_paths(answers: Answers) -> None:
    answer = answers.related(town.JIA, RelatedOptions(hops=2))
    msgspec.convert(answer, shapes.RelatedAnswer)
    groups = {group["kind"]: group for group in answer["groups"]}
    owned = [(item["id"], item["hops"]) for item in groups["owns"]["items"]]
    assert owned == [(town.YI, 1), (town.BING, 2)]
    steps = groups["owns"]["items"][1]["path"]
    assert [(s["source"], s["target"]) for s in steps] == [
        (town.JIA, town.YI),
        (town.YI, town.BING),
    ]
    assert all(step["origin"]["file"] == "subjects.csv" for step in steps)
    assert [i["id"] for i in groups["participates"]["items"]] == [town.BING]


def test_a_loner_has_no_related_parties(answers: Answers) -> None:
    answer = answers.related(town.LONER)
    assert (answer["groups"], answer["truncated"], answer["complete"]) == ([], False, True)


def test_hubs_are_named_and_limits_are_said(answers: Answers) -> None:
    answer = answers.related("t:small-0", RelatedOptions(hub_degree=5))
    assert [(hub["id"], hub["degree"]) for hub in answer["hubs"]] == [(town.AGENT, 8)]
    answer = answers.related("t:small-0", RelatedOptions(limit=3))
    assert answer["groups"][0]["omitted"] == 5
    assert (answer["truncated"], answer["complete"]) == (True, False)


def test_paths_are_found_absent_or_through_a_hub(answers: Answers) -> None:
    found = answers.paths(town.DING, town.BING)
    msgspec.convert(found, shapes.PathsAnswer)
    assert found["outcome"] == "found"
    walked = [step["source"] for step in found["paths"][0]["steps"]]
    assert walked[:3] == [town.DING, town.ZHANG, town.JIA]
    assert answers.paths(town.JIA, town.LONER)["outcome"] == "no_path"
    pivot = answers.paths("t:small-0", "t:small-1", PathOptions(hub_degree=5))
    assert [hub["id"] for hub in pivot["paths"][0]["via_hub"]] == [town.AGENT]
    assert answers.paths(town.JIA, town.OLD)["paths"][0]["steps"] == []


def test_the_day_and_the_revision_decide(answers: Answers) -> None:
    before = answers.paths(town.JIA, town.YI, PathOptions(kinds=frozenset({"owns"})),
                           Moment(as_of=date(2020, 4, 30)))  # fmt: skip
    assert before["outcome"] == "no_path"
    with pytest.raises(UnknownId):
        answers.subject(town.JIA, Moment(known_at=0))
    with pytest.raises(RefusedInput):
        answers.subject(town.JIA, Moment(known_at=99))


def test_search_finds_two_characters_and_says_when_it_is_cut(answers: Answers) -> None:
    found = answers.search("建筑")
    msgspec.convert(found, shapes.SearchAnswer)
    assert [result["id"] for result in found["results"]] == [town.YI]
    assert answers.search("小微", limit=3)["truncated"] is True
    assert answers.search("没有的")["results"] == []


REACHES: Final[tuple[tuple[str, Sought | None], ...]] = (
    ("xihu", None), ("xhgz", "project"), ("西湖", "project"),
)  # fmt: skip


def test_search_finds_projects_behind_subjects(answers: Answers) -> None:
    found = answers.search("西湖")["results"]
    assert [(one["id"], one["kind"]) for one in found] == [("t:west-lake", "project")]
    for text, of in REACHES:
        assert [one["id"] for one in answers.search(text, of=of)["results"]] == ["t:west-lake"]
    assert answers.search("西湖", of="subject")["results"] == []
    assert answers.search("t:west-lake")["results"][0]["kind"] == "project"


def test_search_finds_lots_and_some_of_each_sort(answers: Answers, store: Store) -> None:
    code = "2401-370102-04-01-000009"
    lots = [
        NodeFact(Key("lot", f"{code}#B0{n}"), "lot", {"name": f"小微改造{n}标"}) for n in (1, 2)
    ]
    rows = [Row(line, (lot,)) for line, lot in enumerate(lots)]
    store.apply(Batch(DeliveredFile("s", "l", "f", "2" * 64), rows))
    found = answers.search("小微", limit=3, of="each")
    assert [one["kind"] for one in found["results"]] == ["organization"] * 3 + ["lot"] * 2
    assert found["truncated"] is True
    exact = answers.search(code.replace("-", "") + "#B02", of="each")["results"]
    assert [one["id"] for one in exact] == [f"{code}#B02"]
    assert answers.search("小微", of="subject")["results"][0]["kind"] == "organization"
    assert len(answers.search("改造", of="lot")["results"]) == 2


def test_search_asks_for_departments_by_name(answers: Answers, store: Store) -> None:
    bureau = NodeFact(unit_key("济南市财政局"), "organization", {"name": "济南市财政局"})
    store.apply(Batch(DeliveredFile("s", "l", "f", "1" * 64), [Row(1, (bureau,))]))
    assert answers.search("财政")["results"] == []
    assert len(answers.search("财政", of="department")["results"]) == 1


@pytest.mark.parametrize(
    "options",
    [
        lambda: RelatedOptions(hops=5),
        lambda: RelatedOptions(limit=0),
        lambda: RelatedOptions(kinds=frozenset({"friends"})),
        lambda: PathOptions(max_hops=13),
        lambda: PathOptions(disjoint=0),
    ],
)
def test_what_cannot_be_asked_is_refused_by_field(options: object) -> None:
    assert callable(options)
    with pytest.raises(RefusedInput) as refusal:
        options()
    assert refusal.value.field in {"hops", "limit", "kinds", "max_hops", "disjoint"}


def test_status_adds_up(answers: Answers, store: Store) -> None:
    status = answers.status()
    msgspec.convert(status, shapes.StatusAnswer)
    assert status["counts"] == dict(store.counts())
    assert status["quarantine_open"] == 0
    assert [row["rows"] for row in status["deliveries"]] == [len(town.facts())]
