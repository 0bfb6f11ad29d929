"""What the framework found wrong with a question, said in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from api.problems import BAD_QUESTION, FieldError, Refusal

# pydantic's error type → what would be right; the context's values fill the braces
_SAID: Final[Mapping[str, tuple[str, str]]] = {
    "missing": ("缺少此项", "this is required"),
    "extra_forbidden": ("没有这个查询条件", "there is no such parameter"),
    "literal_error": ("应为以下之一:{expected}", "must be one of: {expected}"),
    "int_parsing": ("应为整数", "must be a whole number"),
    "value_error": ("应为整数,只写数字", "must be a whole number, digits only"),
    "greater_than_equal": ("不得小于 {ge}", "must not be less than {ge}"),
    "less_than_equal": ("不得大于 {le}", "must not be more than {le}"),
    "string_too_short": ("不得少于 {min_length} 个字符", "needs {min_length} characters or more"),
    "string_too_long": ("不得超过 {max_length} 个字符", "takes {max_length} characters at most"),
    "given_twice": ("只可填写一次", "may be given only once"),
    "unreadable": ("应为不含空字符的 UTF-8 文本", "must be UTF-8 text without NUL"),
}
_OTHERWISE: Final = ("填写有误", "not acceptable")


def refusal_of_question(errors: Sequence[Any]) -> Refusal:
    """One field error per finding; the values as sent are never repeated."""
    found = tuple(_field_error(error) for error in errors)
    names = ", ".join(dict.fromkeys(error["field"] for error in found))
    return Refusal(BAD_QUESTION, f"请改正:{names}", f"please correct: {names}", found)


def _field_error(error: Mapping[str, Any]) -> FieldError:
    zh, en = _SAID.get(error["type"], _OTHERWISE)
    context = {name: str(value).replace(" or ", ", ") for name, value in _context(error).items()}
    # what the caller names a parameter is cut short: it is theirs, not ours
    field = str(error["loc"][-1])[:60]
    return {"field": field, "zh": zh.format(**context), "en": en.format(**context)}


def _context(error: Mapping[str, Any]) -> Mapping[str, Any]:
    context: Mapping[str, Any] = error.get("ctx") or {}
    return context
