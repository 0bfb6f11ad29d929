"""An address's query, read once and strictly into the route's question."""

from __future__ import annotations

from typing import Any, get_origin
from urllib.parse import unquote_to_bytes

from pydantic import BaseModel, ValidationError

Errors = list[Any]


class Reader:
    """Reads the queries of one model. Each parameter may be given once, unless it is a list.

    Calling it gives the question, or None and pydantic's errors, as FastAPI words them; besides,
    ``given_twice``, and ``unreadable`` for what is not UTF-8 or holds a NUL. A name that is none
    comes with those there are.
    """

    def __init__(self, model: type[BaseModel]) -> None:
        self._validate = model.model_validate
        self._unasked = (
            None if any(f.is_required() for f in model.model_fields.values()) else model()
        )
        self._names = [field.alias or name for name, field in model.model_fields.items()]
        self._lists = frozenset(
            field.alias or name
            for name, field in model.model_fields.items()
            if get_origin(field.annotation) in (list, tuple)
        )

    def __call__(self, query: bytes) -> tuple[BaseModel | None, Errors]:
        if not query and self._unasked is not None:
            return self._unasked, []
        values: dict[str, Any] = {}
        wrong: dict[str, str] = {}
        for part in query.split(b"&"):
            if part:
                self._take(part, values, wrong)
        errors = [{"type": why, "loc": (name,)} for name, why in wrong.items()]
        try:
            question = self._validate(values)
        except ValidationError as found:
            others = found.errors(include_url=False, include_input=False)
            others = [each for each in others if each["loc"][0] not in wrong]
            return None, [*errors, *map(self._told, others)]
        return (None if errors else question), errors

    def _told(self, error: Any) -> Any:
        """With the names there are, where one is none of them."""
        if error["type"] != "extra_forbidden":
            return error
        return {**error, "ctx": {"names": self._names}}

    def _take(self, part: bytes, values: dict[str, Any], wrong: dict[str, str]) -> None:
        raw_name, _, raw_value = part.partition(b"=")
        name, value = _text(raw_name), _text(raw_value)
        if name is None or value is None:
            wrong[name or raw_name.decode("ascii", "replace")] = "unreadable"
        elif name in self._lists:
            values.setdefault(name, []).append(value)
        elif name in values:
            wrong[name] = "given_twice"
        else:
            values[name] = value


def _text(written: bytes) -> str | None:
    """None for what is not UTF-8 or holds a NUL."""
    if b"%" in written or b"+" in written:
        written = unquote_to_bytes(written.replace(b"+", b" "))
    try:
        text = written.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if "\x00" in text else text
