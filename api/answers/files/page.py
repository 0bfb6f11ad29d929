"""A credit file as a page: rendered here, without scripts, fit for screen and paper."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.answers.files.sections import percent, yuan
from api.answers.files.shapes import Column, FileAnswer, VerifyAnswer

_HERE: Final = Path(__file__).parent / "templates"


def page(file: FileAnswer, base: str) -> str:
    """HTML 5. ``base`` is the service's own address: the QR code leads there to check the code."""
    check = f"{base.rstrip('/')}/v1/files/verify/{quote(file['verification'])}.html"
    qr = segno.make(check, error="m", micro=False)
    drawn = qr.svg_inline(scale=1, border=2, omitsize=True, title="核验二维码")
    return _templates().get_template("file.html").render(file=file, qr=drawn, check=check)


def verdict_page(verdict: VerifyAnswer) -> str:
    """What a code's check found, for people who followed the QR code."""
    return _templates().get_template("verdict.html").render(verdict=verdict)


@lru_cache(maxsize=1)
def _templates() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    made.filters["shown"] = shown
    return made


def shown(row: dict[str, Any], column: Column) -> str:
    """A cell's text; a dash for what is not told."""
    value = row.get(column["name"])
    if value is None or value in ("", []):
        return "—"
    if column["form"] == "many":
        return "、".join(str(each) for each in value)
    if column["form"] == "ppm":
        return f"{percent(int(value))}%"
    return (yuan(value) or "—") if column["form"] == "money" else str(value)
