"""Each missing condition in one sentence, by its code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from analyses.questions import Lack
from graph.vocabulary import OFFICE_ZH

_PPM: Final = ("has", "needs")
SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    "same_subject": ("两者是同一主体", "both are the same subject"),
    "cut_short": ("查询被截断({by}),不能断定", "the search was cut short ({by})"),
    "no_path": ("当日两者之间没有持股链", "no chain of stakes ties the two on that day"),
    "ended": ("与“{about}”的这一关系已于 {day} 终止", "the tie with {about} ended on {day}"),
    "not_yet": ("与“{about}”的这一关系自 {day} 才开始", "the tie with {about} begins on {day}"),
    "share_below": (
        "在“{about}”合计只有 {has},须达 {needs}",
        "they hold only {has} of {about} together; {needs} is needed",
    ),
    "unknown_share": (
        "有份额未登记,恰由它决定", "a share is not stated, and it decides",
    ),
    "own_shares": (
        "是否过半取决于公司自持的份额如何计票",
        "whether it is a majority depends on how the company's own shares count",
    ),
    "register_ends": (
        "登记到“{about}”为止:其出资人无从得知",
        "the register ends at {about}: nobody states who owns it",
    ),
    "no_person": ("“{about}”不是自然人", "{about} is no natural person"),
    "no_role": ("与“{about}”之间从无登记的职务", "there never was a role between it and {about}"),
    "only_owner": (
        "与“{about}”之间只有出资,没有规范所指的职务:股东或子公司不受延伸",
        "only a stake ties it to {about}, no role that a norm names: owners are not reached",
    ),
    "no_record": ("“{about}”没有失信记录", "{about} has no adverse record"),
    "record_repaired": ("“{about}”已于 {on} 修复", "{about} was repaired on {on}"),
    "record_expired": (
        "“{about}”的期限已于 {until} 届满({by})", "the life of {about} ended on {until} ({by})",
    ),
    "record_annulled": ("“{about}”已被撤销,视为自始没有", "{about} is annulled: it never was"),
    "record_future": ("“{about}”于 {since} 才作出", "{about} is only decided on {since}"),
    "not_its_record": ("“{about}”不是该主体的记录", "{about} is no record of the subject"),
    "no_norm": ("没有规范使“{list}”延伸至他人", "no norm extends {list} to anybody else"),
    "other_roles": (
        "“{norm}”只及于这些职务:{offices};所任为 {office}",
        "the norm names other roles ({offices}); the one held is {office}",
    ),
    "role_not_held": (
        "在“{norm}”所指之日({day})并未任职:{office} 自 {since} 至 {until}",
        "no role in force on the day that counts ({day}): {office} from {since} to {until}",
    ),
    "term_over": ("措施的期限已于 {until} 届满", "the measure's term ended on {until}"),
    "not_told": ("未登记而恰由它决定:{doubts}", "what decides is not stated: {doubts}"),
    "no_part": (
        "“{about}”未投此标段,也未参建此项目", "{about} neither bid for it nor takes part in it",
    ),
    "never_met": ("从未同标段投标,也未同项目参建", "they never met in a lot or a project"),
    "no_ground": (
        "二者在同一处,但没有规则所指的事实", "they met, but no fact that a rule asks for ties them",
    ),
    "no_rule": ("当日尚无这样的规则", "there was no such rule on the day"),
    "nothing_passes": (
        "{hops} 步之内没有可传递的关系(占股 10% 以下、枢纽之后不计)",
        "no tie that passes anything within {hops} hops, small stakes and hubs left out",
    ),
    "others_pass_more": (
        "有路径({has}),但另有更强的来源列在前面", "there is a path ({has}), but others pass more",
    ),
    "uncertain": ("所载事实不足以断定", "what is stated does not suffice to tell"),
    "not_stated": ("所载事实并不如此", "nothing that is stated says so"),
}  # fmt: skip


def sentence(lack: Lack, about: str) -> tuple[str, str]:
    """In Chinese and in English. ``about`` is the name of where it breaks."""
    said = defaultdict(lambda: "—", {n: _written(n, value) for n, value in lack.said.items()})
    said["about"] = about
    zh, en = SENTENCES[lack.code]
    return zh.format_map(said), en.format_map(said)


def _written(name: str, value: object) -> str:
    """Shares as percentages, offices by name; everything else as it stands."""
    if name in ("office", "offices"):
        return "、".join(OFFICE_ZH.get(code, code) for code in str(value).split(", "))
    if name in _PPM and isinstance(value, int):
        return f"{value / 10_000:.4f}".rstrip("0").rstrip(".") + " %"
    return str(value)
