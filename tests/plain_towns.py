"""Seeded random towns as plain tables, and every answer on who stands behind whom."""

from __future__ import annotations

import csv
import json
import random
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from analyses.rulebook import load_rules
from api.answers import Answers, Moment
from api.answers.ownership import (
    beneficial_owners_answer,
    close_links_answer,
    control_answer,
    controller_answer,
    fifty_answer,
    owners_answer,
)
from api.answers.risk import (
    alerts_answer,
    city_alerts_answer,
    lot_conflicts_answer,
    project_conflicts_answer,
    risk_answer,
)
from graph.networks import Networks
from graph.site_key import SiteKey
from graph.store import Store
from ingest.loader import load
from ingest.persons import PersonKeys

Row = dict[str, str]
Tables = Mapping[str, Sequence[Row]]
DAY: Final = date(2026, 1, 31)
LISTS: Final = (
    ("拖欠农民工工资失信联合惩戒对象名单", "serious_list"), ("失信被执行人名单", "judgment_debtor"),
    ("串通投标", "penalty"), ("吊销营业执照", "penalty"), ("行政处罚", "penalty"),
)  # fmt: skip
OFFICES: Final = ("法定代表人", "主要负责人", "董事", "监事", "总经理")
ROLES: Final = ("施工", "监理", "建设", "供应")
EVIDENCE: Final = {
    "revision",
    "proof",
    "link",
    "origin",
    "path",
    "paths",
    "more_paths",
    "about",
    "third",
}
"""What says how an answer was come by, not what it is."""


def town(seed: int) -> dict[str, list[Row]]:
    """A few firms and people with whatever may tie them; all are described."""
    pick = random.Random(seed)
    firms = [f"firm{n}x" for n in range(7)]
    people = [f"person{n}x" for n in range(4)]
    subjects = [
        {
            "id": one,
            "name": f"第{n}家有限公司",
            "kind": "组织",
            "state_capital": "是" if n == 6 else "",
        }
        for n, one in enumerate(firms)
    ]
    subjects += [{"id": one, "name": f"张三{n}", "kind": "自然人"} for n, one in enumerate(people)]
    return {
        "subjects": subjects,
        "ownership": _ownership(pick, firms, people),
        "offices": [
            {"person": pick.choice(people), "company": pick.choice(firms), "office": office,
             "valid_from": pick.choice(("", "2018-01-01", "2025-03-01")),
             "valid_until": pick.choice(("", "", "2025-06-01"))}
            for office in OFFICES for _ in range(2)
        ],
        "sanctions": _sanctions(pick, [*firms, *people]),
        "projects": [{"code": code, "name": f"{code}项目", "started": "2025-01-01"}
                     for code in ("Jx", "Kx")],
        "participations": _unique([
            {"unit": pick.choice(firms), "project": pick.choice(("Jx", "Kx")), "role": role,
             "leader": pick.choice(("", *people)), "valid_from": "2025-01-01"}
            for role in ROLES for _ in range(2)
        ], "unit", "project", "role"),
        "bids": [{"unit": one, "project": "Jx", "lot": "1", "opened": "2025-06-01"}
                 for one in pick.sample(firms, 5)],
    }  # fmt: skip


def _ownership(pick: random.Random, firms: list[str], people: list[str]) -> list[Row]:
    rows = []
    for firm in firms:
        left = 100
        for owner in pick.sample([one for one in (*firms, *people) if one != firm], 2):
            share = pick.choice((0, 10, 20, 40, 50, 52, 60))
            if share <= left:
                left -= share
                rows.append({"owner": owner, "company": firm, "valid_from": "2018-01-01",
                             "share_percent": str(share) if share else ""})  # fmt: skip
    return rows


def _sanctions(pick: random.Random, subjects: list[str]) -> list[Row]:
    return [
        {
            "subject": pick.choice(subjects), "list": name, "kind": kind, "document": f"文{n}",
            "authority": "某局", "decided": pick.choice(("2025-01-10", "2025-05-01")),
            "until": "2026-12-31", "behaviour": pick.choice(("", "2024-11-01")), "state": "active",
        }
        for n, (name, kind) in enumerate(pick.sample(LISTS, 4))
    ]  # fmt: skip


def _unique(rows: list[Row], *names: str) -> list[Row]:
    return list({tuple(row[name] for name in names): row for row in rows}.values())


def deliver(store: Store, folder: Path, tables: Tables) -> None:
    """Load the tables in the order they come in, each a file."""
    folder.mkdir(parents=True)
    for name, rows in tables.items():
        columns = dict.fromkeys(column for row in rows for column in row)
        file = folder / f"{name}.csv"
        with file.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, list(columns))
            writer.writeheader()
            writer.writerows(rows)
        persons = PersonKeys(SiteKey(b"k" * 32))
        report = load(store, [file], source="local", persons=persons, workers=0)
        assert [(one.layout, one.quarantined) for one in report.files] == [(name, 0)], report


def told(store: Store, tables: Tables) -> dict[str, Any]:
    """By question, every answer as it is given."""
    answers = Answers(store, Networks(store, None), lambda: DAY, load_rules())
    ground = answers.on(Moment(DAY))
    ids = [row["id"] for row in tables["subjects"]]
    asked: dict[str, Callable[[str], Any]] = {
        "risk": lambda one: risk_answer(ground, one),
        "alerts": lambda one: alerts_answer(ground, one),
        "control": lambda one: control_answer(ground, one),
        "fifty": lambda one: fifty_answer(ground, [one], 500_000),
        "owners": lambda one: owners_answer(ground, one),
        "beneficial": lambda one: beneficial_owners_answer(ground, one),
        "controller": lambda one: controller_answer(ground, one),
        "close": lambda one: close_links_answer(ground, one),
    }
    found = {f"{name} {one}": ask(one) for name, ask in asked.items() for one in ids}
    found["lot"] = lot_conflicts_answer(ground, tables["projects"][0]["code"], "1")
    for row in tables["projects"]:
        found[f"project {row['code']}"] = project_conflicts_answer(ground, row["code"])
    found["city"] = city_alerts_answer(ground, answers.boards)
    return json.loads(json.dumps(found))  # type: ignore[no-any-return]


def gist(found: Any) -> Any:
    """An answer without its evidence and without the order of its lists. Of alerts the best score
    stays: of equally good paths any may be shown."""
    if isinstance(found, dict):
        kept = {key: gist(value) for key, value in sorted(found.items()) if key not in EVIDENCE}
        if isinstance(found.get("alerts"), list):
            kept["alerts"] = max((alert["score_ppm"] for alert in found["alerts"]), default=0)
        if "score_ppm" in kept:
            kept.pop("source", None)
        if kept.get("loop"):  # one that stands for all is chosen by its id
            kept.pop("controllers")
        return kept
    if isinstance(found, list):
        return sorted((gist(each) for each in found), key=lambda each: json.dumps(each))
    return found


def renamed(tables: Tables, names: Mapping[str, str]) -> dict[str, list[Row]]:
    """The same tables with other ids."""
    return {
        table: [{column: names.get(cell, cell) for column, cell in row.items()} for row in rows]
        for table, rows in tables.items()
    }


def spoken(found: Any, names: Mapping[str, str]) -> Any:
    """An answer with its ids said otherwise; keys made of what a record says are left out."""
    text = re.sub(r"local:[0-9a-f]{24}", "record", json.dumps(found, ensure_ascii=False))
    if names:
        text = re.sub("|".join(map(re.escape, names)), lambda match: names[match[0]], text)
    return json.loads(text)
