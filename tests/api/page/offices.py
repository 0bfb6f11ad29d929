"""Keys of the offices that the journeys and the roles' views are walked as, on a served town."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import httpx

from analyses.rulebook.access import Role
from api.access.keys import Scope
from tests.api import roles, town
from tests.api.page import tender

CENTRE: Final = "济南市公共资源交易中心"
BANK: Final = "中国工商银行济南分行"
EVIDENCE: Final = [
    {"condition": "duties", "day": "2025-06-30", "document": "工资支付凭证第1号"},
    {"condition": "commitment", "day": "2026-01-28", "document": "信用修复承诺书"},
]


def key(folder: Path, role: Role, organisation: str, *purposes: str) -> str:
    """Issued beside the running service, as ``xinmai keys add`` does."""
    scope = Scope(role, organisation, items=("*",), purposes=purposes)
    return town.keeper(folder).keys.add(scope, now=0.0, expires=roles.FAR).token


def repair_the_partner(folder: Path, address: str, partner: str = tender.HONGTU) -> None:
    """The supervised way: an officer applies with evidence, a reviewer decides."""
    record = _record(folder, address, partner)
    case = _act(folder, address, Role.OFFICER, "/v1/repairs", record=record, evidence=EVIDENCE)
    done = _act(folder, address, Role.REVIEWER, f"/v1/repairs/{case['id']}/decision",
                decision="accept")  # fmt: skip
    assert done["about"]["state"] == "repaired"


def _record(folder: Path, address: str, partner: str) -> str:
    shown = roles.shown(key(folder, Role.OFFICER, tender.OFFICE))
    found = httpx.get(f"{address}/v1/subjects/{partner}/risk", headers=shown).json()
    return str(found["own"][0]["id"])


def _act(folder: Path, address: str, role: Role, path: str, **body: object) -> dict[str, Any]:
    shown = {**roles.shown(key(folder, role, tender.OFFICE)), "Idempotency-Key": f"{role}-1"}
    done = httpx.post(f"{address}{path}", headers=shown, json={"unit": tender.OFFICE, **body})
    assert done.status_code == 200, done.text
    found: dict[str, Any] = done.json()
    return found
