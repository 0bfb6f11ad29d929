"""Screenings and changes as text."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

import click
import msgspec

from cli.console import Sheet

OUTCOMES: Final = {
    "pass": "通过 / pass",  # nosec B105 - an outcome
    "restrict": "限制 / restrict",
    "look_closer": "需进一步核查 / look closer",
    "error": "无答复 / no answer",
}


def screened(answer: dict[str, Any]) -> None:
    """Whoever does not simply pass, then the counts."""
    rows = [msgspec.json.decode(row) for row in answer["rows"]]
    sheet = Sheet("筛查 / screening", "代码 id", "名称 name", "结论 outcome", "记录 own",
                  "延伸 statutory", "互斥 conflicts", "提示 alerts")  # fmt: skip
    noted = [row for row in rows if row["outcome"] != "pass"]
    for row in noted:
        if row["error"]:
            sheet.row(row["asked"], None, row["error"]["zh"])
        else:
            own, met = row["own"], row["conflicts"]
            sheet.row(row["asked"], row["name"], OUTCOMES[row["outcome"]], own["count"],
                      row["statutory"]["count"], met["void"] + met["deemed"],
                      f"{row['alerts']['score_ppm'] / 10_000:.1f} %")  # fmt: skip
    if noted:
        sheet.show()
    counts = Counter(row["outcome"] or "error" for row in rows)
    for outcome, said in OUTCOMES.items():
        click.echo(f"{said}: {counts[outcome]:,}")


def changed(event: dict[str, Any]) -> None:
    """One event in a few lines."""
    before, after = event["before"], event["after"]
    click.echo(f"{event['at']}  {after['name']} [{event['subject']}]  "
               f"{OUTCOMES[before['outcome']]} → {OUTCOMES[after['outcome']]}")  # fmt: skip
    for how, sign in (("became", "+"), ("released", "-"), ("changed", "~")):
        for said in event["changes"][how]:
            names = "、".join(party["name"] for party in said["parties"])
            causes = ", ".join(f"{f['event']} {f['kind_zh'] or f['kind']}" for f in said["causes"])
            click.echo(f"  {sign} {said['relation_zh']}: {names}  ({causes or '—'})")
