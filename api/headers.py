"""What the published contract says of headers: those a request may say, and those of answers."""

from __future__ import annotations

from typing import Any, Final

from api.access.guard import PUBLIC
from api.unchanged import PREFIX

_JSON: Final = ("application/json", "application/geo+json")
_AGAIN: Final = ("429", "503")
_PLACED: Final = ("202", "308")
_MAKING: Final = frozenset({
    "POST /v1/watchlists", "POST /v1/webhooks", "POST /v1/investigations",
})  # fmt: skip
"""Their 200 says where that which is made is."""


def _asked(name: str, said: str, pattern: str, example: str) -> dict[str, Any]:
    schema = {"type": "string", "maxLength": 400, "pattern": pattern}
    return {
        "name": name, "in": "header", "required": False, "description": said, "schema": schema,
        "example": example,
    }  # fmt: skip


LANGUAGE: Final = _asked(
    "Accept-Language", "title 与 detail 的语言 / the language of title and detail",
    r"^[A-Za-z0-9*,;=. -]*$", "en",
)  # fmt: skip
TRACE: Final = _asked(
    "traceparent", "W3C 追踪上下文 / a W3C trace context",
    "^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$",
    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
)  # fmt: skip
PURPOSE: Final = _asked(
    "X-Purpose", "查询目的;部分角色必须说明 / what for: some roles have to say",
    "^[a-z-]{1,60}$", "loan",
)  # fmt: skip
UNCHANGED: Final = _asked(
    "If-None-Match", "已有答复的 ETag / the tag of an answer one has", r"^[!-~ ]*$",
    '"3b1f0c9d8e7a6f54"',
)  # fmt: skip

_TEXT: Final = {"type": "string"}
ANSWERED: Final[dict[str, Any]] = {
    "ETag": {"description": "答复的标签 / the answer's tag", "schema": _TEXT},
    "Retry-After": {"description": "几秒后再试 / ask again in so many seconds",
                    "schema": {"type": "integer", "minimum": 0}},
    "Location": {"description": "所在地址 / where it is", "schema": _TEXT},
    "Deprecation": {"description": "RFC 9745:何时宣布停用 / since when it is announced to go",
                    "schema": _TEXT},
    "Sunset": {"description": "RFC 8594:何时停用 / when it goes", "schema": _TEXT},
    "X-Trace-Id": {"description": "追踪号,审计记录中亦有 / the trace, also in the audit log",
                   "schema": {"type": "string", "pattern": "^[0-9a-f]{32}$"}},
    "traceresponse": {"description": "W3C 追踪上下文 / the W3C trace context", "schema": _TEXT},
}  # fmt: skip


def declare(document: dict[str, Any]) -> None:
    """Put the headers, and the answer 304, into an OpenAPI document."""
    document["components"]["headers"] = ANSWERED
    for path, methods in document["paths"].items():
        for method, asked in methods.items():
            address = f"{method.upper()} {path}"
            tagged = method == "get" and path.startswith(PREFIX) and _tells(asked)
            parameters = [LANGUAGE, TRACE]
            if address not in PUBLIC:
                parameters.append(PURPOSE)
            if tagged:
                parameters.append(UNCHANGED)
                asked["responses"]["304"] = {"description": "没有变化 / as the reader has it"}
            asked["parameters"] = [*asked.get("parameters", ()), *parameters]
            asked["responses"] = {
                status: _with(said, _worn(address, status, asked, tagged=tagged))
                for status, said in sorted(asked["responses"].items())
            }


def _worn(address: str, status: str, asked: dict[str, Any], *, tagged: bool) -> list[str]:
    going = [one for one in (asked, *asked["parameters"]) if one.get("deprecated")]
    return [
        *(["X-Trace-Id", "traceresponse"] if status.startswith("2") else ()),
        *(["ETag"] if tagged and status in ("200", "304") else ()),
        *(["Retry-After"] if status in _AGAIN else ()),
        *(["Location"] if status in _PLACED or (address in _MAKING and status == "200") else ()),
        *(["Deprecation", "Sunset"] if going else ()),
    ]  # fmt: skip


def _with(said: dict[str, Any], names: list[str]) -> dict[str, Any]:
    worn = {name: {"$ref": f"#/components/headers/{name}"} for name in names}
    return {**said, "headers": {**said.get("headers", {}), **worn}}


def _tells(asked: dict[str, Any]) -> bool:
    content = asked["responses"].get("200", {}).get("content", {})
    return any(media in content for media in _JSON)
