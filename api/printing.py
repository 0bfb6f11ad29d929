"""Pages for paper: their style stands within them, and the policy names it by its hash."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from typing import Final

from fastapi import Response

from api.door import SECURITY_HEADERS

POLICY: Final = "Content-Security-Policy"
_HTML: Final = "text/html; charset=utf-8"
_STYLE: Final = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def printed(page: str, headers: Mapping[str, str] | None = None) -> Response:
    """An HTML page of ours with its own ``<style>``: that very style is let through, no other."""
    allowed = " ".join(f"'sha256-{_hash(style)}'" for style in _STYLE.findall(page)) or "'none'"
    policy = f"{SECURITY_HEADERS[POLICY]}; style-src {allowed}"
    return Response(page, headers={**(headers or {}), POLICY: policy}, media_type=_HTML)


def _hash(style: str) -> str:
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
