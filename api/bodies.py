"""What a request's body says: strict JSON of a declared shape, under a key to repeat it by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeVar

import msgspec
from anyio import to_thread
from msgspec import Meta

from analyses.rulebook.access import Role
from api.access.scope import check_unit
from api.misshapen import misshapen
from api.strict_json import strict
from graph import acts
from graph.errors import RefusedInput, UnsupportedMedia
from graph.facts import Value
from graph.masking import speakable

if TYPE_CHECKING:  # the command reads bodies, too, and needs no web framework for it
    from fastapi import Request

KEY_HEADER: Final = "Idempotency-Key"
_KEY: Final = re.compile(r"[\x21-\x7e]{1,200}")
_MEDIA: Final = "application/json"
_IDS: Final = frozenset({"id", "ids", "subject", "subjects", "record", "cursor"})
"""Fields that name what is known already: what nobody knows is refused, and not kept."""

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
    body = await read_kept(request, shape)
    actor = request.state.actor
    check_unit(actor, body.unit)
    asked = act_request(body, key, request.url.path)
    return replace(asked, attested=actor.role is not Role.DEVELOPMENT), body


def idempotency_key(request: Request) -> str:
    """Raises RefusedInput for a request without one, or with one that is malformed."""
    key = request.headers.get(KEY_HEADER, "").strip()
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


async def read_kept(request: Request, shape: type[B]) -> B:
    """``read_body`` for what is kept: no free text of it may hold an identity number."""
    return unnumbered(await read_body(request, shape))


def unnumbered(body: B) -> B:
    """The body again. Raises RefusedInput, naming the field, where a free text of it holds a
    resident identity number: whatever is kept is shown to others later."""
    held = next(_numbered(msgspec.to_builtins(body), ""), None)
    if held is not None:
        raise RefusedInput(
            "这里含居民身份号码,或无法与 15 位旧身份号码区分的数字(如工商注册号);"
            "身份号码不作为文字保存,请删去后再提交,企业请写统一社会信用代码",
            "this holds a resident identity number, or 15 digits that may be an old one (a "
            "registration number, too), and none is kept in a text: leave it out, and write an "
            "enterprise's uniform credit code",
            field=held[:60],
        )
    return body


def _numbered(said: Any, place: str) -> Iterator[str]:
    if isinstance(said, str) and speakable(said) != said:
        yield place
    parts = said.items() if isinstance(said, dict) else enumerate(said if isinstance(said, list)
                                                                  else ())  # fmt: skip
    for name, part in parts:
        if name not in _IDS:
            yield from _numbered(part, f"{place}.{name}" if place else str(name))


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
    return shaped(strict(body), shape)


def shaped(plain: Any, shape: type[B], within: str = "") -> B:
    """Raises RefusedInput, naming the field; ``within`` names what it is a field of."""
    try:
        return msgspec.convert(plain, shape)
    except msgspec.ValidationError as error:
        refusal = misshapen(str(error), plain, shape)
        field = f"{within}.{refusal.field}" if within else refusal.field
        field = within if within and refusal.field == "body" else field
        raise RefusedInput(refusal.zh, refusal.en, field=field) from None
