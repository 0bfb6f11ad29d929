"""What is wrong with a body that has not its declared shape, and what would be right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from re import Match
from typing import Any, Final

from msgspec import inspect

from graph.errors import RefusedInput
from graph.masking import shown

Said = tuple[str, str]
_AT: Final = re.compile(r" - at `(?:key` in `)?\$\.?([^`]*)`$")
_NAMED: Final = re.compile(r"(unknown|missing required) field `(.+)`$", re.DOTALL)
_STEP: Final = re.compile(r"([^.\[\]]+)|\[(\d+|\.\.\.)\]")
_DAY: Final = r"^\d{4}-\d{2}-\d{2}$"
_LISTED: Final = 30  # names in one message
_TYPES: Final[Mapping[str, Said]] = {
    "str": ("文本", "text"), "int": ("整数", "a whole number"), "float": ("数", "a number"),
    "bool": ("true 或 false", "true or false"), "null": ("null", "null"),
    "array": ("列表", "a list"), "object": ("对象", "an object"),
    "date": ("形如 2026-01-31 的日期", "a date such as 2026-01-31"),
    "datetime": ("时刻", "a time"),
}  # fmt: skip
_GOT: Final[Mapping[str, Said]] = {
    **_TYPES, "float": ("带小数的数", "one with a fraction"), "bool": ("布尔值", "a truth value"),
}  # fmt: skip
_BOUNDS: Final[Mapping[str, Said]] = {
    ">=": ("不得小于 {}", "must not be less than {}"),
    "<=": ("不得大于 {}", "must not be more than {}"),
    ">": ("应大于 {}", "must be more than {}"),
    "<": ("应小于 {}", "must be less than {}"),
}
_LENGTHS: Final[Mapping[str, Said]] = {
    ">=": ("至少 {}", "at least {}"),
    "<=": ("至多 {}", "at most {}"),
    "": ("应为 {}", "exactly {}"),
}  # fmt: skip


def misshapen(reason: str, plain: Any, shape: type[Any]) -> RefusedInput:
    """By msgspec's ``reason`` why ``plain`` is not of the shape. The value sent is not repeated."""
    place = _AT.search(reason)
    said, path = _AT.sub("", reason), place.group(1) if place else ""
    types = _types_at(path, plain, shape)
    named = _NAMED.search(said)
    name = named.group(2) if named else ""
    field = shown(".".join(part for part in (path, name) if part), 60) or "body"
    if named is None:
        zh, en = _wrong(said, types)
        of = ("请求内容", "the body") if field == "body" else (f"“{field}”", field)
        return RefusedInput(f"{of[0]}{zh}", f"{of[1]}: {en}", field=field)
    if named.group(1) == "unknown":
        zh, en = no_such(shown(name, 60), _names(types))
        return RefusedInput(f"没有字段{zh}", f"there is no field {en}", field=field)
    return RefusedInput(f"缺少“{field}”", f"{field} is required", field=field)


def no_such(name: str, names: Iterable[str]) -> Said:
    """The name that is none, and those there are, what it most resembles first."""
    likely = sorted(names, key=lambda other: (-SequenceMatcher(None, name, other).ratio(), other))
    more = len(likely) > _LISTED
    listed = ", ".join(likely[:_LISTED]) + (", …" if more else "")
    if not listed:
        return f"“{name}”", f"{name!r}"
    return f"“{name}”;可用的有:{listed}", f"{name!r}; there are: {listed}"


def _wrong(said: str, types: list[inspect.Type]) -> Said:
    for pattern, word in _WORDED:
        found = pattern.fullmatch(said)
        if found is not None:
            return word(found, types)
    return f"的取值不能接受:{said}", said  # a check of the shape's own, in its own words


def _another_type(found: Match[str], types: list[inspect.Type]) -> Said:
    wanted = [_TYPES.get(each, (each, each)) for each in found.group(1).split(" | ")]
    got = _GOT.get(found.group(2), (found.group(2), found.group(2)))
    zh, en = "或".join(each[0] for each in wanted), " or ".join(each[1] for each in wanted)
    choices = _choices(types)
    among = (f"(以下之一:{choices})", f" (one of: {choices})") if choices else ("", "")
    return f"应为{zh}{among[0]},不是{got[0]}", f"must be {en}{among[1]}, not {got[1]}"


def _of_length(found: Match[str], _: list[inspect.Type]) -> Said:
    kind, bound, count = found.group(1), found.group(2) or "", found.group(3)
    what = ("个字符", "characters") if kind == "str" else ("项", "items")
    zh, en = _LENGTHS[bound]
    if (bound, count) == (">=", "1"):
        return f"不得为空,至少 1 {what[0]}", f"must not be empty: it takes 1 or more {what[1]}"
    return f"{zh.format(count)} {what[0]}", f"it takes {en.format(count)} {what[1]}"


def _bounded(found: Match[str], _: list[inspect.Type]) -> Said:
    zh, en = _BOUNDS[found.group(1)]
    return zh.format(found.group(2)), en.format(found.group(2))


def _patterned(found: Match[str], types: list[inspect.Type]) -> Said:
    patterns = [each.pattern for each in types if isinstance(each, inspect.StrType)]
    if patterns == [_DAY]:
        zh, en = _TYPES["date"]
        return f"应为{zh}", f"must be {en}"
    return f"应符合 {found.group(1)}", f"must match {found.group(1)}"


def _not_among(_: Match[str], types: list[inspect.Type]) -> Said:
    choices = _choices(types)
    return f"应为以下之一:{choices}", f"must be one of: {choices}"


def _no_date(_: Match[str], __: list[inspect.Type]) -> Said:
    zh, en = _TYPES["date"]
    return f"应为{zh}", f"must be {en}"


_Word = Callable[[Match[str], list[inspect.Type]], Said]
_WORDED: Final[tuple[tuple[re.Pattern[str], _Word], ...]] = (
    (re.compile(r"Expected `([^`]+)`, got `([^`]+)`"), _another_type),
    (re.compile(r"Expected `(\w+)` of length (?:(>=|<=) )?(\d+)(?:, got \d+)?"), _of_length),
    (re.compile(r"Expected `\w+` (>=|<=|>|<) (\S+)"), _bounded),
    (re.compile(r"Expected `str` matching regex '(.+)'"), _patterned),
    (re.compile(r"Invalid (?:enum )?value .+", re.DOTALL), _not_among),
    (re.compile(r"Invalid RFC3339 encoded date"), _no_date),
)


def _types_at(path: str, plain: Any, shape: type[Any]) -> list[inspect.Type]:
    """What a value at this place may be; of tagged alternatives, only what the body's tag says."""
    types = list(_alternatives(inspect.type_info(shape), plain))
    for name, index in _STEP.findall(path):
        below = _below(plain, name, index)
        inner = [each for kind in types for each in _inner(kind, name)]
        types = [each for kind in inner for each in _alternatives(kind, below)]
        plain = below
    return types


def _below(plain: Any, name: str, index: str) -> Any:
    if name and isinstance(plain, dict):
        return plain.get(name)
    if index.isdigit() and isinstance(plain, list):
        return plain[int(index)]
    return None


def _inner(kind: inspect.Type, name: str) -> Iterator[inspect.Type]:
    if isinstance(kind, inspect.StructType):
        if name and name == kind.tag_field:
            yield inspect.LiteralType((kind.tag,))
        yield from (field.type for field in kind.fields if field.encode_name == name)
    elif isinstance(kind, inspect.DictType):
        yield kind.value_type
    elif isinstance(kind, (inspect.ListType, inspect.VarTupleType)):
        yield kind.item_type


def _alternatives(kind: inspect.Type, plain: Any) -> Iterator[inspect.Type]:
    while isinstance(kind, inspect.Metadata):
        kind = kind.type
    if not isinstance(kind, inspect.UnionType):
        yield kind
        return
    told = plain if isinstance(plain, dict) else {}
    tagged = [each for each in kind.types if isinstance(each, inspect.StructType)
              and each.tag_field is not None and told.get(each.tag_field) == each.tag]  # fmt: skip
    yield from tagged or kind.types


def _choices(types: Iterable[inspect.Type]) -> str:
    found: list[Any] = []
    for kind in types:
        if isinstance(kind, inspect.LiteralType):
            found += kind.values
        elif isinstance(kind, inspect.EnumType):
            found += [member.value for member in kind.cls]
    return ", ".join(str(each) for each in dict.fromkeys(found))


def _names(types: Iterable[inspect.Type]) -> list[str]:
    found: list[str] = []
    for kind in types:
        if isinstance(kind, inspect.StructType):
            found += [kind.tag_field] if kind.tag_field else []
            found += [field.encode_name for field in kind.fields]
    return list(dict.fromkeys(found))
