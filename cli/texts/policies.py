"""The register of policy documents as text."""

from __future__ import annotations

from typing import Any

import click

from cli.console import Sheet, brief, frame


def policies(answer: dict[str, Any]) -> None:
    sheet = Sheet(f"“1+N”政策登记 / policies, {answer['as_of']}", "文号 number", "名称 title",
                  "环节 phase", "施行 in force", "条款 articles", "规则 rules")  # fmt: skip
    for each in answer["policies"]:
        master = "★ " if each["master"] else ""
        sheet.row(master + each["number"], each["title"], each["phase_zh"], _term(each),
                  len(each["articles"]), len(each["rules"]))  # fmt: skip
    sheet.show()


def policy(answer: dict[str, Any]) -> None:
    (found,) = answer["policies"]
    click.echo(f"{found['title']} [{found['number']}]  {found['issuer']}  {_term(found)}")
    for key, words in (("replaces", "替代 replaces"), ("replaced_by", "被替代 replaced by")):
        for each in found[key]:
            click.echo(f"{words}: {each['title']} [{each['number']}]")
    _rules(found)
    if found["measures"]:
        sheet = Sheet("措施 / measures", "id", "措施 measure", "经由 via")
        for each in found["measures"]:
            sheet.row(each["measure"], each["title"], "、".join(each["via"]))
        sheet.show()
    _cases(found)
    frame(answer)


def _rules(found: dict[str, Any]) -> None:
    sheet = Sheet(
        "规则 / rules", "文件 file", "规则 rule", "条款 articles", "至 until", "其后 then"
    )
    for each in found["rules"]:
        later = each["successor_from"] or ("" if each["in_force"] else "无 none")
        sheet.row(each["file"], each["title"], "、".join(each["articles"]), each["until"], later)
    if found["rules"]:
        sheet.show()
    else:
        click.echo("没有规则以此为依据 / no rule stands on it")


def _cases(found: dict[str, Any]) -> None:
    total = f"{found['cases_total']:,}"
    if not found["cases"]:
        click.echo(f"未了事项 {total} 件 / {total} open cases")
        return
    sheet = Sheet(
        f"未了事项 {total} / open cases",
        "记录 record",
        "主体 subject",
        "至 until",
        "待办部门 to act",
    )
    for each in found["cases"]:
        sheet.row(
            f"{each['name']} [{each['record']}]",
            brief(each["subject"]),
            each["until"],
            "、".join(dict.fromkeys(sent["department"] for sent in each["dispatched"])),
        )
    sheet.show()
    if found["cases_omitted"]:
        click.echo(f"另有 {found['cases_omitted']:,} 件 / more; use --limit")


def _term(found: dict[str, Any]) -> str:
    state = "" if found["in_force"] else "(未施行 not in force)"
    return f"{found['since']} – {found['until'] or ''} {state}".rstrip()
