"""Related-party alerts in credit files: hints with their path, and never a refusal."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from api.answers import Answers, Moment
from api.answers.files import file_answer, page
from graph.facts import Batch, DeliveredFile, Fact, Key, LinkFact, NodeFact, Row, subject
from tests.api import town

SITE = Key("project", "p:1")
DAY = date(2026, 1, 31)


@pytest.fixture
def answers(tmp_path: Path) -> Answers:
    """A listed parent of the contractor, which a person manages."""
    store = town.build(tmp_path)
    facts: tuple[Fact, ...] = (
        NodeFact(SITE, "project", {"name": "某项目"}),
        town.organization("p:parent", "济南某集团有限公司"),
        town.organization("p:builder", "济南某建设有限公司"),
        NodeFact(subject("p:leader"), "person", {"name": "张三丰"}),
        town.participates("p:builder", SITE, "contractor"),
        LinkFact("leads", subject("p:leader"), SITE,
                 {"role": "contractor", "unit": "p:builder"}, "contractor"),
        LinkFact("holds_office", subject("p:leader"), subject("p:builder"),
                 {"office": "manager"}, "manager"),
        LinkFact("owns", subject("p:parent"), subject("p:builder"),
                 {"share_min": 600_000, "share_max": 600_000}),
        NodeFact(Key("sanction", "p:s"), "sanction", {
            "name": "安全生产严重失信主体名单", "list": "安全生产严重失信主体名单",
            "kind": "serious_list", "decided": date(2025, 6, 1), "state": "active",
        }),
        LinkFact("sanctioned_by", subject("p:parent"), Key("sanction", "p:s")),
    )  # fmt: skip
    file = DeliveredFile("p", "plain", "p.csv", "4" * 64)
    rows = [Row(line, (fact,)) for line, fact in enumerate(facts, 2)]
    store.apply(Batch(file, rows, through=len(rows), complete=True))
    return town.answers_over(store)


def told(answers: Answers, kind: str, id: str, day: date = DAY) -> Any:
    file = file_answer(answers.on(Moment(day)), answers.stamp(), kind, id)
    return next(each for each in file["sections"] if each["name"] == "alerts")


def test_a_project_names_its_parties_alerts_with_their_paths(answers: Answers) -> None:
    section = told(answers, "project", "p:1")
    assert "无法律效力" in section["title"]
    rows = {row["party"]: row for row in section["rows"]}
    assert rows["济南某建设有限公司"]["score_ppm"] == 810_000
    assert rows["济南某建设有限公司"]["path"] == "济南某集团有限公司 → 济南某建设有限公司"
    assert rows["济南某建设有限公司"]["record"] == "安全生产严重失信主体名单"
    assert rows["张**"]["source"] == "济南某集团有限公司"


@pytest.mark.parametrize("kind", ["participant", "subject"])
def test_a_subjects_file_has_its_own_alert_and_none_from_itself(
    answers: Answers, kind: str
) -> None:
    assert [row["score_ppm"] for row in told(answers, kind, "p:builder")["rows"]] == [810_000]
    listed = told(answers, kind, "p:parent")
    assert (listed["state"], listed["rows"]) == ("nothing", [])


def test_before_there_was_a_record_there_was_no_alert(answers: Answers) -> None:
    assert told(answers, "project", "p:1", date(2025, 5, 31))["state"] == "nothing"


def test_where_no_rule_held_it_is_no_data_and_not_nothing(answers: Answers) -> None:
    section = told(answers, "project", "p:1", date(1999, 1, 1))
    assert (section["state"], section["rows"]) == ("no_data", [])


def test_the_page_prints_the_score_as_a_share(answers: Answers) -> None:
    file = file_answer(answers.on(Moment(DAY)), answers.stamp(), "subject", "p:builder")
    assert "81%" in page(file, "https://credit.example")
