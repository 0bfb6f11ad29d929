"""Projects and participants as text."""

from __future__ import annotations

from typing import Any

import click

from cli.console import Sheet, brief, frame

_STATES = {"missing": "缺 missing", "late": "迟 late"}


def project(answer: dict[str, Any]) -> None:
    stage = answer["stage_zh"] or "尚无阶段记录 / no stage told yet"
    parties = Sheet(
        f"{answer['name']} [{answer['code']}]  {stage}",
        "角色 role", "单位 unit", "负责人 leader", "自 from", "至 until", "合同 contract",
    )  # fmt: skip
    for each in answer["participants"]:
        leader = each["leader"]["name"] if each["leader"] else "未载明 not told"
        unit, contracts = each["unit"], "、".join(each["contracts"])
        parties.row(each["role_zh"], f"{unit['name']} [{unit['id']}]", leader,
                    each["valid_from"], each["valid_until"], contracts)  # fmt: skip
    parties.show()
    if not answer["participants"]:
        click.echo("当日没有参建单位的记载 / no participant is told of for the day")
    _milestones(answer["milestones"])
    _findings(answer["findings"], answer["unknown_requirements"])
    frame(answer)


def _milestones(milestones: list[dict[str, Any]]) -> None:
    if not milestones:
        return
    sheet = Sheet("审批 approvals", "办结 decided", "阶段 stage", "事项 item", "工程 works")
    for each in milestones:
        sheet.row(each["decided"], each["stage_zh"], each["name"], each["site"]["name"])
    sheet.show()


def _findings(findings: list[dict[str, Any]], unknown: int) -> None:
    for each in findings:
        basis = ";".join(f"{b['document']}{b['article']}" for b in each["basis"])
        click.echo(
            f"{_STATES[each['state']]}: {each['zh']} {each['party']['name']} "
            f"({each['stage']} {each['entered']}) {basis}"
        )
    if unknown:
        click.echo(
            f"{unknown} 项信用要求没有数据来源,无法判断 / "
            f"{unknown} requirements cannot be judged: no such data is delivered"
        )


def participant(answer: dict[str, Any]) -> None:
    _posts(f"{brief(answer)}  参建 works", answer["works"])
    _posts("任项目负责人 posts as leader", answer["led"])
    if answer["liability"]:
        sheet = Sheet("质量终身责任 lifelong liability", "项目 project", "角色 role", "至 until")
        for each in answer["liability"]:
            until = each["until"] or "竣工验收后起算 / counted from acceptance"
            sheet.row(each["project"]["name"], each["role_zh"], until)
        sheet.show()
    if not answer["works"] and not answer["led"]:
        click.echo("没有参建记载 / nothing told of taking part")
    frame(answer)


def _posts(title: str, posts: list[dict[str, Any]]) -> None:
    if not posts:
        return
    sheet = Sheet(title, "角色 role", "项目 project", "工程 works", "自 from", "至 until")
    for each in posts:
        sheet.row(each["role_zh"], each["project"]["name"], each["site"]["name"],
                  each["valid_from"], each["valid_until"])  # fmt: skip
    sheet.show()
