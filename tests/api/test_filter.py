"""Two graphs that differ only in what a role may not see give it the same answers, to the byte."""

from __future__ import annotations

import os
import re
import tempfile
from contextlib import ExitStack, closing
from pathlib import Path
from random import Random
from typing import Any, Final
from urllib.parse import quote

import httpx
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from analyses.rulebook import load_rules
from analyses.rulebook.access import Role
from api.access.actor import Actor
from api.access.decision import Asked, Table, named
from api.answers import Answers
from api.answers.stamp import Stamp
from api.app import create_app
from api.audit import AuditLog
from graph.facts import Batch, DeliveredFile, Fact, LinkFact, Row, subject
from graph.networks import Networks
from graph.store import Store, open_store
from tests.api import town
from tests.api.roles import keys, shown, unlimited, while_serving
from tests.hidden import (
    DESCRIBED,
    ORGS,
    PERSONS,
    RECORDS,
    SITE,
    tie,
    ties,
    visible,
    withholding,
)

RULES: Final = load_rules()
VIEWS: Final = {view.id: view for view in RULES.access.view}
EXAMPLES: Final = int(os.environ.get("XINMAI_EXAMPLES", "1"))  # a role; more by hand
FILE: Final = DeliveredFile("market", "plain", "facts.csv", "0" * 64)
OWN_TO_EACH: Final = {"traceresponse"}  # names the very request
RECEIPT: Final = re.compile(rb"(K20260131-R\d+)-[A-Z2-7]{8}-[A-Z2-7]{16}")  # each check has its own
VOLATILE: Final = {"/metrics", "/v1/session", "/v1/status", "/v1/catalogue/coverage"}
"""They tell of the service and of deliveries; roles with a narrower view may not ask the latter."""

Told = list[tuple[int, int, Fact]]
"""Facts, each with its delivery and its line of the file: what is left out leaves the others'."""
DELIVERIES: Final = 5


def filled(folder: Path, told: Told) -> Store:
    """One delivery after the other; one of which nothing is left does not come."""
    store = open_store(f"sqlite:///{folder}/s.db")
    store.prepare()
    for number in range(DELIVERIES):
        rows = [Row(line, (fact,)) for delivery, line, fact in told if delivery == number]
        if rows:
            store.apply(Batch(FILE, rows, through=number + 1))
    return store


ONE: Final = {"{id}": ORGS[0], "{record}": RECORDS[0], "{code}": SITE}
ASKED: Final = {
    "/v1/search": [{"q": "建设"}, {"q": "张小"}, {"q": "t:"}],
    "/v1/paths": [{"from": ORGS[0].id, "to": other.id, "mode": "all_shortest"}
                  for other in (ORGS[1], PERSONS[0])],
    "/v1/checks": [{"id": ORGS[0].id, "item": "loan-bank1", "purpose": "loan"}],
    "/v1/fifty": [{"id": ORGS[0].id}], "/v1/ranking": [{"id": ORGS[0].id}],
    "/v1/debtrank": [{"id": ORGS[0].id}], "/v1/map": [{"bbox": "100,20,130,50"}],
    "/v1/inspections/draw": [{"department": "济南市住房和城乡建设局", "seed": "s"}],
    "/v1/inspections/pool": [{"department": "济南市住房和城乡建设局"}],
    "/v1/subjects/{id}/commitments/gate": [{"item": "construction-permit"}],
    "/v1/subjects/{id}": [{}, {"known_at": "1"}, {"known_at": "99"}],
    "/v1/subjects/{id}/risk": [{}, {"known_at": "2"}],
    "/v1/subjects/{id}/related": [{"hops": "3"}, {"hops": "1", "limit": "1"}],
    "/v1/subjects/{id}/export": [{"format": form} for form in ("csv", "bods", "ftm", "graphml")],
    "/v1/subjects/{id}/diff": [{"question": "risk", "from": "2025-01-01", "to": "2026-01-31"}],
    "/v1/subjects/{id}/proof": [{"question": "risk"}],
    "/v1/subjects/{id}/why-not": [{"question": "statutory", "other": ORGS[1].id}],
}  # fmt: skip
PARTIES: Final = [ORGS[0], PERSONS[0], subject("t:never-described")]


def questions(document: dict[str, Any]) -> list[tuple[str, str, dict[str, str]]]:
    """Every question that is asked with GET: its route, its address, its parameters."""
    found = []
    for route, methods in document["paths"].items():
        if "get" not in methods or route in VOLATILE or not route.startswith("/v1/"):
            continue
        fixed = {"{lot}": "1", "{kind}": "subject", "{number}": "shandong-credit", "{form}": "html"}
        parties = PARTIES if "{id}" in route else [None]
        for party in parties:
            keys_of = {name: quote(key.id, safe="") for name, key in ONE.items()}
            given_now = {**fixed, **keys_of, **({"{id}": quote(party.id)} if party else {})}
            address = route
            for name, value in given_now.items():
                address = address.replace(name, value)
            found += [(route, address, asked) for asked in ASKED.get(route, [{}])]
    return found


def answers_of(facts: Told, role: Role) -> dict[str, tuple[int, bytes, Any]]:
    with tempfile.TemporaryDirectory() as name, ExitStack() as held:
        store = held.enter_context(filled(Path(name), facts))
        folder, stamp = Path(name), Stamp(b"s" * 32)
        answers = Answers(
            store, Networks(store, None), lambda: town.TODAY, RULES, lambda: stamp
        )  # fmt: skip
        keeper = town.keeper(folder)
        audit = held.enter_context(closing(AuditLog(folder / "audit.jsonl")))
        app = create_app(answers, audit, keeper=keeper, limits=unlimited())
        key, asked = keys(keeper)[role], questions(app.openapi())

        async def walk(client: httpx.AsyncClient) -> dict[str, tuple[int, bytes, Any]]:
            headers = {**shown(key), "traceparent": f"00-{'1' * 32}-{'2' * 16}-01"}
            found = {}
            for _, address, query in asked:
                answer = await client.get(address, params=query, headers=headers)
                content = RECEIPT.sub(rb"\1", answer.content)
                own = OWN_TO_EACH | ({"etag"} if content != answer.content else set())
                told = sorted(one for one in answer.headers.items() if one[0] not in own)
                found[f"{address} {query}"] = (answer.status_code, content, told)
            return found

        return while_serving(app, walk)


@pytest.mark.parametrize(
    ("role", "view"),
    [(Role.PUBLIC, "published"), (Role.BANK, "credit"), (Role.OFFICER, "shared"),
     (Role.CREDIT_SUBJECT, "credit")],
)  # fmt: skip
@settings(max_examples=EXAMPLES, deadline=None, derandomize=True, database=None,
          phases=[Phase.generate],  # an example takes a second or two: none to spare for shrinking
          suppress_health_check=list(HealthCheck))  # fmt: skip
@given(told=st.lists(ties(), min_size=16, max_size=24), shuffled=st.randoms(use_true_random=False))
def test_nothing_hidden_changes_a_byte(
    role: Role, view: str, told: list[LinkFact], shuffled: Random
) -> None:
    """What is hidden stands anywhere among what is not, and in deliveries of its own."""
    facts: list[Fact] = [*DESCRIBED.values(), *told]
    shuffled.shuffle(facts)
    kin = [
        tie("kin_of", *PERSONS[:2], relation="配偶"),
        tie("kin_of", *PERSONS[1:], relation="父子"),
    ]
    everything: Told = [(0, 2, kin[0]), (3, 3, kin[1])]
    everything += [(shuffled.choice((1, 2, 4)), line, fact) for line, fact in enumerate(facts, 4)]
    seen = visible([*kin, *facts], VIEWS[view])
    left = [(delivery, line, withholding(fact, VIEWS[view]))
            for delivery, line, fact in everything if fact in seen]  # fmt: skip
    bare, whole = answers_of(left, role), answers_of(everything, role)
    assert bare.keys() == whole.keys()
    for asked, answer in bare.items():
        assert whole[asked] == answer, asked
    assert any(status == 200 for status, _, _ in bare.values())


def test_who_may_see_it_all_is_told_the_difference() -> None:
    """So that equal answers above are no matter of asking nothing."""
    kin = [tie("kin_of", PERSONS[0], PERSONS[1], relation="配偶"), tie("owns", PERSONS[0], ORGS[0])]
    facts: list[Fact] = [*DESCRIBED.values(), *kin]
    seen = visible(facts, VIEWS["shared"])
    told: Told = [(0, line, fact) for line, fact in enumerate(facts, start=2)]
    bare = answers_of([each for each in told if each[2] in seen], Role.REVIEWER)
    whole = answers_of(told, Role.REVIEWER)
    differ = [asked for asked, answer in whole.items() if bare[asked] != answer]
    assert any("/related" in asked for asked in differ)


def test_every_view_but_the_whole_is_tried() -> None:
    tried = {"published", "credit", "shared"}
    assert {view.id for view in RULES.access.view} == tried | {"whole"}


def test_a_role_is_shown_the_view_of_its_grant() -> None:
    table, path = Table(RULES, town.TODAY), "/v1/subjects/x"
    officer = Actor(id="k", role=Role.OFFICER)
    asked = Asked("GET /v1/subjects/{id}", named(path, {"id": "x"}))
    assert table.view(table.decide(officer, asked)).id == "shared"
