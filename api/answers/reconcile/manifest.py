"""What the service says of itself. ``base`` is its own address."""

from __future__ import annotations

from typing import Any, Final

from api.answers.reconcile.types import TYPE

VERSIONS: Final = ["0.2", "1.0-draft"]
DRAFT: Final = "1.0-draft"
PREVIEW_SIZE: Final = {"width": 420, "height": 240}
AUTHENTICATION: Final = {"type": "apiKey", "name": "Authorization", "in": "header"}


def manifest_02(base: str) -> dict[str, Any]:
    place = f"{base.rstrip('/')}/reconcile"
    suggest = {
        kind: {"service_url": place, "service_path": f"/suggest/{kind}"}
        for kind in ("entity", "property", "type")
    }
    return {
        **_common(base),
        "identifierSpace": f"{base.rstrip('/')}/v1/subjects/",
        "schemaSpace": f"{base.rstrip('/')}/v1/vocabulary",
        "view": {"url": f"{base.rstrip('/')}/?id={{{{id}}}}"},
        "suggest": suggest,
        "preview": {"url": f"{place}/preview?id={{{{id}}}}", **PREVIEW_SIZE},
        "extend": {
            "propose_properties": {"service_url": place, "service_path": "/extend/propose"},
            "property_settings": [],
        },
    }


def manifest_draft(base: str) -> dict[str, Any]:
    return {
        **_common(base),
        "lang": "zh",
        "view": {"url": f"{base.rstrip('/')}/?id={{id}}"},
        "suggest": {"entity": True, "property": True, "type": True},
        "preview": PREVIEW_SIZE,
        "extend": {"proposeProperties": True, "propertySettings": []},
    }


def _common(base: str) -> dict[str, Any]:
    return {
        "versions": VERSIONS,
        "name": "信脉 Xinmai",
        "documentation": f"{base.rstrip('/')}/openapi.json",
        "defaultTypes": [TYPE],
        "authentication": AUTHENTICATION,
    }
