"""Each missing condition in one sentence, by its code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from analyses.questions import Lack

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
    "uncertain": ("所载事实不足以断定", "what is stated does not suffice to tell"),
    "not_stated": ("所载事实并不如此", "nothing that is stated says so"),
}  # fmt: skip


def sentence(lack: Lack, about: str) -> tuple[str, str]:
    """In Chinese and in English. ``about`` is the name of where it breaks."""
    said = {name: _written(name, value) for name, value in lack.said.items()}
    zh, en = SENTENCES[lack.code]
    return zh.format(about=about, **said), en.format(about=about, **said)


def _written(name: str, value: object) -> str:
    """Shares as percentages; everything else as it stands."""
    if name in _PPM and isinstance(value, int):
        return f"{value / 10_000:.4f}".rstrip("0").rstrip(".") + " %"
    return str(value)
