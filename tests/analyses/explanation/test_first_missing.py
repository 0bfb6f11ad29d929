"""The first missing condition is the one that is missing: mend it and the next one is named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from analyses.explanation.why_not import Verdict, why_not
from analyses.questions import QUESTIONS, Asked, Scene
from graph.facts import Fact, Key, LinkFact, NodeFact, subject
from graph.supposed import SupposedLink, Suppositions, supposed
from tests.analyses.explanation import towns

PERSON, FIRM, OTHER = subject("p-" + "0" * 31 + "1"), subject("t:firm"), subject("t:other")
RECORD = Key("sanction", "t:wages")
FIFTY = QUESTIONS["fifty"]
LISTED = date(2025, 3, 1)


def office(name: str, since: date, until: date | None = None) -> LinkFact:
    return LinkFact("holds_office", PERSON, FIRM, {"office": name}, name, since, until)


def record(**fields: str | date) -> NodeFact:
    told: dict[str, str | date] = {
        "name": "拖欠农民工工资失信联合惩戒对象名单", "kind": "serious_list", "state": "active",
        "decided": LISTED, "behaviour": LISTED,
    }  # fmt: skip
    return NodeFact(RECORD, "sanction", {**told, **fields})


def owns(owner: Key, company: Key, share: int, until: date | None = None) -> LinkFact:
    fields = {"share_min": share, "share_max": share}
    return LinkFact("owns", owner, company, fields, "", None, until)


BARE: list[Fact] = [
    NodeFact(PERSON, "person", {"name": "王某"}),
    NodeFact(FIRM, "organization", {"name": "甲公司"}),
    NodeFact(OTHER, "organization", {"name": "乙公司"}),
]
LATE = office("legal_representative", LISTED + timedelta(days=1))
HELD = office("legal_representative", date(2020, 1, 1))
OVER = office("legal_representative", date(2019, 1, 1), date(2019, 12, 31))
BOUND = LinkFact("sanctioned_by", FIRM, RECORD)


def verdict(folder: Path, told: Sequence[Fact], question: str, one: Key, two: Key) -> Verdict:
    with towns.town(folder, told) as store:
        scene = towns.scene(store)
        asked = QUESTIONS[question]
        return why_not(
            asked, Asked((towns.number(store, one),), asked.defaults()),
            towns.number(store, two), scene,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ([], "no_role"),
        ([owns(PERSON, FIRM, 900_000)], "only_owner"),
        ([office("supervisor", date(2020, 1, 1))], "no_record"),
        ([HELD, record(state="repaired", repaired=date(2025, 5, 1)), BOUND], "record_repaired"),
        ([HELD, record(until=date(2025, 5, 1)), BOUND], "record_expired"),
        ([HELD, record(state="annulled"), BOUND], "record_annulled"),
        ([HELD, record(decided=date(2026, 1, 1)), BOUND], "record_future"),
        ([HELD, record(name="其他", kind="other"), BOUND], "no_norm"),
        ([office("agent", date(2020, 1, 1)), record(), BOUND], "other_roles"),
        ([LATE, record(), BOUND], "role_not_held"),
        ([OVER, record(), BOUND], "role_not_held"),
        ([HELD, record(), BOUND], None),
    ],
)
def test_each_condition_of_the_extension(
    told: list[Fact], code: str | None, tmp_path: Path
) -> None:
    """Asked of the person and of the unit alike."""
    for turn, (one, two) in enumerate(((PERSON, FIRM), (FIRM, PERSON))):
        folder = tmp_path / str(turn)
        folder.mkdir()
        found = verdict(folder, [*BARE, *told], "statutory", one, two)
        assert (found.lack.code if found.lack else None) == code
        assert found.certainty == ("no" if code else "yes")


def test_since_when_nobody_said_is_unknown_not_no(tmp_path: Path) -> None:
    open_role = LinkFact("holds_office", PERSON, FIRM, {"office": "legal_representative"}, "x")
    found = verdict(tmp_path, [*BARE, open_role, record(), BOUND], "statutory", PERSON, FIRM)
    assert (found.certainty, found.lack and found.lack.code) == ("unknown", "not_told")


@pytest.mark.parametrize("question", ["control", "fifty", "owners"])
@pytest.mark.parametrize("seed", range(6))
def test_a_broken_chain_mended_is_no_longer_the_reason(
    question: str, seed: int, tmp_path: Path
) -> None:
    """The stake that ended, or has not begun, is supposed in force: the verdict is another."""
    asked_of = QUESTIONS[question]
    with towns.town(tmp_path, towns.facts(seed)) as store:
        scene = towns.scene(store)
        for asked in towns.every_asked(asked_of, store):
            for other in range(scene.network.size):
                lack = why_not(asked_of, asked, other, scene).lack
                if lack is not None and lack.code in ("ended", "not_yet"):
                    (link,) = lack.links
                    after = why_not(asked_of, asked, other, in_force(scene, link))
                    assert after.lack != lack


def in_force(scene: Scene, number: int) -> Scene:
    view = scene.views.links([number])[number]
    fact = LinkFact(view.kind, view.source, view.target, view.fields, "mended")
    ends = [
        next(n for n, v in scene.views.nodes(range(scene.network.size)).items() if v.key == key)
        for key in (view.source, view.target)
    ]
    network, views = supposed(
        scene.network, scene.views, Suppositions(links=[SupposedLink(fact, ends[0], ends[1])])
    )
    return replace(scene, network=network, views=views)


def test_the_share_that_is_missing_is_the_share_that_helps(tmp_path: Path) -> None:
    """Given what the reason says is missing, that company is reached; a part less and it is not."""
    tried = 0
    for seed in range(6):
        folder = tmp_path / str(seed)
        folder.mkdir()
        with towns.town(folder, towns.facts(seed)) as store:
            scene = towns.scene(store)
            for asked in towns.every_asked(FIFTY, store):
                tried += sum(helped(scene, asked, node) for node in range(scene.network.size))
    assert tried > 20


def helped(scene: Scene, asked: Asked, other: int) -> bool:
    lack = why_not(FIFTY, asked, other, scene).lack
    if lack is None or lack.code != "share_below" or lack.about is None:
        return False
    missing = int(lack.said["needs"]) - int(lack.said["has"])
    for share, reached in ((missing, True), (missing - 1, False)):
        more = holding(scene, asked.subjects[0], lack.about, share)
        certain = why_not(FIFTY, asked, lack.about, more).certainty == "yes"
        assert certain == reached
    return True


def holding(scene: Scene, owner: int, company: int, share: int) -> Scene:
    keys = scene.views.nodes([owner, company])
    fact = LinkFact(
        "owns", keys[owner].key, keys[company].key,
        {"share_min": share, "share_max": share}, "more",
    )  # fmt: skip
    network, views = supposed(
        scene.network, scene.views, Suppositions(links=[SupposedLink(fact, owner, company)])
    )
    return replace(scene, network=network, views=views)
