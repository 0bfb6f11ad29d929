"""What the framework found wrong with a question, said in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from api.misshapen import no_such
from api.problems import BAD_QUESTION, FieldError, Refusal
from graph.masking import shown

# pydantic's error type → what would be right; the context's values fill the braces
_SAID: Final[Mapping[str, tuple[str, str]]] = {
    "missing": ("缺少此项", "this is required"),
    "extra_forbidden": ("没有这个查询条件", "there is no such parameter"),
    "literal_error": ("应为以下之一:{expected}", "must be one of: {expected}"),
    "int_parsing": ("应为整数", "must be a whole number"),
    "int_parsing_size": ("位数过多", "has too many digits"),
    "value_error": ("应为整数,只写数字", "must be a whole number, digits only"),
    "greater_than_equal": ("不得小于 {ge}", "must not be less than {ge}"),
    "less_than_equal": ("不得大于 {le}", "must not be more than {le}"),
    "string_too_short": ("不得少于 {min_length} 个字符", "needs {min_length} characters or more"),
    "string_too_long": ("不得超过 {max_length} 个字符", "takes {max_length} characters at most"),
    "too_short": ("至少 {min_length} 个", "takes {min_length} or more"),
    "too_long": (
        "至多 {max_length} 个,这里有 {actual_length} 个",
        "takes {max_length} at most, not {actual_length}",
    ),
    "string_pattern_mismatch": ("应符合 {pattern}", "must match {pattern}"),
    "float_parsing": ("应为数", "must be a number"),
    "bool_parsing": ("应为 true 或 false", "must be true or false"),
    "given_twice": ("只可填写一次", "may be given only once"),
    "unreadable": ("应为不含空字符的 UTF-8 文本", "must be UTF-8 text without NUL"),
}
_TOLD: Final = 5  # findings told in the detail; all of them are in ``errors``
_OTHERWISE: Final = ("填写有误", "not acceptable")


def refusal_of_question(errors: Sequence[Any]) -> Refusal:
    """One field error per finding; the values as sent are never repeated."""
    found = tuple(_field_error(error) for error in errors)
    zh = ";".join(f"{error['field']} {error['zh']}" for error in found[:_TOLD])
    en = "; ".join(f"{error['field']} {error['en']}" for error in found[:_TOLD])
    return Refusal(BAD_QUESTION, f"请改正:{zh}", f"please correct: {en}", found)


def _field_error(error: Mapping[str, Any]) -> FieldError:
    # what the caller names a parameter is cut short: it is theirs, not ours
    field = shown(next(str(part) for part in reversed(error["loc"]) if isinstance(part, str)), 60)
    context = _context(error)
    if error["type"] == "extra_forbidden" and "names" in context:
        zh, en = no_such(field, context["names"])
        return {"field": field, "zh": f"没有查询条件{zh}", "en": f"there is no parameter {en}"}
    zh, en = _SAID.get(error["type"], _OTHERWISE)
    said = {name: str(value).replace(" or ", ", ") for name, value in context.items()}
    return {"field": field, "zh": zh.format(**said), "en": en.format(**said)}


def _context(error: Mapping[str, Any]) -> Mapping[str, Any]:
    context: Mapping[str, Any] = error.get("ctx") or {}
    return context
