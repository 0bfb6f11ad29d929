"""A page that is printed names its own style in its policy; nothing else is loosened."""

from __future__ import annotations

import base64
import hashlib
import re

from api.door import SECURITY_HEADERS
from tests.api import town
from tests.api.conftest import Get

POLICY = SECURITY_HEADERS["Content-Security-Policy"]


def test_the_style_within_a_file_is_let_through_by_its_hash(get: Get) -> None:
    answer = get(f"/v1/files/subject/{town.JIA}.html")
    (style,) = re.findall(r"<style>(.*?)</style>", answer.text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert answer.headers["content-security-policy"] == f"{POLICY}; style-src 'sha256-{digest}'"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_every_other_answer_keeps_the_policy(get: Get) -> None:
    for path in ("/v1/status", f"/v1/files/subject/{town.JIA}", "/nothing"):
        assert get(path).headers.get_list("content-security-policy") == [POLICY]
