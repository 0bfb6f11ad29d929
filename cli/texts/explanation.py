"""Proofs, differences, suppositions and reasons why not as text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import msgspec

from api.answers.explanation import Proved
from cli.console import Sheet, brief, frame, walk

_EVENTS = {
    "came": "出现 came",
    "went": "消失 went",
    "changed": "变更 changed",
    "dated": "到期 a day passed",
    "lapsed": "期限 term",
    "ruled": "规则变更 another rule",
}
_OUTCOMES = {"yes": "是 yes", "no": "否 no", "unknown": "无法判定 unknown"}


def proof(found: Proved, output: Path | None, *, as_json: bool) -> None:
    """The proof itself, or what was written where."""
    if output is None:
        click.echo(found.content, nl=False)
        return
    output.write_bytes(found.content)
    report = {"file": str(output), "bytes": len(found.content), "question": found.question,
              "id": found.subject["id"], "as_of": found.day, "key": found.key}  # fmt: skip
    if as_json:
        click.echo(msgspec.json.encode(report))
    else:
        click.echo(f"{output}: {len(found.content):,} B,公钥 / public key {found.key}")


def checked(answer: dict[str, Any]) -> None:
    who = "、".join(_party(party) for party in answer["subjects"])
    click.echo(f"证明成立 / the proof holds: {answer['question_zh']} {answer['question']}, {who}")
    sheet = Sheet("陈述 / statements", "关系 relation", "各方 parties", "值 values", "结论 answer")
    for said in answer["statements"]:
        parties = "、".join(_party(party) for party in said["parties"])
        sheet.row(said["relation_zh"], parties, _values(said), _OUTCOMES[said["answer"]])
    _shown(sheet, answer["statements"], "没有任何陈述 / it states nothing")
    facts = ", ".join(f"{kind} {count:,}" for kind, count in answer["facts"].items())
    click.echo(f"截至 / as of {answer['as_of']},修订 / revision {answer['revision']};{facts}")
    trust = "与给定公钥相符 / the key given" if answer["pinned"] else (
        "请与签发者的公钥比对 / compare it with the issuer's, or give --key"
    )  # fmt: skip
    click.echo(f"公钥 / public key {answer['key']}({trust})")


def difference(answer: dict[str, Any]) -> None:
    click.echo(f"{_head(answer)}  {answer['from']} → {answer['to']}")
    _changes(answer)
    frame(answer)


def what_if(answer: dict[str, Any]) -> None:
    click.echo(_head(answer))
    for supposed in answer["suppose"]:
        click.echo("假设 / suppose " + " ".join(f"{k}={v}" for k, v in supposed.items()))
    _changes(answer)
    click.echo(f"陈述 / statements: {len(answer['before'])} → {len(answer['after'])}")
    frame(answer)


def why_not(answer: dict[str, Any]) -> None:
    click.echo(f"{_head(answer)} → {brief(answer['other'])}: {_OUTCOMES[answer['outcome']]}")
    for said in answer["statements"]:
        facts = "; ".join(walk([step]) for step in said["path"])
        click.echo(f"{said['relation_zh']} {_values(said)}  {facts}")
    reason = answer["reason"]
    if reason is not None:
        click.echo(f"{reason['zh']}\n{reason['en']}")
        for step in reason["path"]:
            click.echo(walk([step]))
    frame(answer)


def _head(answer: dict[str, Any]) -> str:
    who = "、".join(brief(subject) for subject in answer["subjects"])
    return f"{answer['question_zh']} {answer['question']}: {who}"


def _changes(answer: dict[str, Any]) -> None:
    titles = {"became": "新增 / became", "released": "解除 / released", "changed": "变动 / changed"}
    for name, title in titles.items():
        sheet = Sheet(
            title, "关系 relation", "各方 parties", "前 before", "后 after", "原因 causes"
        )
        for item in answer[name]:
            parties = "、".join(brief(party) for party in item["parties"])
            causes = "\n".join(_fact(fact) for fact in item["causes"])
            sheet.row(item["relation_zh"], parties, _values(item["before"]),
                      _values(item["after"]), causes)  # fmt: skip
        if answer[name]:
            sheet.show()
    if answer["outcome"] == "unchanged":
        click.echo("没有变化 / nothing changed")


def _fact(fact: dict[str, Any]) -> str:
    """A tie by its ends, a node by what changed of it."""
    steps = fact["after"] or fact["before"]
    what = walk(steps[:1]) if steps else "、".join(brief(node) for node in fact["about"])
    fields = f" ({', '.join(fact['fields'])})" if fact["fields"] else ""
    return f"{_EVENTS[fact['event']]}: {what}{fields}"


def _values(said: dict[str, Any] | None) -> str:
    if said is None:
        return "—"
    unknown = "" if said["answer"] == "yes" else f" {_OUTCOMES['unknown']}"
    return (
        ", ".join(_value(name, value) for name, value in said["values"].items() if value != "")
        + unknown
    )


def _value(name: str, value: object) -> str:
    """Shares as percentages."""
    if name.endswith("_ppm") and isinstance(value, int):
        return f"{name.removesuffix('_ppm')} {value / 10_000:g} %"
    return f"{name} {value}"


def _party(party: dict[str, Any]) -> str:
    return f"{party['name']} [{party['id']}]"


def _shown(sheet: Sheet, items: list[Any], empty: str) -> None:
    if items:
        sheet.show()
    else:
        click.echo(empty)
