"""The state of the store as text."""

from __future__ import annotations

from typing import Any

from cli.console import Sheet


def status(answer: dict[str, Any]) -> None:
    sheet = Sheet(f"修订 / revision {answer['revision']}", "种类 kind", "数量 count")
    for kind, count in answer["counts"].items():
        sheet.row(kind, f"{count:,}")
    sheet.row("隔离待处理 quarantine", f"{answer['quarantine_open']:,}")
    sheet.row("已收文件 files", f"{len(answer['deliveries']):,}")
    sheet.show()
