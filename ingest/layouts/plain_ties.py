"""How subjects are tied, in the plain layouts: stakes, and ties without a table of their own."""

from __future__ import annotations

from typing import Final

from graph.facts import Fact, LinkFact, Value
from graph.vocabulary import STAKES, STAKES_ZH
from ingest.keys import Party, subject
from ingest.layout import BadField, Cells, Delivery
from ingest.values import code, day, fen, required, share_range, text, within

_STAKES: Final = {
    **{name: name for name in STAKES},
    **dict(zip(STAKES_ZH, STAKES, strict=True)),
    "普通": "plain", "股权": "plain", "表决权委托": "votes",
    "间接": "indirect", "间接持股": "indirect",
    "代持": "nominee", "名义持有": "nominee", "实际出资": "entrusted", "隐名": "entrusted",
    "自持": "treasury", "库存股": "treasury",
    "无表决权": "capital_income", "优先股": "capital_income",
}  # fmt: skip
_TIES: Final = {
    **{name: name for name in (
        "acts_with", "guarantees", "controls", "branch_of", "managed_by", "kin_of", "associate_of",
    )},
    "一致行动": "acts_with", "一致行动人": "acts_with",
    "担保": "guarantees", "保证": "guarantees", "对外担保": "guarantees",
    "实际控制": "controls", "控制": "controls",
    "分支机构": "branch_of", "分公司": "branch_of",
    "受托管理": "managed_by", "管理": "managed_by",
    "亲属": "kin_of", "近亲属": "kin_of", "配偶": "kin_of",
    "关联": "associate_of", "关联方": "associate_of", "关联人": "associate_of",
}  # fmt: skip
_DETAIL: Final = {
    "guarantees": "relation", "controls": "means", "kin_of": "relation",
    "associate_of": "relation", "acts_with": "basis", "branch_of": "basis", "managed_by": "basis",
}  # fmt: skip


def mentions(*parties: Party | None) -> tuple[Fact, ...]:
    """Persons named by identity number keep it, sealed, wherever they were named."""
    named = [p for p in parties if p is not None and p.fields and p.kind == "person"]
    return tuple([p.mention() for p in named]) if named else ()


def read_ownership(cells: Cells, delivery: Delivery) -> tuple[Fact, ...]:
    """One stake, exact or between two bounds. A stake held for another makes two links: the
    holder's, which carries nothing, and the nominator's, which carries it all."""
    owner = subject(cells, "owner", delivery)
    company = subject(cells, "company", delivery, "organization")
    least, most = share_range(cells, "share_percent", "share_min_percent", "share_max_percent")
    first, last = day(cells, "valid_from"), day(cells, "valid_until")
    within(first, last)
    fields: dict[str, Value] = {"share_min": least, "share_max": most}
    if not text(cells, "held_for"):
        stake = code(cells, "stake", _STAKES)
        said = {**fields, "stake": stake} if stake else fields
        distinct = stake if stake and stake != "plain" else ""
        link = LinkFact("owns", owner.key, company.key, said, distinct, first, last)
        return (*mentions(owner), link)
    nominator = _nominator(cells, owner, delivery)
    held = {**fields, "stake": "nominee", "nominator": nominator.key.id}
    given = {**fields, "stake": "entrusted", "nominee": owner.key.id}
    return (
        *mentions(owner, nominator),
        LinkFact("owns", owner.key, company.key, held, f"nominee|{nominator.key.id}", first, last),
        LinkFact("owns", nominator.key, company.key, given, f"entrusted|{owner.key.id}",
                 first, last),
    )  # fmt: skip


def _nominator(cells: Cells, owner: Party, delivery: Delivery) -> Party:
    """For whom the owner holds the stake. Raises BadField where that contradicts the row."""
    nominator = subject(cells, "held_for", delivery)
    if nominator.key == owner.key:
        raise BadField(
            "held_for", "名义持有人与实际出资人相同", "nominee and nominator are the same",
            "自己持有的份额请留空", "leave it empty for a stake held for oneself",
        )  # fmt: skip
    if code(cells, "stake", _STAKES, "plain") not in {None, "plain", "nominee"}:
        raise BadField(
            "stake", "有实际出资人的份额应为代持", "a stake held for another is a nominee stake",
            "请写 代持 或留空", "write nominee or leave it empty",
        )  # fmt: skip
    return nominator


def read_tie(cells: Cells, delivery: Delivery) -> tuple[Fact, ...]:
    """One tie from ``subject`` to ``other``: who guarantees, controls, is a branch comes first."""
    one, other = subject(cells, "subject", delivery), subject(cells, "other", delivery)
    required(cells, "tie")
    kind = str(code(cells, "tie", _TIES))
    if one.key == other.key:
        raise BadField(
            "other", "主体与对方相同", "a subject tied to itself",
            "请核对两个编号", "check both ids",
        )  # fmt: skip
    first, last = day(cells, "valid_from"), day(cells, "valid_until")
    within(first, last)
    detail, amount = text(cells, "detail"), fen(cells, "amount_yuan")
    fields: dict[str, Value] = {_DETAIL[kind]: detail} if detail else {}
    if amount is not None:
        if kind != "guarantees":
            raise BadField(
                "amount_yuan", "只有担保才有金额", "only a guarantee has an amount",
                "请留空", "leave it empty",
            )  # fmt: skip
        fields["amount"] = amount
    link = LinkFact(kind, one.key, other.key, fields, detail, first, last)
    return (*mentions(one, other), link)
