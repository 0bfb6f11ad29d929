"""The credit map over HTTP: GeoJSON, clusters, layers, refusals."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from api.answers import Moment
from api.answers.credit_map import MapOptions, Narrowed, map_answer
from api.answers.map_indexes import MapIndexes
from graph.errors import NotNow
from graph.facts import Batch, DeliveredFile, Key, LinkFact, NodeFact, Row, subject
from graph.networks import Networks
from graph.store import Store
from tests.api import town
from tests.api.conftest import Get

JINAN = "116.9,36.4,117.6,36.9"
PLACES = {
    "a": (117.0101, 36.6101),
    "b": (117.0111, 36.6111),
    "c": (117.5, 36.8),
    "d": (120.0, 30.0),
}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = town.build(tmp_path)
    rows = [
        Row(line, (NodeFact(Key("project", f"t:{name}"), "project", {
            "name": f"项目{name}", "stage": "construction", "investment": 100,
            "division": "370102" if name != "d" else "330106",
            "longitude": round(east * 1e6), "latitude": round(north * 1e6),
            **({"key_level": "市重点"} if name == "c" else {}),
        }),))
        for line, (name, (east, north)) in enumerate(PLACES.items(), start=2)
    ]  # fmt: skip
    file = DeliveredFile("market", "projects", "places.csv", "1" * 64)
    store.apply(Batch(file, rows, through=len(rows), complete=True))
    return store


def asked(get: Get, query: str) -> Any:
    answer = get(f"/v1/map?{query}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_projects_in_progress_within_the_box(get: Get) -> None:
    found = asked(get, f"bbox={JINAN}")
    assert (found["type"], found["clustered"], found["unlocated"]) == (
        "FeatureCollection", False, 1,
    )  # fmt: skip
    assert {feature["id"] for feature in found["features"]} == {"t:a", "t:b", "t:c"}
    first = found["features"][0]
    assert first["geometry"] == {"type": "Point", "coordinates": [117.0101, 36.6101]}
    assert (first["properties"]["stage"], first["properties"]["investment"]) == (
        "construction", 100,
    )  # fmt: skip
    assert first["properties"]["worst_grade"] is None
    assert first["properties"]["open_alerts"] in (None, 0)
    assert (first["properties"]["open_alerts"] is None) == ("open_alerts" in found["unknown"])


def test_many_come_in_clusters(get: Get) -> None:
    found = asked(get, f"bbox={JINAN}&limit=2")
    assert (found["clustered"], found["total"]) == (True, 3)
    kinds = {feature["properties"]["kind"]: feature["properties"] for feature in found["features"]}
    assert (kinds["cluster"]["count"], kinds["cluster"]["stages"]) == (2, {"construction": 2})
    assert kinds["project"]["id"] == "t:c"


def test_only_some_of_them(store: Store, get: Get) -> None:
    late = NodeFact(Key("project", "t:a"), "project", {"planned_end": date(2026, 1, 30)})
    file = DeliveredFile("market", "planned", "planned.csv", "4" * 64)
    store.apply(Batch(file, [Row(2, (late,))], through=1, complete=True))

    def drawn(query: str) -> set[str]:
        return {each["id"] for each in asked(get, f"bbox={JINAN}&{query}")["features"]}

    assert drawn("delayed=true") == {"t:a"}
    assert drawn("delayed=true&as_of=2026-01-30") == set()
    assert drawn("division=3701") == {"t:a", "t:b", "t:c"}
    assert drawn("division=37020") == set()
    assert drawn("stage=construction") | drawn("stage=unknown") == {"t:a", "t:b", "t:c"}
    whole = asked(get, f"bbox={JINAN}&limit=1&delayed=false")
    clusters = [each["properties"] for each in whole["features"]]
    assert sum(int(each["delayed"]) for each in clusters) == 1


def test_key_projects_and_divisions(get: Get) -> None:
    assert [f["id"] for f in asked(get, f"bbox={JINAN}&layer=key")["features"]] == ["t:c"]
    (division,) = asked(get, f"bbox={JINAN}&layer=divisions")["features"]
    assert (division["id"], division["geometry"]) == ("370102", None)
    assert division["properties"]["projects"] == 3


def test_only_those_in_which_a_party_takes_part_in_a_role(store: Store, get: Get) -> None:
    parts = [("a", town.JIA, "contractor"), ("b", town.JIA, "construction"),
             ("b", town.BING, "supervision"), ("c", town.BING, "supervision")]  # fmt: skip
    rows = [
        Row(line, (LinkFact("participates", subject(unit), Key("project", f"t:{name}"),
                            {"role": role}, distinct=role),))
        for line, (name, unit, role) in enumerate(parts, start=2)
    ]  # fmt: skip
    file = DeliveredFile("market", "taking", "taking.csv", "7" * 64)
    store.apply(Batch(file, rows, through=len(rows), complete=True))

    def ids(query: str) -> set[str]:
        return {one["id"] for one in asked(get, f"bbox={JINAN}&{query}")["features"]}

    assert ids("role=supervision") == {"t:b", "t:c"}
    assert ids(f"participant={town.JIA}") == {"t:a", "t:b"}
    assert ids(f"participant={town.JIA}&role=contractor") == {"t:a"}
    assert ids(f"participant={town.YI}") == set()
    (district,) = asked(get, f"bbox={JINAN}&layer=divisions&role=supervision")["features"]
    assert district["properties"]["projects"] == 2
    assert district["properties"]["centre"] == [117.25555, 36.70555]
    assert get(f"/v1/map?bbox={JINAN}&participant=nobody").status_code == 404
    assert get(f"/v1/map?bbox={JINAN}&role=king").status_code == 422


def test_divisions_are_named_where_names_are_configured(store: Store) -> None:
    answers = town.answers_over(store)
    ground = answers.on(Moment(date(2026, 1, 31)))
    options = MapOptions(JINAN, "divisions")
    found = map_answer(ground, answers.maps, answers.boards, options, {"370102": "历下区"})
    assert found["features"][0]["properties"]["name"] == "历下区"


@pytest.mark.parametrize(
    "query", ["", "bbox=1,2,3", "bbox=2,1,1,2", "bbox=nan,1,2,3", f"bbox={JINAN}&layer=x",
              f"bbox={JINAN}&limit=0", f"bbox={JINAN}&cake=1", f"bbox={JINAN}&stage=x"],
)  # fmt: skip
def test_refusals_name_the_field(get: Get, query: str) -> None:
    answer = get(f"/v1/map?{query}")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] in {"bbox", "layer", "limit", "cake", "stage"}


def test_the_worst_grade_of_the_participants_and_how_many_have_alerts(store: Store) -> None:
    rows = [
        Row(2, (
            town.organization("t:good", "甲公司", status="存续", registered=date(2010, 1, 1)),
            town.organization("t:listed", "乙公司", status="存续", registered=date(2010, 1, 1)),
            town.participates("t:good", Key("project", "t:a"), "contractor"),
            town.participates("t:good", Key("project", "t:b"), "contractor"),
            town.participates("t:listed", Key("project", "t:b"), "supervision"),
            NodeFact(Key("sanction", "t:list"), "sanction", {
                "name": "安全生产严重失信主体名单", "list": "安全生产严重失信主体名单",
                "kind": "serious_list", "decided": date(2025, 6, 1), "state": "active",
            }),
            LinkFact("sanctioned_by", subject("t:listed"), Key("sanction", "t:list")),
            LinkFact("owns", subject("t:listed"), subject("t:good"),
                     {"share_min": 600_000, "share_max": 600_000}),
        )),
    ]  # fmt: skip
    file = DeliveredFile("market", "parties", "parties.csv", "3" * 64)
    store.apply(Batch(file, rows, through=1, complete=True))
    answers = town.answers_over(store)
    ground = answers.on(Moment(date(2026, 1, 31)))
    waiting = map_answer(ground, answers.maps, answers.boards, MapOptions(JINAN), {})
    found = map_answer(ground, answers.maps, answers.boards, MapOptions(JINAN), {}, wait=True)
    grades = {each["id"]: each["properties"]["worst_grade"] for each in found["features"]}
    listed = ground.judged.grades(ground, _number(store, "t:listed")).public
    good = ground.judged.grades(ground, _number(store, "t:good")).public
    assert listed is not None
    assert good is not None
    assert (grades["t:a"], grades["t:b"], grades["t:c"]) == (good.grade, listed.grade, None)
    assert listed.grade != good.grade
    assert found["unknown"] == {}
    alerts = {each["id"]: each["properties"]["open_alerts"] for each in found["features"]}
    assert alerts == {"t:a": 1, "t:b": 1, "t:c": 0}  # its own record is no alert
    assert {each["properties"]["worst_grade"] for each in waiting["features"]} <= {
        None, good.grade, listed.grade,
    }  # fmt: skip
    fewer = MapOptions(JINAN, most=2)
    drawn = map_answer(ground, answers.maps, answers.boards, fewer, {}, wait=True)["features"]
    told = [each["properties"] for each in drawn]
    (cluster,) = [each for each in told if each["kind"] == "cluster"]
    assert (cluster["worst_grade"], cluster["open_alerts"]) == (listed.grade, 2)
    for narrowed, left in ((Narrowed(grade=listed.grade), {"t:b"}), (Narrowed(grade="?"), set()),
                           (Narrowed(alerts=True), {"t:a", "t:b"})):  # fmt: skip
        options = MapOptions(JINAN, narrowed=narrowed)
        some = map_answer(ground, answers.maps, answers.boards, options, {}, wait=True)
        assert {each["id"] for each in some["features"]} == left


def test_a_grade_not_worked_out_yet_narrows_nothing_silently(store: Store) -> None:
    ground = town.answers_over(store).on(Moment(date(2026, 1, 31)))
    index = MapIndexes().of(ground)
    with pytest.raises(NotNow, match="being graded"):
        Narrowed(grade="A").of(ground, index, None)


def _number(store: Store, id: str) -> int:
    return store.nodes([subject(id)])[subject(id)].number


def test_the_index_follows_the_revision(store: Store) -> None:
    answers = town.answers_over(store)
    options = MapOptions(JINAN)
    first = map_answer(answers.on(), answers.maps, answers.boards, options, {})
    file = DeliveredFile("market", "projects", "later.csv", "2" * 64)
    later = NodeFact(Key("project", "t:e"), "project", {
        "name": "新项目", "longitude": 117_000_000, "latitude": 36_500_000,
    })  # fmt: skip
    store.apply(Batch(file, [Row(2, (later,))], through=1, complete=True))
    answers = type(answers)(store, Networks(store, None), answers.today, answers.rules,
                            maps=answers.maps)  # fmt: skip
    second = map_answer(answers.on(), answers.maps, answers.boards, options, {})
    assert (first["total"], second["total"]) == (3, 4)


def test_a_faint_alert_is_not_open(store: Store) -> None:
    """A shareholder of a tenth hears of it, and it is not counted."""
    owns = LinkFact("owns", subject("t:faint"), subject("t:bad"),
                    {"share_min": 100_000, "share_max": 100_000})  # fmt: skip
    rows = [
        Row(2, (
            town.organization("t:faint", "小股东公司"), town.organization("t:bad", "某公司"), owns,
            town.participates("t:faint", Key("project", "t:a"), "contractor"),
            NodeFact(Key("sanction", "t:list"), "sanction", {
                "name": "安全生产严重失信主体名单", "list": "安全生产严重失信主体名单",
                "kind": "serious_list", "decided": date(2025, 6, 1), "state": "active",
            }),
            LinkFact("sanctioned_by", subject("t:bad"), Key("sanction", "t:list")),
        )),
    ]  # fmt: skip
    file = DeliveredFile("market", "parties", "parties.csv", "3" * 64)
    store.apply(Batch(file, rows, through=1, complete=True))
    answers = town.answers_over(store)
    ground = answers.on(Moment(date(2026, 1, 31)))
    asked = answers.maps, answers.boards, MapOptions(JINAN)
    found = map_answer(ground, *asked, {}, wait=True)["features"]
    assert {each["properties"]["open_alerts"] for each in found} == {0}
    number = _number(store, "t:faint")
    assert number in answers.boards.of(ground).numbers
