"""Structures as text."""

from __future__ import annotations

from typing import Any

import click

from cli.console import Sheet, brief, frame, walk
from cli.texts.ownership import percent


def loops(answer: dict[str, Any]) -> None:
    sheet = Sheet("循环持股 / ownership loops", "成员 members", "乘积 product", "封闭 closed",
                  "路径 path")  # fmt: skip
    for item in answer["items"]:
        product = percent(item["product_ppm"], item["product_max_ppm"])
        closed = "是 yes" if item["closed"] else ""
        sheet.row(len(item["members"]), product, closed, walk(item["path"]))
    _said(answer, sheet, "没有循环持股 / no loop")


def overfull(answer: dict[str, Any]) -> None:
    sheet = Sheet("出资比例合计超过 100 % / held beyond the whole", "企业 company", "合计 total",
                  "自持 own", "股东 holders")  # fmt: skip
    for item in answer["items"]:
        total, own = (percent(item[name], item[name]) for name in ("total_ppm", "own_ppm"))
        held = "; ".join(
            f"{each['name']} {percent(each['share_ppm'], each['share_max_ppm'])}"
            for each in item["holders"]
        )
        sheet.row(brief(item), total, own, held)
    _said(answer, sheet, "没有超过 100 % / nothing beyond the whole")


def groups(answer: dict[str, Any]) -> None:
    sheet = Sheet("企业集团 / groups", "最终控制人 controller", "企业 firms", "成员 members")
    for item in answer["items"]:
        head = brief(item["head"]) if item["head"] else "不止一个 / several"
        sheet.row(head, item["size"], ", ".join(brief(each) for each in item["members"]))
    _said(answer, sheet, "不属于任何集团 / no group")


def shells(answer: dict[str, Any]) -> None:
    sheet = Sheet("疑似空壳集群(线索)/ shell clusters, indicators", "企业 firms", "登记 registered",
                  "成员 members", "共用 shared")  # fmt: skip
    for item in answer["items"]:
        members = ", ".join(brief(each) for each in item["members"])
        shared = "; ".join(f"{each['sharing']} {each['name']}" for each in item["shared"])
        sheet.row(len(item["members"]), f"{item['since']} … {item['until']}", members, shared)
    _said(answer, sheet, "没有线索 / no indicator")


def ranking(answer: dict[str, Any]) -> None:
    sheet = Sheet("先查谁 / whom to look at first", "分值 score", "主体 subject", "路径 path")
    for item in answer["items"]:
        score = percent(item["score_ppm"], item["score_ppm"])
        sheet.row(score, brief(item), walk(item["path"]))
    for hub in answer["hubs"]:
        click.echo(f"枢纽,未穿越 / a hub, not walked through: {brief(hub)}")
    _said(answer, sheet, "周围没有主体 / nobody around")


def debtrank(answer: dict[str, Any]) -> None:
    sheet = Sheet("担保链上的困境 / distress along guarantees", "困境 distress", "担保人 guarantor",
                  "资本(元) capital", "担保 guarantees")  # fmt: skip
    for item in answer["items"]:
        distress = percent(item["distress_ppm"], item["distress_max_ppm"])
        fen = item["capital_fen"]
        capital = "不详 unknown" if fen is None else f"{fen // 100:,}"
        sheet.row(distress, brief(item), capital, walk(item["path"]))
    total = percent(answer["debtrank_ppm"], answer["debtrank_max_ppm"])
    click.echo(f"DebtRank: {total}")
    _said(answer, sheet, "无人为其担保 / nobody guarantees for them")


def _said(answer: dict[str, Any], sheet: Sheet, nothing: str) -> None:
    if "name" in answer:
        click.echo(brief(answer))
    if answer["items"]:
        sheet.show()
    elif not answer["reason"]:
        click.echo(nothing)
    if answer["omitted"]:
        omitted = answer["omitted"]
        click.echo(f"另有 {omitted:,} 个未列出 / {omitted:,} more; use --limit")
    if answer["reason"]:
        click.echo(answer["reason"])
    click.echo(f"{answer['notice_zh']}\n{answer['notice_en']}")
    frame(answer)
