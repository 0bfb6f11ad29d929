"""What is said at the door to who is not let in: what is wrong, and what would be right."""

from __future__ import annotations

from api import problems
from api.problems import Refusal


def too_long(found: int, most: int) -> Refusal:
    return Refusal(
        problems.URL_TOO_LONG,
        f"路径与查询条件合计 {found:,} 字节,至多 {most:,} 字节;内容多的请用 POST",
        f"path and query are {found:,} bytes, {most:,} at most: send what is long by POST",
    )


def heavy(found: int, most: int) -> Refusal:
    return Refusal(
        problems.HEADERS_TOO_LARGE,
        f"请求头的名称与值合计 {found:,} 字节,至多 {most:,} 字节",
        f"names and values of the headers are {found:,} bytes, {most:,} at most",
    )


def many(found: int, most: int) -> Refusal:
    return Refusal(
        problems.HEADERS_TOO_LARGE,
        f"请求头有 {found:,} 行,至多 {most:,} 行",
        f"there are {found:,} headers, {most:,} at most",
    )


def past_the_proxy() -> Refusal:
    return Refusal(
        problems.NOT_PERMITTED,
        "本服务只答复所声明的代理;请经由它访问",
        "this service answers its declared proxy only; come through it",
    )


def large(length: bytes, most: int) -> Refusal:
    """``length`` is as the header has it: digits."""
    found = f"{int(length):,}" if len(length) <= 12 else "10¹²+"
    return Refusal(
        problems.BODY_TOO_LARGE,
        f"请求内容 {found} 字节,至多 {most:,} 字节;请分成几次发送",
        f"the body is {found} bytes, {most:,} at most: send it in parts",
    )


def no_length_given() -> Refusal:
    return Refusal(
        problems.LENGTH_REQUIRED,
        "请以请求头 Content-Length 写明内容的字节数;不接受 Transfer-Encoding: chunked",
        "say in the header Content-Length how many bytes the body has; Transfer-Encoding: chunked "
        "is not taken",
    )


def compressed(coding: bytes) -> Refusal:
    said = coding[:20].decode("latin-1")
    return Refusal(
        problems.COMPRESSED,
        f"请勿压缩请求内容:去掉请求头 Content-Encoding(这里是 {said}),原样发送",
        f"send the body as it is, without the header Content-Encoding (here {said})",
    )


def slow(part: str, seconds: float) -> Refusal:
    """``part``: what was waited for, ``head`` or ``body``."""
    zh, en = ("请求头", "head") if part == "head" else ("请求内容", "body")
    return Refusal(
        problems.TOO_SLOW,
        f"{zh}须在 {seconds:g} 秒内发完;请重新连接后再发",
        f"the {en} must be sent within {seconds:g} s: connect anew and send it again",
    )


def no_body_taken(method: str) -> Refusal:
    return Refusal(
        problems.NO_BODY_TAKEN,
        f"{method} 请求不带内容;请把查询条件写在地址里,去掉请求内容",
        f"{method} takes no body: ask by the address's query, and send no body",
    )


def given_twice(name: bytes) -> Refusal:
    said = name.decode("latin-1").title()
    return Refusal(
        problems.BAD_HEADER,
        f"请求头 {said} 出现不止一次,只可出现一次",
        f"the header {said} is given more than once: give it once",
    )


def no_host() -> Refusal:
    return Refusal(
        problems.BAD_HEADER,
        "每次请求须有请求头 Host,应为主机名或 IP 地址,可带端口,如 xinmai.example:8443",
        "each request has the header Host, a name or an IP address, with or without a port, such "
        "as xinmai.example:8443",
    )


def no_length() -> Refusal:
    return Refusal(
        problems.BAD_HEADER,
        "请求头 Content-Length 应为字节数,只写数字",
        "the header Content-Length must be a number of bytes, digits only",
    )


def unreadable() -> Refusal:
    return Refusal(
        problems.BAD_ADDRESS,
        "地址的百分号编码不是 UTF-8 文本,或含控制字符;请以 UTF-8 编码,如 %E4%BF%A1",
        "the percent-encoded address is not UTF-8 text, or has control characters: "
        "encode it as UTF-8, such as %E4%BF%A1",
    )


def no_such_address() -> Refusal:
    return Refusal(
        problems.ROUTE_NOT_FOUND,
        "没有这个地址;全部地址见 /openapi.json",
        "there is no such address; /openapi.json lists all there are",
    )


def wrong_method(method: str, allowed: str) -> Refusal:
    return Refusal(
        problems.METHOD_NOT_ALLOWED,
        f"此地址不支持 {method[:20]};可用的方法:{allowed}",
        f"this address does not take {method[:20]}; it takes: {allowed}",
    )
