"""JSON as strictly as RFC 8259 and RFC 7493 have it; what is not is refused, saying what, where in
the text, and how far it may go."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from typing import Any, Final, NoReturn

from graph.errors import RefusedInput
from graph.masking import shown

LONGEST_NUMBER: Final = 400  # characters of one; no amount is longer
DEEPEST: Final = 32  # lists and objects in each other; no body of ours needs four
_TOKENS: Final = re.compile(r'"(?:[^"\\]|\\.)*"|-?(?:NaN|Infinity|\d[\d.eE+-]*)', re.DOTALL)
_LONE: Final = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|(?P<lone>u[dD][89a-fA-F][0-9a-fA-F]{2})|.)",
    re.DOTALL,
)
_FAULTS: Final = {
    "Expecting value": ("此处应有一个值", "a value is expected"),
    "Expecting ',' delimiter": ("此处应为逗号或结尾", "a comma or the end is expected"),
    "Expecting ':' delimiter": ("字段名后应为冒号", "a colon is expected after the name"),
    "Expecting property name enclosed in double quotes": (
        "此处应为双引号括起的字段名", "a name in double quotes is expected"),
    "Unterminated string starting at": ("文本没有结束的双引号", "the text has no closing quote"),
    "Invalid control character at": (
        "文本中的控制字符应写为 \\n、\\t 或 \\u00XX",
        "write a control character as \\n, \\t or \\u00XX"),
    "Invalid \\escape": ("没有这种反斜杠转义", "there is no such escape"),
    "Invalid \\uXXXX escape": ("\\u 后应为四位十六进制数", "four hexadecimal digits follow \\u"),
    "Extra data": ("第一个值之后还有内容", "there is more after the first value"),
    "Unexpected UTF-8 BOM (decode using utf-8-sig)": (
        "请去掉开头的字节顺序标记(BOM)", "leave out the byte order mark (BOM)"),
}  # fmt: skip


class _Unfit(ValueError):
    """A number, as written, and what is wrong with it."""

    def __init__(self, written: str, zh: str, en: str) -> None:
        self.written, self.zh, self.en = written, zh, en
        super().__init__(en)


def strict(body: bytes) -> Any:
    """What the JSON says. Raises RefusedInput for what is not UTF-8 or JSON, a key twice, NaN, a
    number of too many digits or too large, half a surrogate pair, and more levels than DEEPEST."""
    text = _text(body)
    try:
        plain = json.loads(
            text, object_pairs_hook=_once, parse_constant=_no_number,
            parse_int=_whole, parse_float=_finite,
        )  # fmt: skip
        _check_depth(plain)
    except RecursionError:
        zh, en = f"嵌套过深,至多 {DEEPEST} 层", f"nested too deeply: {DEEPEST} levels at most"
        raise RefusedInput(f"请求内容{zh}", f"the body is {en}", field="body") from None
    except json.JSONDecodeError as error:
        zh, en = _FAULTS.get(error.msg.removesuffix(" at"), ("", ""))
        zh, en = (zh, en) if zh else _FAULTS.get(error.msg, ("此处有误", "it is wrong here"))
        _refuse(text, error.pos, f"不是严格的 JSON:{zh}", f"it is not strict JSON: {en}")
    except _Unfit as unfit:
        _refuse(text, _place_of(unfit.written, text), unfit.zh, unfit.en)
    _check_pairs(text)
    return plain


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        at = error.start + 1
        raise RefusedInput(
            f"请求内容第 {at} 字节起不是 UTF-8 文本",
            f"the body is not UTF-8 text from byte {at} on",
            field="body",
        ) from None  # fmt: skip


def _refuse(text: str, at: int, zh: str, en: str) -> NoReturn:
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    raise RefusedInput(
        f"请求内容第 {line} 行第 {column} 字:{zh}", f"the body, line {line} column {column}: {en}",
        field="body",
    ) from None  # fmt: skip


def _place_of(written: str, text: str) -> int:
    """The number's first place outside of any text: JSON is read in order."""
    return next((each.start() for each in _TOKENS.finditer(text) if each.group() == written), 0)


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        twice = next(name for name, _ in pairs if sum(name == other for other, _ in pairs) > 1)
        name = shown(twice.encode("utf-8", "replace").decode(), 60)
        raise RefusedInput(
            f"字段“{name}”写了两次,只可写一次",
            f"{name!r} is given twice, and may be once",
            field=name,
        )
    return found


def _no_number(name: str) -> float:
    raise _Unfit(
        name, f"{name} 不是 JSON 的数;没有数值请写 null", f"{name} is no number in JSON: write null"
    )


def _short(written: str) -> str:
    if len(written) > LONGEST_NUMBER:
        raise _Unfit(
            written, f"一个数至多写 {LONGEST_NUMBER} 个字符,这里有 {len(written)} 个",
            f"a number takes {LONGEST_NUMBER} characters at most, this one has {len(written)}",
        )  # fmt: skip
    return written


def _whole(digits: str) -> int:
    return int(_short(digits))


def _finite(written: str) -> float:
    number = float(_short(written))
    if not math.isfinite(number):
        raise _Unfit(written, "数过大,绝对值至多 1.79e308", "the number is beyond 1.79e308")
    return number


def _check_depth(plain: Any) -> None:
    """Raises RecursionError. What is parsed is small: the body has a limit."""
    level = [plain] if isinstance(plain, (dict, list)) else []
    for _ in range(DEEPEST + 1):
        inner = (each.values() if isinstance(each, dict) else each for each in level)
        level = [part for each in inner for part in each if isinstance(part, (dict, list))]
        if not level:
            return
    raise RecursionError


def _check_pairs(text: str) -> None:
    """Half a surrogate pair can only come by an escape: the text itself is UTF-8."""
    if "\\u" not in text:
        return
    for found in _LONE.finditer(text):
        if found.group("lone"):
            _refuse(
                text, found.start(), f"\\{found.group('lone')} 是半个代理对,不成字符;请写出整对",
                f"\\{found.group('lone')} is half a surrogate pair, which is no character: "
                "write both halves",
            )  # fmt: skip
