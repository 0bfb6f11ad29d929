"""What the published contract says of signing in."""

from __future__ import annotations

from typing import Any, Final

from api import problems
from api.access.entrance import COOKIE
from api.access.guard import PUBLIC
from api.examples.common import problem

SCHEMES: Final = {
    "key": {
        "type": "http",
        "scheme": "bearer",
        "description": "密钥 xk_…,以 xinmai keys add 签发 / a key, issued with xinmai keys add",
    },
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": COOKIE,
        "description": "页面登录后的会话 / the page's session, after signing in",
    },
}


def declare(document: dict[str, Any]) -> None:
    """Put the security schemes and the refusals into an OpenAPI document."""
    document["components"]["securitySchemes"] = SCHEMES
    document["security"] = [{name: []} for name in SCHEMES]
    refused = {"401": problem(problems.NOT_SIGNED_IN), "403": problem(problems.NOT_PERMITTED)}
    for path, methods in document["paths"].items():
        for method, asked in methods.items():
            if f"{method.upper()} {path}" in PUBLIC:
                asked["security"] = []
            else:
                asked["responses"] = refused | asked["responses"]
