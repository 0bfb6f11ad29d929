"""An investigation's file: entered once, bound entry to entry, its findings asked again."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from fastapi import FastAPI

from analyses.proofs import check
from api.access.doorkeeper import Doorkeeper
from api.answers import Answers
from api.answers.asking import Moment
from api.answers.ground import Ground
from api.answers.investigations.acts import Investigator, enter, open_investigation
from api.answers.investigations.book import Investigations, Trail, whole
from api.answers.investigations.bundle import proof_bundle
from api.answers.investigations.drawing import svg
from api.answers.investigations.entries import (
    Closed,
    Entering,
    Find,
    FindingDropped,
    Fold,
    GraphSaved,
    Noted,
    Opening,
    Placed,
    Reopened,
    SubjectAdded,
    SubjectRemoved,
    decode,
    encode,
)
from api.answers.investigations.looked_up import investigation_answer, investigations_answer
from api.answers.investigations.report import report
from api.app import create_app
from api.audit import AuditLog
from api.daybook import Daybook
from graph.errors import KeyReused, NotNow, RefusedInput, UnknownId
from graph.facts import Batch, DeliveredFile, Key, NodeFact, Row
from graph.signing_key import SigningKey
from graph.store import Store
from tests.api import town
from tests.api.conftest import Get, Post, asked_once
from tests.api.feed.test_feed_http import WAGES, list_it

BUREAU = Investigator("济南市住房和城乡建设局", "王调查")
OTHERS = Investigator("某银行济南分行", "李经理")
MORNING = datetime(2026, 1, 31, 9, 0, tzinfo=UTC)


class Bureau:
    """The bureau's desk: opens, enters and looks up, each entry a minute after the last."""

    def __init__(self, answers: Answers, folder: Path) -> None:
        self.answers = answers
        self.key = SigningKey.from_file(folder)
        self.clock = MORNING
        self.book = Daybook(folder / "daybook.db")
        self.kept = Investigations(self.book, self.now)
        self.serial = 0

    def now(self) -> datetime:
        self.clock += timedelta(minutes=1)
        return self.clock

    def on(self, moment: Moment) -> Ground:
        return self.answers.on(moment)

    def open(self, *subjects: str, key: str = "open-1", who: Investigator = BUREAU) -> str:
        body = Opening("围串标线索", "招标投诉 2026-17", subjects)
        made, _ = open_investigation(self.kept, self.on, who, body, key)
        return made

    def enter(self, id: str, entry: Any, key: str = "", who: Investigator = BUREAU,
              after: int | None = None) -> bool:  # fmt: skip
        self.serial += 1
        body = Entering(entry, after)
        return enter(self.kept, self.on, lambda: self.key, who, id, body,
                     key or f"entry-{self.serial}")  # fmt: skip

    def trail(self, id: str) -> Trail:
        return self.kept.trail(id, BUREAU.organisation)

    def look(self, id: str, on: date | None = None) -> Any:
        ground = self.answers.on(Moment(on))
        return investigation_answer(ground, self.trail(id))


@pytest.fixture
def bureau(answers: Answers, tmp_path: Path) -> Iterator[Bureau]:
    bureau = Bureau(answers, tmp_path)
    yield bureau
    bureau.book.close()


def test_it_lists_whom_it_is_about_by_todays_ids(bureau: Bureau) -> None:
    made = bureau.open(town.OLD, town.JIA, town.ZHANG)
    found = bureau.look(made)
    assert [one["id"] for one in found["subjects"]] == [town.JIA, town.ZHANG]
    assert found["subjects"][1]["name"] == "张*"
    assert found["investigation"]["number"] == "2026-0001"
    assert found["investigation"]["opened_by"] == "王调查"


def test_subjects_come_and_go_and_the_trail_keeps_both(bureau: Bureau) -> None:
    made = bureau.open(town.JIA)
    bureau.enter(made, SubjectAdded(town.YI, "受让方"))
    bureau.enter(made, SubjectRemoved(town.JIA, "与本案无关"))
    found = bureau.look(made)
    assert [(one["id"], one["note"]) for one in found["subjects"]] == [(town.YI, "受让方")]
    assert [one["kind"] for one in found["trail"]] == ["opened", "subject", "subject_removed"]
    with pytest.raises(RefusedInput):
        bureau.enter(made, SubjectRemoved(town.JIA, "再次"))


def test_a_finding_is_proved_and_stands_while_its_facts_do(bureau: Bureau) -> None:
    made = bureau.open(town.JIA)
    bureau.enter(made, Find("control", (town.JIA,), "甲集团控制乙公司"))
    (finding,) = bureau.look(made)["findings"]
    assert (finding["standing"], finding["proof"]) == ("stands", True)
    assert town.YI in {party["id"] for said in finding["statements"] for party in said["parties"]}
    content = bureau.kept.proofs(made, BUREAU.organisation, [2])[2]
    assert check(content, bureau.key.public).claim.question.name == "control"


def test_a_finding_on_a_record_is_withheld_once_the_record_is_over(bureau: Bureau) -> None:
    made = bureau.open(town.YI)
    bureau.enter(made, Find("own", (town.YI,), "乙公司有行政处罚"))
    assert bureau.look(made)["findings"][0]["standing"] == "stands"
    (later,) = bureau.look(made, date(2026, 6, 2))["findings"]
    assert (later["standing"], later["statements"], later["proof"]) == ("withheld", [], False)


def test_a_finding_whose_fact_is_taken_back_is_gone(bureau: Bureau, store: Store) -> None:
    made = bureau.open(town.YI)
    bureau.enter(made, Find("own", (town.YI,), "乙公司有行政处罚"))
    annulled = NodeFact(Key("sanction", "t:doc-1@住建局"), "sanction",
                        {"name": "行政处罚", "kind": "penalty", "document": "建罚〔2025〕1号",
                         "authority": "住建局", "decided": date(2025, 6, 1),
                         "until": date(2026, 6, 1), "state": "annulled"})  # fmt: skip
    file = DeliveredFile("market", "plain_subjects", "annulled.csv", "1" * 64)
    store.apply(Batch(file, [Row(2, (annulled,))], through=1, complete=True))
    (finding,) = bureau.look(made)["findings"]
    assert finding["standing"] in {"gone", "withheld"}
    assert (finding["statements"], finding["proof"]) == ([], False)
    printed = report(bureau.look(made), BUREAU.organisation)
    assert "建罚〔2025〕1号" not in printed and finding["standing_zh"] in printed


def test_that_there_is_none_can_be_found_too(bureau: Bureau) -> None:
    made = bureau.open(town.LONER)
    bureau.enter(made, Find("control", (town.LONER,), "无控制关系"))
    (finding,) = bureau.look(made)["findings"]
    assert (finding["standing"], finding["statements"]) == ("stands", [])


def test_a_dropped_finding_is_not_shown_and_cannot_be_dropped_twice(bureau: Bureau) -> None:
    made = bureau.open(town.JIA)
    bureau.enter(made, Find("control", (town.JIA,), "误认"))
    bureau.enter(made, FindingDropped(2, "复核后撤下"))
    assert bureau.look(made)["findings"] == []
    with pytest.raises(RefusedInput):
        bureau.enter(made, FindingDropped(2, "again"))


def test_a_closed_one_takes_nothing_until_it_is_reopened(bureau: Bureau) -> None:
    made = bureau.open(town.JIA)
    bureau.enter(made, Closed("查无实据"), key="close")
    with pytest.raises(NotNow):
        bureau.enter(made, Noted("补充"))
    assert bureau.enter(made, Closed("查无实据"), key="close") is True
    bureau.enter(made, Reopened("新线索"))
    with pytest.raises(NotNow):
        bureau.enter(made, Reopened("重复"))
    bureau.enter(made, Noted("补充"))
    assert bureau.look(made)["notes"][0]["text"] == "补充"


def test_the_same_request_enters_once_and_a_key_serves_one_entry(bureau: Bureau) -> None:
    made = bureau.open(town.JIA)
    assert bureau.open(town.JIA) == made
    assert bureau.enter(made, Noted("一"), key="n") is False
    assert bureau.enter(made, Noted("一"), key="n") is True
    with pytest.raises(KeyReused):
        bureau.enter(made, Noted("二"), key="n")
    assert len(bureau.trail(made).entries) == 2


def test_who_did_not_see_the_last_entry_is_told_so(bureau: Bureau) -> None:
    made = bureau.open(town.JIA)
    bureau.enter(made, Noted("先到"), after=1)
    with pytest.raises(NotNow, match="entries"):
        bureau.enter(made, Noted("后到"), after=1)


def test_another_organisation_does_not_learn_that_it_exists(bureau: Bureau) -> None:
    made = bureau.open(town.JIA)
    for other in (made, "inv-0000000000000000"):
        with pytest.raises(UnknownId) as refused:
            bureau.kept.trail(other, OTHERS.organisation)
        assert "no such investigation" in refused.value.en
    ground = bureau.answers.on()
    assert investigations_answer(ground, bureau.kept, OTHERS.organisation, None, 10, None)[
        "investigations"
    ] == []  # fmt: skip


def test_the_list_goes_by_pages_the_newest_entry_first(bureau: Bureau) -> None:
    made = [bureau.open(key=f"o-{number}") for number in range(5)]
    bureau.enter(made[0], Noted("最新"))
    bureau.enter(made[1], Closed("结"))
    ground, seen, cursor = bureau.answers.on(), [], None
    while True:
        page = investigations_answer(ground, bureau.kept, BUREAU.organisation, "open", 2, cursor)
        seen += [one["id"] for one in page["investigations"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert seen == [made[0], made[4], made[3], made[2]]


def test_an_identity_number_is_never_written_into_it(bureau: Bureau) -> None:
    made = bureau.open(town.JIA)
    with pytest.raises(RefusedInput) as refused:
        bureau.enter(made, Noted("身份证 11010519491231002X 的持有人"))
    assert "11010519491231002X" not in str(refused.value)
    assert refused.value.field == "entry.text"


def test_a_changed_entry_is_noticed(bureau: Bureau) -> None:
    made = bureau.open(town.JIA)
    bureau.enter(made, Noted("原文"))
    bureau.enter(made, Noted("后文"))
    trail = bureau.trail(made)
    assert whole(trail)
    altered = trail.entries[1]._replace(entry=Noted("改文"))
    without = (trail.entries[0], trail.entries[2])
    for entries in ((trail.entries[0], altered, trail.entries[2]), without):
        assert not whole(replace(trail, entries=tuple(entries)))


def test_a_saved_graph_shows_the_ties_between_its_nodes(bureau: Bureau) -> None:
    made = bureau.open(town.JIA)
    nodes = (
        Placed(town.JIA, 0, 0), Placed(town.YI, 0, 120), Placed(town.BING, 0, 240),
        Placed("t:west-lake", 200, 0, "project"),
    )  # fmt: skip
    bureau.enter(made, GraphSaved("全图", nodes))
    (graph,) = bureau.look(made)["graphs"]
    ties = {(tie["source"], tie["target"], tie["kind"], tie["said"]) for tie in graph["ties"]}
    assert (town.JIA, town.YI, "owns", "60%") in ties
    assert (town.YI, town.BING, "owns", "?") in ties
    assert (town.JIA, "t:west-lake", "participates", "施工") in ties
    assert graph["missing"] == []
    with pytest.raises(UnknownId):
        bureau.enter(made, GraphSaved("错", (Placed("nobody", 0, 0),)))


def test_what_is_put_away_is_saved_and_not_drawn(bureau: Bureau) -> None:
    made, folded = bureau.open(town.JIA), Placed(town.BING, 0, 240, away="folded")
    nodes = (Placed(town.JIA, 0, 0), Placed(town.YI, 0, 120), folded)
    bureau.enter(made, GraphSaved("折叠", nodes, folds=(Fold(town.YI, "owns", "out", False),)))
    (graph,) = bureau.look(made)["graphs"]
    assert [(tie["source"], tie["target"]) for tie in graph["ties"]] == [(town.JIA, town.YI)]
    assert (graph["nodes"][2]["away"], graph["folds"][0]["open"]) == ("folded", False)
    assert "丙监理" not in svg(graph)
    with pytest.raises(RefusedInput):
        bureau.enter(made, GraphSaved("错", nodes, folds=(Fold("x", "likes", "out", True),)))


def test_a_trail_from_before_a_word_was_added_keeps_its_digest() -> None:
    """The very bytes that were kept then are what is bound now."""
    node = b'{"family":"subject","group":"","id":"x","note":"","x":1,"y":2}'
    kept = b'{"day":null,"kind":"graph","name":"a","nodes":[%b]}' % node
    assert encode(decode(kept)) == kept


def test_a_graph_before_a_tie_began_does_not_show_it(bureau: Bureau) -> None:
    made = bureau.open(town.JIA)
    nodes = (Placed(town.JIA, 0, 0), Placed(town.YI, 0, 120))
    bureau.enter(made, GraphSaved("从前", nodes, "2019-12-31"))
    assert bureau.look(made)["graphs"][0]["ties"] == []


def test_the_report_shows_names_as_text_and_holds_the_digest(bureau: Bureau) -> None:
    made = bureau.open(town.JIA, town.DING)
    bureau.enter(made, GraphSaved("图", (Placed(town.DING, 5, 5), Placed(town.ZHANG, 5, 90))))
    bureau.enter(made, Find("control", (town.JIA,), "甲集团<b>控制</b>乙公司"))
    printed = report(bureau.look(made), BUREAU.organisation)
    assert "<img" not in printed and "<script" not in printed and "<b>" not in printed
    assert "&lt;img src=x" in printed
    assert bureau.trail(made).last.digest in printed
    assert "<svg" in printed and "张伟" not in printed
    assert "出资持股 owns" in printed  # a kind of tie in words, not by its code


def test_the_bundle_holds_the_proofs_of_what_stands(bureau: Bureau) -> None:
    made = bureau.open(town.JIA, town.YI)
    bureau.enter(made, Find("control", (town.JIA,), "控制"))
    bureau.enter(made, Find("own", (town.YI,), "处罚"))
    packed = proof_bundle(bureau.kept, bureau.trail(made), bureau.look(made, date(2026, 6, 2)))
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        listed = msgspec.json.decode(archive.read("findings.json"))
        assert archive.namelist() == ["findings.json", "finding-0002.proof.json"]
        check(archive.read("finding-0002.proof.json"), bureau.key.public)
    assert [one["file"] for one in listed["findings"]] == ["finding-0002.proof.json", None]


Refusing = Callable[[Bureau, str], object]


@pytest.mark.parametrize(
    "attempt",
    [
        lambda bureau, made: bureau.enter(made, SubjectAdded("nobody")),
        lambda bureau, made: bureau.enter(made, Find("control", ("nobody",), "x")),
        lambda bureau, made: bureau.enter(made, Find("no-such-question", (town.JIA,), "x")),
        lambda bureau, made: bureau.enter(
            made, GraphSaved("x", (Placed(town.JIA, 0, 0, "planet"),))
        ),
    ],
)
def test_what_cannot_be_entered_leaves_no_trace(bureau: Bureau, attempt: Refusing) -> None:
    made = bureau.open(town.JIA)
    with pytest.raises((UnknownId, RefusedInput)):
        attempt(bureau, made)
    assert len(bureau.trail(made).entries) == 1


def test_the_workbench_over_http(
    answers: Answers, audit_path: Path, keeper: Doorkeeper, tmp_path: Path
) -> None:
    signing = replace(answers, signer=lambda: SigningKey.from_file(tmp_path))
    book = Daybook(tmp_path / "daybook")
    app = create_app(signing, AuditLog(audit_path), keeper=keeper, workbench=Investigations(book))

    def send(path: str, body: object = None, key: str = "k") -> httpx.Response:
        if body is None:
            return asked_once(app, path, "GET")
        return asked_once(app, path, "POST", json=body, headers={"Idempotency-Key": key})

    opening = {"title": "围串标线索", "why": "招标投诉 2026-17", "subjects": [town.JIA]}
    made = send("/v1/investigations", opening)
    assert (made.status_code, made.json()["repeated"]) == (200, False)
    assert send("/v1/investigations", opening).json()["repeated"] is True
    place = made.headers["location"]
    finding = {"kind": "finding", "question": "control", "ids": [town.JIA], "says": "控制"}
    found = send(f"{place}/entries", {"entry": finding, "after": 1}, "f").json()
    assert found["findings"][0]["standing"] == "stands"
    late = send(f"{place}/entries", {"entry": {"kind": "note", "text": "x"}, "after": 1}, "g")
    assert (late.status_code, late.json()["type"]) == (409, "urn:xinmai:problem:not-now")
    unknown = send(f"{place}/entries", {"entry": {"kind": "verdict"}}, "h")
    assert (unknown.status_code, unknown.json()["errors"][0]["field"]) == (422, "entry.kind")
    assert send("/v1/investigations/inv-0000000000000000").status_code == 404
    assert [one["title"] for one in send("/v1/investigations").json()["investigations"]] == [
        "围串标线索"
    ]  # fmt: skip
    printed = send(f"{place}/report.html")
    assert printed.headers["content-type"].startswith("text/html") and "控制" in printed.text
    assert send(f"{place}/proofs.zip").content.startswith(b"PK")
    assert send(f"{place}/report.docx").status_code == 422
    logged = audit_path.read_text(encoding="utf-8")
    assert "招标投诉 2026-17" in logged and town.JIA in logged
    book.close()


def test_a_service_that_keeps_none_says_so(
    answers: Answers, audit_path: Path, keeper: Doorkeeper
) -> None:
    app = create_app(answers, AuditLog(audit_path), keeper=keeper)
    assert asked_once(app, "/v1/investigations", "GET").status_code == 403


def test_a_change_is_taken_over_by_its_id_and_names_no_record(
    app: FastAPI, get: Get, post: Post, store: Store
) -> None:
    watched = post("/v1/watchlists", {"name": "贷后", "subjects": [town.LONER]}, "w-1")
    assert watched.status_code == 200
    list_it(store, town.LONER)
    event = get("/v1/changes?wait=30").json()["events"][0]
    made = post("/v1/investigations", {"title": "预警", "why": "贷后检查"}, "i-1").json()
    address = f"/v1/investigations/{made['investigation']['id']}/entries"
    taken = post(address, {"entry": {"kind": "change", "change": event["id"]}}, "i-2")
    (change,) = taken.json()["changes"]
    assert change["event"]["subject"] == town.LONER
    assert (change["event"]["before"], change["event"]["after"]) == ("pass", "restrict")
    assert "自身记录" in change["event"]["became"]
    assert WAGES not in taken.text
    unknown = post(address, {"entry": {"kind": "change", "change": "evt-999"}}, "i-3")
    assert (unknown.status_code, unknown.json()["errors"][0]["field"]) == (404, "change")
