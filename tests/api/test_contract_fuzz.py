"""The whole contract, asked at random on the real server, as every role: no 5xx, no broken schema.

Seeded, and bounded by the number of cases, each asked by every role: `FUZZ_CASES=200` thinks of
more for each address.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import pytest
import requests
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis.core.result import Ok
from schemathesis.specs.openapi import checks

from analyses.rulebook.access import Role
from api.acting import Acting
from api.answers.investigations.book import Investigations
from api.app import create_app
from api.audit import AuditLog
from api.daybook import Daybook
from tests.api import roles, town
from tests.api.test_connection import served

CASES: Final = int(os.environ.get("FUZZ_CASES", "3"))
KNOWN: Final = (
    None,
    town.JIA,
    town.YI,
    town.ZHANG,
    town.OLD,
    "t:west-lake",
    "x1",
    "t:doc-1@住建局",
)
CHECKS: Final = [
    schemathesis.checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[FastAPI, int, Any]]:
    folder: Path = tmp_path_factory.mktemp("fuzzed")
    with town.build(folder) as store, closing(AuditLog(folder / "audit.jsonl")) as audit:
        answers, keeper = town.answers_over(store), town.keeper(folder)
        workbench = Investigations(Daybook(folder / "daybook"))
        app = create_app(answers, audit, keeper=keeper, acting=Acting(answers), workbench=workbench)
        keys = roles.keys(keeper)
        with served(app) as port:
            yield app, port, keys


def test_every_address_keeps_its_contract_for_every_role(
    service: tuple[FastAPI, int, dict[Role, str]],
) -> None:
    app, port, keys = service
    schema = schemathesis.openapi.from_dict(app.openapi())
    asked: dict[int, int] = {}
    broken: list[str] = []
    with requests.Session() as session:
        for found in schema.get_all_operations():
            assert isinstance(found, Ok)
            operation = found.ok()
            try:
                _ask(operation, port, keys, session, asked)
            except (Exception, BaseExceptionGroup) as error:  # all of them, not the first
                broken.append(f"{operation.label}: {error}"[:2_000])
    assert broken == [], "\n\n".join(broken)
    assert asked[200] > 50
    assert asked[403] > 20
    assert asked[422] > 20


def _ask(
    operation: Any, port: int, keys: dict[Role, str], session: requests.Session,
    asked: dict[int, int],
) -> None:  # fmt: skip
    @seed(7)
    @settings(
        max_examples=CASES, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy(), id=st.sampled_from(KNOWN))
    def once(case: Any, id: str | None) -> None:
        for place in ("id", "code", "record"):
            if id is not None and place in case.path_parameters:
                case.path_parameters[place] = id
        own = case.headers or {}
        for key in keys.values():  # to think of a question costs more than to ask it
            case.headers = {**own, **roles.shown(key)}
            response = case.call(base_url=f"http://127.0.0.1:{port}", session=session)
            asked[response.status_code] = asked.get(response.status_code, 0) + 1
            case.validate_response(response, checks=CHECKS)

    once()
