"""What a request's body says: strict JSON of a declared shape, under a key to repeat it by."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeVar

import msgspec
from anyio import to_thread
from msgspec import Meta

from analyses.rulebook.access import Role
from api.access.scope import check_unit
from graph import acts
from graph.errors import RefusedInput, UnsupportedMedia
from graph.facts import Value

if TYPE_CHECKING:  # the command reads bodies, too, and needs no web framework for it
    from fastapi import Request

KEY_HEADER: Final = "Idempotency-Key"
_KEY: Final = re.compile(r"[\x21-\x7e]{1,200}")
_MEDIA: Final = "application/json"
_AT: Final = re.compile(r" - at `\$\.?(.*)`$")
_NAMED: Final = re.compile(r"(unknown|missing required) field `([^`]+)`")
_DIGITS: Final = 400  # of one number; no amount is longer
_DEPTH: Final = 32  # of lists and objects in each other; no body of ours needs four

Name = Annotated[str, Meta(min_length=1, max_length=200)]
Words = Annotated[str, Meta(max_length=4_000)]
Day = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]


class Body(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every act says: the organisation that acts, who did it there, on what basis."""

    unit: Name
    officer: Words = ""
    basis: Words = ""
    note: Words = ""

    def said(self, note: str = "") -> dict[str, Value]:
        """What the act's event keeps of it; ``note`` stands before the body's own."""
        notes = ";".join(part for part in (note, self.note) if part)
        told = {"officer": self.officer, "basis": self.basis, "note": notes}
        return {name: value for name, value in told.items() if value}


B = TypeVar("B")
A = TypeVar("A", bound=Body)


async def read_act(request: Request, shape: type[A]) -> tuple[acts.Request, A]:
    """The act a request asks for, under the idempotency key of its header.

    Raises RefusedInput, naming the field, for a missing key or a body that breaks the shape, and
    NotPermitted for a unit that is not the actor's own.
    """
    key = idempotency_key(request)
    body = await read_body(request, shape)
    actor = request.state.actor
    check_unit(actor, body.unit)
    asked = act_request(body, key, request.url.path)
    return replace(asked, attested=actor.role is not Role.DEVELOPMENT), body


def idempotency_key(request: Request) -> str:
    """Raises RefusedInput for a request without one, or with one that is malformed."""
    key = request.headers.get(KEY_HEADER, "")
    if not _KEY.fullmatch(key):
        raise RefusedInput(
            f"请在请求头 {KEY_HEADER} 中给出 1 至 200 个可见 ASCII 字符的幂等键",
            f"give an idempotency key of 1 to 200 visible ASCII characters in {KEY_HEADER}",
            field=KEY_HEADER,
        )
    return key


def act_request(body: Body, key: str, place: str) -> acts.Request:
    """``place`` is what is acted on: one key serves one body at one place."""
    return acts.Request(body.unit, key, place.encode() + b"\n" + msgspec.json.encode(body))


async def read_body(request: Request, shape: type[B]) -> B:
    """Raises UnsupportedMedia, or RefusedInput for what is not strict JSON of this shape."""
    return parsed(await _sent(request), shape)


async def _sent(request: Request) -> bytes:
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media != _MEDIA:
        raise UnsupportedMedia(
            f"请以 Content-Type: {_MEDIA} 发送", f"send it as Content-Type: {_MEDIA}"
        )
    return await request.body()


async def read_list(request: Request, shape: type[B]) -> B:
    """``read_body`` for what may be long: it is read beside the answering of others."""
    return await to_thread.run_sync(parsed, await _sent(request), shape)


def parsed(body: bytes, shape: type[B]) -> B:
    """Strict: UTF-8, no key twice, no NaN, no lone surrogate, no field nobody knows."""
    try:
        plain = json.loads(
            body.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_such_number,
            parse_int=_whole, parse_float=_finite,
        )  # fmt: skip
        _check_depth(plain)
        json.dumps(plain, ensure_ascii=False).encode("utf-8")
    except RecursionError:
        zh, en = f"嵌套过深,至多 {_DEPTH} 层", f"nested too deeply, at most {_DEPTH} levels"
        raise _malformed(zh, en) from None
    except UnicodeError:
        raise _malformed("不是 UTF-8 文本", "not UTF-8 text") from None
    except ValueError as error:
        zh, en = _place(error)
        raise _malformed(f"不是严格的 JSON{zh}", f"not strict JSON{en}") from None
    try:
        return msgspec.convert(plain, shape)
    except msgspec.ValidationError as error:
        raise _misshapen(str(error)) from None


def _place(error: ValueError) -> tuple[str, str]:
    if not isinstance(error, json.JSONDecodeError):
        return "", ""
    return f"(第 {error.pos + 1} 字)", f" (character {error.pos + 1})"


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        twice = next(name for name, _ in pairs if sum(name == other for other, _ in pairs) > 1)
        raise RefusedInput("同一字段写了两次", "a field is given twice", field=twice[:60])
    return found


def _no_such_number(name: str) -> float:
    raise ValueError(name)


def _whole(digits: str) -> int:
    if len(digits) > _DIGITS:
        raise ValueError("too many digits")
    return int(digits)


def _finite(written: str) -> float:
    number = float(written) if len(written) <= _DIGITS else math.inf
    if not math.isfinite(number):
        raise ValueError("not a number that can be held")
    return number


def _check_depth(plain: Any) -> None:
    """Raises RecursionError. What is parsed is small: the body has a limit."""
    level = [plain] if isinstance(plain, (dict, list)) else []
    for _ in range(_DEPTH + 1):
        inner = (each.values() if isinstance(each, dict) else each for each in level)
        level = [part for each in inner for part in each if isinstance(part, (dict, list))]
        if not level:
            return
    raise RecursionError


def _malformed(zh: str, en: str) -> RefusedInput:
    return RefusedInput(f"请求内容{zh}", f"the body is {en}", field="body")


def _misshapen(reason: str) -> RefusedInput:
    """msgspec's reason, which never repeats the value sent."""
    place = _AT.search(reason)
    said = _AT.sub("", reason)
    named = _NAMED.search(said)
    parts = [place.group(1) if place else "", named.group(2) if named else ""]
    field = ".".join(part for part in parts if part)[:60] or "body"
    if named is None:
        return RefusedInput(f"“{field}”的类型或取值不对:{said}", f"{field}: {said}", field=field)
    if named.group(1) == "unknown":
        return RefusedInput("没有这个字段", "there is no such field", field=field)
    return RefusedInput("缺少此项", "this is required", field=field)
