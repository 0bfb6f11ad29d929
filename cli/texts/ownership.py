"""Ownership as text: shares in percent, a range where they are not known."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import click
from rich.text import Text
from rich.tree import Tree

from cli.console import Sheet, brief, frame, terminal, walk

_TOLD = {"yes": "是 yes", "unknown": "待查明 unknown"}


def control(answer: dict[str, Any]) -> None:
    click.echo(brief(answer))
    _sides(answer, "")
    apart = answer["if_own_shares_left_out"]
    if apart["controls"] or apart["controlled_by"]:
        _sides(apart, "(若不计公司自持股份 / if own shares are left out)")
    together = answer["in_concert"]
    if together != {name: answer[name] for name in together}:
        _sides(together, "(一致行动人合并 / acting in concert)")
    frame(answer)


def _sides(sides: dict[str, Any], said: str) -> None:
    def row(item: dict[str, Any]) -> tuple[str, ...]:
        votes = percent(item["votes_ppm"], item["votes_max_ppm"])
        return brief(item), votes, _TOLD[item["answer"]], _paths(item)

    columns = ("主体 subject", "表决权 votes", "结论", "持股 stakes")
    for name, zh, en in (
        ("controls", "控制", "controls"),
        ("controlled_by", "受其控制", "controlled by"),
    ):
        shown(f"{zh}{said} / {en}", columns, sides[name], row)


def owners(answer: dict[str, Any]) -> None:
    click.echo(brief(answer))

    def row(item: dict[str, Any]) -> tuple[str, ...]:
        direct = percent(item["direct_ppm"], item["direct_max_ppm"])
        final = percent(item["integrated_ppm"], item["integrated_max_ppm"])
        return brief(item), final, direct, _paths(item)

    columns = ("股东 owner", "最终 in the end", "直接 direct", "最大一条路径 strongest path")
    shown("股东 / owners", columns, answer["owners"], row)
    if answer["own_max_ppm"]:
        click.echo(f"自持 / of itself: {percent(answer['own_ppm'], answer['own_max_ppm'])}")
    for loop in answer["unsolved"]:
        click.echo(f"闭合持股环,份额无解 / a closed loop, unsolved: {', '.join(loop)}")
    frame(answer)


def tree(answer: dict[str, Any]) -> None:
    root = Tree(Text(brief(answer)))
    _grow(root, answer)
    terminal().print(root)
    frame(answer)


def _grow(grown: Tree, party: dict[str, Any]) -> None:
    for branch in party["branches"]:
        share = percent(branch["direct_ppm"], branch["direct_max_ppm"])
        _grow(grown.add(Text(f"{share}  {brief(branch)}{_beside(branch)}")), branch)
    if party["omitted"]:
        more = party["omitted"]
        grown.add(Text(f"另有 {more:,} 个未列出 / {more:,} more; use --limit", style="dim"))


def _beside(branch: dict[str, Any]) -> str:
    if branch["repeated"]:
        return "  ↑ 见他处 / shown elsewhere"
    return "  … 更深处还有 / more below; use --depth" if branch["deeper"] else ""


def fifty(answer: dict[str, Any]) -> None:
    for each in answer["listed"]:
        click.echo(brief(each))

    def row(item: dict[str, Any]) -> tuple[str, ...]:
        return brief(item), percent(item["share_ppm"], item["share_max_ppm"]), _paths(item)

    columns = ("主体 subject", "合计 together", "持股 stakes")
    least = percent(answer["threshold_ppm"], answer["threshold_ppm"])
    shown(f"达到 / reached ≥ {least}", columns, answer["reached"], row)
    if answer["may_be_reached"]:
        shown("待查明 / unknown shares decide", columns, answer["may_be_reached"], row)
    click.echo(f"{answer['notice_zh']}\n{answer['notice_en']}")
    frame(answer)


def beneficial_owners(answer: dict[str, Any]) -> None:
    click.echo(brief(answer))
    columns = ("自然人 person", "标准 criterion", "份额 share", "依据 basis", "路径 paths")
    for name, title in (
        ("beneficial_owners", "受益所有人 / beneficial owners"),
        ("may_be", "待查明 / not known yet"),
    ):
        sheet = Sheet(title, *columns)
        for person in answer[name]:
            for ground in person["grounds"]:
                sheet.row(brief(person), ground["criterion_zh"], _share(ground), _basis(ground),
                          "\n".join(walk(path) for path in ground["paths"]))  # fmt: skip
        if answer[name]:
            sheet.show()
        elif name == "beneficial_owners":
            click.echo(f"{title}: 没有 / none")
    if answer["unrecorded_ppm"]:
        gap = percent(answer["unrecorded_ppm"], answer["unrecorded_ppm"])
        click.echo(f"无登记持有人的份额 / without a recorded holder: {gap}")
    _doubts(answer)
    frame(answer)


def _share(ground: dict[str, Any]) -> str:
    if ground["share_ppm"] is None:
        return str(ground["means"])
    return percent(ground["share_ppm"], ground["share_max_ppm"])


def _basis(item: dict[str, Any]) -> str:
    return ";".join(f"《{each['document']}》{each['article']}" for each in item["basis"])


def controller(answer: dict[str, Any]) -> None:
    click.echo(brief(answer))

    def row(item: dict[str, Any]) -> tuple[str, ...]:
        state = "国有资本 state capital" if item["state"] else ""
        return brief(item), item["method_zh"], state, _paths(item)

    title = "登记 / registered" if answer["status"] == "registered" else "疑似 / suspected"
    columns = ("主体 subject", "方法 method", "", "链条 chain")
    shown(f"实际控制人({title})/ actual controller", columns, answer["controllers"], row)
    if answer["loop"]:
        click.echo(f"互相控制 / control each other: {', '.join(answer['loop'])}")
    if answer["answer"] == "unknown":
        click.echo(_TOLD["unknown"])
    _doubts(answer)
    frame(answer)


def _doubts(answer: dict[str, Any]) -> None:
    for doubt in answer["doubts"]:
        company = f" → {brief(doubt['company'])}" if doubt["company"] else ""
        click.echo(f"{doubt['zh']} / {doubt['en']}: {brief(doubt['about'])}{company}")


def close_links(answer: dict[str, Any]) -> None:
    click.echo(brief(answer))

    def row(item: dict[str, Any]) -> tuple[str, ...]:
        third = brief(item["third"]) if item["third"] else ""
        share = percent(item["share_ppm"], item.get("share_max_ppm", item["share_ppm"]))
        return item["case"], brief(item), share, third, _paths(item)

    columns = ("情形 case", "主体 subject", "份额 share", "第三方 third", "路径 path")
    shown("密切联系 / close links", columns, answer["links"], row)
    if answer["may_be_linked"]:
        shown("待查明 / unknown shares decide", columns, answer["may_be_linked"], row)
    known = {(item["case"], item["id"]) for item in answer["links"]}
    further = [one for one in answer["by_control"] if (one["case"], one["id"]) not in known]
    if further:
        shown("另因控制而联系 / linked by way of control besides", columns, further, row)
    for loop in answer["unsolved"]:
        click.echo(f"闭合持股环,份额无解 / a closed loop, unsolved: {', '.join(loop)}")
    click.echo(f"{answer['notice_zh']}\n{answer['notice_en']}")
    frame(answer)


def percent(least: int, most: int) -> str:
    low = f"{least / 10_000:.4f}".rstrip("0").rstrip(".")
    high = f"{most / 10_000:.4f}".rstrip("0").rstrip(".")
    return f"{low} %" if low == high else f"{low}–{high} %"


def shown(
    title: str,
    columns: tuple[str, ...],
    items: list[dict[str, Any]],
    row: Callable[[dict[str, Any]], tuple[str, ...]],
) -> None:
    """A table of the items, or that there are none."""
    if not items:
        click.echo(f"{title}: 没有 / none")
        return
    sheet = Sheet(title, *columns)
    for item in items:
        sheet.row(*row(item))
    sheet.show()


def _paths(item: dict[str, Any]) -> str:
    steps = item["path"]
    tied = all(a["target"] == b["source"] for a, b in pairwise(steps))
    return walk(steps) if tied else "; ".join(walk([step]) for step in steps)
