"""Suppositions as people write them: an object with its kind, or the same in one line.

    transfer company=ID from=ID to=ID [percent=60] [on=DAY]       without percent: all of it
    listing subject=ID list=wage_arrears [decided=DAY] [behaviour=DAY] [until=DAY]
    repair record=ID [on=DAY]

Days are the day asked about unless they are given. A line may also be the JSON object itself.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

import msgspec

from analyses.explanation.suppositions import Listing, Repair, Supposition, Transfer
from api.answers.ground import Ground
from api.answers.resolve import key_in, subject_of
from graph.errors import RefusedInput

WHOLE: Final = 1_000_000
Said = dict[str, str | int | bool]


def in_words(line: str) -> dict[str, Any]:
    """The object a line stands for. Raises RefusedInput."""
    if line.lstrip().startswith("{"):
        return _object(line)
    try:
        kind, *rest = shlex.split(line)
        pairs = [word.partition("=") for word in rest]
    except ValueError:
        raise _refused(f"应如 {EXAMPLE}", f"write it as {EXAMPLE}") from None
    if any(not sign or not value for _, sign, value in pairs):
        raise _refused(f"各项应写作 名=值,如 {EXAMPLE}", f"write name=value, as in {EXAMPLE}")
    return {"kind": kind, **{name: value for name, _, value in pairs}}


def _object(text: str) -> dict[str, Any]:
    try:
        return msgspec.json.decode(text, type=dict[str, str | int])
    except (msgspec.MsgspecError, UnicodeError):
        raise _refused(
            "不是 JSON 对象,值应为文本或整数", "no JSON object of texts and integers"
        ) from None


EXAMPLE: Final = "“transfer company=ID from=ID to=ID percent=60”"


def supposition(ground: Ground, given: Mapping[str, Any]) -> tuple[Supposition, Said]:
    """What is meant, and what was understood: ids as they stand, days written out.

    Raises RefusedInput, UnknownId and AmbiguousId, naming the field.
    """
    kind = given.get("kind")
    if not isinstance(kind, str) or kind not in _KINDS:
        listed = ", ".join(_KINDS)
        raise _refused(f"kind 应为以下之一:{listed}", f"kind must be one of: {listed}")
    needed, also, read = _KINDS[kind]
    _check_names(kind, given, needed, also)
    return read(ground, given)


def _transfer(ground: Ground, given: Mapping[str, Any]) -> tuple[Supposition, Said]:
    named = {name: subject_of(ground, _text(given, name))[0] for name in ("company", "from", "to")}
    on, share = _day(ground, given, "on"), _share(given)
    company, giver, taker = (view.number for view in named.values())
    said: Said = {"kind": "transfer", **{name: view.key.id for name, view in named.items()}}
    if share is not None:
        said["share_ppm"] = share
    return Transfer(company, giver, taker, on, share), {**said, "on": on.isoformat()}


def _listing(ground: Ground, given: Mapping[str, Any]) -> tuple[Supposition, Said]:
    subject, _ = subject_of(ground, _text(given, "subject"))
    days = {name: _day(ground, given, name) for name in ("decided", "behaviour", "until")
            if name == "decided" or name in given}  # fmt: skip
    meant = Listing(subject.number, _text(given, "list"), days["decided"],
                    days.get("behaviour"), days.get("until"))  # fmt: skip
    said: Said = {"kind": "listing", "subject": subject.key.id, "list": meant.list}
    return meant, {**said, **{name: day.isoformat() for name, day in days.items()}}


def _repair(ground: Ground, given: Mapping[str, Any]) -> tuple[Supposition, Said]:
    key = key_in(ground, _text(given, "record"), ("sanction",), "失信记录", "record")
    record = ground.store.nodes([key], known_at=ground.known_at)[key]
    on = _day(ground, given, "on")
    said: Said = {"kind": "repair", "record": record.key.id, "on": on.isoformat()}
    return Repair(record.number, on), said


_Read = Callable[[Ground, Mapping[str, Any]], tuple[Supposition, Said]]
_KINDS: Final[Mapping[str, tuple[tuple[str, ...], tuple[str, ...], _Read]]] = {
    "transfer": (("company", "from", "to"), ("percent", "share_ppm", "on"), _transfer),
    "listing": (("subject", "list"), ("decided", "behaviour", "until"), _listing),
    "repair": (("record",), ("on",), _repair),
}


def _check_names(
    kind: str, given: Mapping[str, Any], needed: tuple[str, ...], also: tuple[str, ...]
) -> None:
    missing = [name for name in needed if name not in given]
    if missing:
        listed = ", ".join(missing)
        raise _refused(f"{kind} 还须写明:{listed}", f"{kind} also needs: {listed}")
    if given.keys() - {"kind", *needed, *also}:
        listed = ", ".join((*needed, *also))
        raise _refused(f"{kind} 只有这些项:{listed}", f"{kind} takes only: {listed}")


def _text(given: Mapping[str, Any], name: str) -> str:
    value = given[name]
    if not isinstance(value, str):
        raise _refused(f"{name} 应为文本", f"{name} must be text")
    return value


def _day(ground: Ground, given: Mapping[str, Any], name: str) -> date:
    if name not in given:
        return ground.day
    try:
        return date.fromisoformat(_text(given, name))
    except ValueError:
        raise _refused(
            f"{name} 应为真实日期,如 2026-01-31", f"{name} must be a real date such as 2026-01-31"
        ) from None


def _share(given: Mapping[str, Any]) -> int | None:
    """In ppm; of a percentage, exactly, up to four decimals."""
    if "percent" in given and "share_ppm" in given:
        raise _refused("percent 与 share_ppm 只能写一个", "write percent or share_ppm, not both")
    if "percent" in given:
        value, times, name = given["percent"], 10_000, "percent"
    elif "share_ppm" in given:
        value, times, name = given["share_ppm"], 1, "share_ppm"
    else:
        return None
    try:
        ppm = Decimal(value if type(value) in (str, int) else "x") * times
    except InvalidOperation:
        ppm = Decimal(0)
    if not ppm.is_finite() or ppm != int(ppm) or not 0 < ppm <= WHOLE:
        raise _refused(f"{name} 应为大于 0、至多为整体的数", f"{name} must be above 0, at most all")
    return int(ppm)


def _refused(zh: str, en: str) -> RefusedInput:
    return RefusedInput(f"suppose:{zh}", f"suppose: {en}", field="suppose")
