"""Every refusal over HTTP: one table from error to status, one body shape (RFC 9457).

``type`` is stable and is what a client may branch on; titles and details come in Chinese and
English, both always present, the plain ``title`` and ``detail`` in the language asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, TypedDict

import msgspec
from fastapi import Response

from api.access.refusals import NotSignedIn
from api.answers.files.pdf import PrintingUnavailable
from api.audit import AuditUnavailable
from graph import errors
from graph.masking import speakable

MEDIA_TYPE: Final = "application/problem+json"
RETRY_SECONDS: Final = "5"  # as a header says it, with every 503


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of refusal. ``urn:xinmai:problem:<slug>`` never changes once released."""

    status: int
    slug: str
    zh: str
    en: str

    @property
    def type(self) -> str:
        return f"urn:xinmai:problem:{self.slug}"


class FieldError(TypedDict):
    field: str
    zh: str
    en: str


TABLE: Final[dict[type[Exception], Kind]] = {
    errors.UnknownId: Kind(404, "unknown-id", "查无此 id", "unknown id"),
    errors.AmbiguousId: Kind(409, "ambiguous-id", "这个 id 不止一个来源使用", "ambiguous id"),
    errors.RefusedInput: Kind(422, "refused-input", "所填内容不能接受", "input refused"),
    errors.BadIdentifier: Kind(422, "bad-identifier", "代码不合规范", "malformed identifier"),
    errors.UnsupportedMedia: Kind(415, "unsupported-media", "不支持此种内容", "unsupported media"),
    errors.KeyReused: Kind(422, "key-reused", "幂等键已用于另一项请求", "idempotency key reused"),
    errors.NotNow: Kind(409, "not-now", "目前的状态不允许", "the state does not allow it"),
    errors.NoLongerKept: Kind(410, "no-longer-kept", "已超过保存期限", "no longer kept"),
    NotSignedIn: Kind(401, "not-signed-in", "未登录或密钥无效", "not signed in"),
    errors.NotPermitted: Kind(403, "not-permitted", "无权办理或查询", "not permitted"),
    errors.StoreError: Kind(503, "store-failed", "存储未能完成", "store failed"),
    errors.StoreUnreachable: Kind(503, "store-unreachable", "存储没有应答", "store unreachable"),
    errors.StoreBusy: Kind(503, "store-busy", "存储正忙", "store busy"),
    errors.StoreDamaged: Kind(503, "store-damaged", "存储内容已损坏", "store damaged"),
    PrintingUnavailable: Kind(
        503, "printing-unavailable", "无法生成 PDF", "no PDF can be made here"
    ),
    AuditUnavailable: Kind(
        503, "audit-unavailable", "无法记录查询,故不作答", "the look-up cannot be logged"
    ),
}

PRINTING_UNAVAILABLE: Final = TABLE[PrintingUnavailable]
NOT_PERMITTED: Final = TABLE[errors.NotPermitted]
NOT_SIGNED_IN: Final = TABLE[NotSignedIn]
ROUTE_NOT_FOUND: Final = Kind(404, "route-not-found", "没有这个地址", "no such address")
MALFORMED_HTTP: Final = Kind(400, "malformed-http", "不是有效的 HTTP 请求", "not valid HTTP")
METHOD_NOT_ALLOWED: Final = Kind(405, "method-not-allowed", "不支持此方法", "method not allowed")
TOO_SLOW: Final = Kind(408, "too-slow", "发送请求用时过长", "the request took too long to send")
LENGTH_REQUIRED: Final = Kind(411, "length-required", "请给出内容长度", "give a Content-Length")
BODY_TOO_LARGE: Final = Kind(413, "body-too-large", "请求内容过大", "request body too large")
NO_BODY_TAKEN: Final = Kind(413, "no-body-taken", "此方法不带内容", "this method takes no body")
URL_TOO_LONG: Final = Kind(414, "url-too-long", "地址过长", "address too long")
BAD_ADDRESS: Final = Kind(400, "bad-address", "地址的编码有误", "the address is badly encoded")
BAD_HEADER: Final = Kind(400, "bad-header", "请求头有误", "a header is malformed")
COMPRESSED: Final = Kind(415, "compressed", "请勿压缩请求内容", "send the body uncompressed")
TOO_MANY: Final = Kind(429, "too-many-requests", "请求过于频繁", "too many requests")
BAD_QUESTION: Final = Kind(422, "bad-question", "查询条件有误", "the question is malformed")
HEADERS_TOO_LARGE: Final = Kind(431, "headers-too-large", "请求头过大", "headers too large")
INTERNAL: Final = Kind(500, "internal", "服务内部错误", "internal error")
NOT_READY: Final = Kind(503, "not-ready", "服务正在准备", "the service is getting ready")

KINDS: Final = (
    *TABLE.values(),
    MALFORMED_HTTP,
    BAD_ADDRESS,
    BAD_HEADER,
    COMPRESSED,
    TOO_SLOW,
    TOO_MANY,
    LENGTH_REQUIRED,
    ROUTE_NOT_FOUND,
    METHOD_NOT_ALLOWED,
    BODY_TOO_LARGE,
    NO_BODY_TAKEN,
    URL_TOO_LONG,
    BAD_QUESTION,
    HEADERS_TOO_LARGE,
    INTERNAL,
    NOT_READY,
)


def kind_of(error: Exception) -> Kind:
    """The row of the error's nearest class; INTERNAL for what the table does not know."""
    return next((TABLE[kind] for kind in type(error).__mro__ if kind in TABLE), INTERNAL)


def language(accept: str) -> str:
    """``zh`` unless English is preferred. Reads an Accept-Language header's weights."""
    best, wanted = 0.0, "zh"
    for part in accept.lower().split(","):
        tag, _, weight = part.strip().partition(";q=")
        primary = tag.strip().partition("-")[0]
        quality = _quality(weight)
        if primary in {"zh", "en"} and quality > best:
            best, wanted = quality, primary
    return wanted


def _quality(weight: str) -> float:
    try:
        return float(weight) if weight else 1.0
    except ValueError:
        return 0.0


@dataclass(frozen=True, slots=True)
class Refusal:
    """A kind with what is particular to this once."""

    kind: Kind
    zh: str = ""
    en: str = ""
    errors: tuple[FieldError, ...] = ()


def refusal_of(error: Exception) -> Refusal:
    if isinstance(error, errors.XinmaiError):
        named: tuple[FieldError, ...] = ()
        if error.field is not None:
            named = ({"field": error.field, "zh": error.zh, "en": error.en},)
        return Refusal(kind_of(error), error.zh, error.en, named)
    return Refusal(kind_of(error))


def body(refusal: Refusal, *, accept: str, trace: str) -> dict[str, Any]:
    """Whatever was sent, an identity number in it is not repeated."""
    kind, chosen = refusal.kind, language(accept)
    zh, en = speakable(refusal.zh or kind.zh), speakable(refusal.en or kind.en)
    return {
        "type": kind.type,
        "title": kind.zh if chosen == "zh" else kind.en,
        "title_zh": kind.zh,
        "title_en": kind.en,
        "status": kind.status,
        "detail": zh if chosen == "zh" else en,
        "detail_zh": zh,
        "detail_en": en,
        "errors": [_spoken(error) for error in refusal.errors],
        "trace": trace,
    }


def _spoken(error: FieldError) -> FieldError:
    return {
        "field": speakable(error["field"]),
        "zh": speakable(error["zh"]),
        "en": speakable(error["en"]),
    }


def response(refusal: Refusal, *, accept: str, trace: str) -> Response:
    headers = {"Content-Language": language(accept), "Vary": "Accept-Language"}
    if refusal.kind.status == 503:
        headers["Retry-After"] = RETRY_SECONDS
    if refusal.kind.status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="xinmai"'
    content = msgspec.json.encode(body(refusal, accept=accept, trace=trace))
    return Response(content, refusal.kind.status, headers, media_type=MEDIA_TYPE)
