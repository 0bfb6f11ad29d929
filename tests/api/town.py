"""A small town of credit subjects, drawn here, on a real SQLite store.

张伟 ──法定代表人──► 甲集团 ──60%──► 乙公司 ──?──► 丙公司 ──► 某未描述者(stub)
  └──法定代表人──► 丁公司      乙公司 ──► 一项处罚      甲集团、丙公司 ──参建──► 西湖改造
代办 ──agent──► 8 companies (a hub when hub_degree < 8)      旧甲 ══ merged into 甲集团
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

from analyses.rulebook import load_rules
from api.access.doorkeeper import Doorkeeper
from api.answers import Answers
from api.answers.stamp import Stamp
from api.daybook import Daybook
from api.feed.hooks import PURPOSE
from graph.facts import Batch, DeliveredFile, Fact, Key, LinkFact, NodeFact, Row, Value, subject
from graph.networks import Networks
from graph.sealing import Sealer
from graph.site_key import SiteKey
from graph.store import Store, open_store

TODAY: Final = date(2026, 1, 31)
JIA, YI, BING, DING = "91330100MA27XYZ34T", "t:yi", "t:bing", "t:ding"
ZHANG: Final = "p-" + "0" * 31 + "1"
AGENT: Final = "t:agent"
OLD: Final = "t:old"
LONER: Final = "t:loner"
HOSTILE: Final = '<img src=x onerror="window.pwned=1">恶名有限公司'
KEY: Final = "xk_" + "Z4kMvU8sQe1pLx7RbT2nWc9yHd5gJa3fKo6iEwSzAqY"
SEALER: Final = Sealer(SiteKey(b"t" * 32), PURPOSE)
FILE: Final = DeliveredFile("market", "plain_subjects", "subjects.csv", "0" * 64)


def organization(id: str, name: str, **fields: Value) -> NodeFact:
    return NodeFact(subject(id), "organization", {"name": name, **fields})


def owns(owner: str, company: str, least: int, most: int) -> LinkFact:
    fields = {"share_min": least, "share_max": most}
    return LinkFact("owns", subject(owner), subject(company), fields, valid_from=date(2020, 5, 1))


def office(person: str, company: str, code: str) -> LinkFact:
    return LinkFact(
        "holds_office", subject(person), subject(company), {"office": code}, distinct=code
    )


def participates(unit: str, project: Key, role: str) -> LinkFact:
    return LinkFact("participates", subject(unit), project, {"role": role}, distinct=role)


def facts() -> list[Fact]:
    west_lake, penalty = Key("project", "t:west-lake"), Key("sanction", "t:doc-1@住建局")
    agencies = [f"t:small-{number}" for number in range(8)]
    return [
        organization(JIA, "甲建设集团有限公司", status="存续", registered=date(2010, 3, 1),
                     registered_capital=5_000_000_000, phone="13812345678"),
        organization(YI, "乙建筑工程有限公司"),
        organization(BING, "丙监理有限公司"),
        organization(DING, HOSTILE),
        organization(LONER, "独行有限公司"),
        organization("s1:x1", "同号一公司"),
        organization("s2:x1", "同号二公司"),
        organization(OLD, "甲建设公司"),
        NodeFact(subject(ZHANG), "person", {"name": "张伟", "identity_masked": "330****1234"}),
        NodeFact(subject(AGENT), "person", {"name": "代小办"}),
        NodeFact(west_lake, "project", {"name": "西湖改造工程"}),
        NodeFact(penalty, "sanction", {
            "name": "行政处罚", "kind": "penalty", "document": "建罚〔2025〕1号",
            "authority": "住建局", "decided": date(2025, 6, 1), "until": date(2026, 6, 1),
            "state": "active",
        }),
        owns(JIA, YI, 600_000, 600_000),
        owns(YI, BING, 0, 1_000_000),
        owns(BING, "t:nobody-described", 100_000, 100_000),
        office(ZHANG, JIA, "legal_representative"),
        office(ZHANG, DING, "legal_representative"),
        participates(JIA, west_lake, "contractor"),
        participates(BING, west_lake, "supervision"),
        LinkFact("sanctioned_by", subject(YI), penalty),
        *(organization(key, f"小微{number}公司") for number, key in enumerate(agencies)),
        *(office(AGENT, key, "agent") for key in agencies),
        LinkFact("same_as", subject(OLD), subject(JIA), {"judge": "核查员", "reason": "更名"}),
    ]  # fmt: skip


def build(folder: Path, url: str | None = None) -> Store:
    """A store that holds the town: of the URL, else a file in the folder."""
    store = open_store(url or f"sqlite:///{folder}/town.db")
    store.prepare()
    rows = [Row(line, (fact,)) for line, fact in enumerate(facts(), start=2)]
    store.apply(Batch(FILE, rows, through=len(rows), complete=True))
    return store


def answers_over(store: Store) -> Answers:
    stamp = Stamp(b"s" * 32)
    return Answers(store, Networks(store, None), lambda: TODAY, load_rules(), lambda: stamp)


def keeper(folder: Path) -> Doorkeeper:
    """Who knows the tests' key, with a daybook in the folder."""
    return Doorkeeper(Daybook(folder / "daybook"), development=KEY)
