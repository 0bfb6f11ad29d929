"""The page as PDF, with the fonts it needs embedded as subsets.

WeasyPrint lays out the same HTML and CSS that the screen shows. It needs Pango and a Chinese font
from the system (``scripts/system-needs.sh``).
"""

from __future__ import annotations

import shutil
import subprocess  # nosec B404
from functools import lru_cache
from typing import Final

from graph.errors import XinmaiError

_NEEDED: Final = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 fontconfig fonts-noto-cjk"


class PrintingUnavailable(XinmaiError):
    """The system lacks what a PDF needs."""


def pdf(page: str) -> bytes:
    """Cost: about a second for three sheets. Raises PrintingUnavailable, naming what to install."""
    try:
        import weasyprint
    except OSError as problem:  # a system library is not there
        raise _unavailable("Pango") from problem
    if not _has_chinese_font():
        raise _unavailable("中文字体 / a Chinese font")
    made: bytes = weasyprint.HTML(string=page, url_fetcher=_nothing_outside).write_pdf()
    return made


def _nothing_outside(url: str, *args: object, **options: object) -> dict[str, object]:
    raise ValueError(f"a credit file refers to nothing outside itself: {url[:80]}")


@lru_cache(maxsize=1)
def _has_chinese_font() -> bool:
    command = shutil.which("fc-list")
    if command is None:
        return False
    told = subprocess.run([command, ":lang=zh-cn", "family"], capture_output=True, check=False)  # noqa: S603 # nosec B603
    return bool(told.stdout.strip())


def _unavailable(what: str) -> PrintingUnavailable:
    return PrintingUnavailable(
        f"不能生成 PDF:系统缺少{what};请运行 {_NEEDED},或改用 HTML",
        f"no PDF: the system lacks {what}; run {_NEEDED}, or take the HTML",
    )
