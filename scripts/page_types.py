"""Writes the shapes of the answers as the TypeScript compiler reads them, for checking the page.

python scripts/page_types.py          from the same declarations the OpenAPI document is made of
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from api import examples  # noqa: E402

TARGET: Final = ROOT / "scripts" / "page" / "answers.d.ts"
HEAD: Final = "// Written by scripts/page_types.py from the declared shapes of the answers.\n"
_PLAIN: Final = {
    "string": "string", "integer": "number", "number": "number", "boolean": "boolean",
    "null": "null",
}  # fmt: skip


def declarations() -> str:
    schemas = examples.schemas()
    return HEAD + "".join(f"\n{declared(name, schemas[name])}\n" for name in sorted(schemas))


def declared(name: str, schema: dict[str, Any]) -> str:
    if schema.get("properties"):
        return f"export interface {name} {members(schema, '')}"
    return f"export type {name} = {typed(schema, '')};"


def members(schema: dict[str, Any], margin: str) -> str:
    required = set(schema.get("required", ()))
    inner = margin + "  "
    lines = [
        f"{inner}{key(name)}{'' if name in required else '?'}: {typed(field, inner)};"
        for name, field in schema["properties"].items()
    ]
    return "{\n" + "\n".join(lines) + f"\n{margin}}}"


def key(name: str) -> str:
    return name if name.isidentifier() else f'"{name}"'


def typed(schema: dict[str, Any], margin: str) -> str:
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[1]
    for several in ("anyOf", "oneOf"):
        if several in schema:
            return " | ".join(dict.fromkeys(typed(one, margin) for one in schema[several]))
    if "enum" in schema:
        return " | ".join(literal(value) for value in schema["enum"])
    if "const" in schema:
        return literal(schema["const"])
    return structured(schema, margin)


def structured(schema: dict[str, Any], margin: str) -> str:
    kind = schema.get("type")
    if isinstance(kind, list):
        return " | ".join(typed({**schema, "type": one}, margin) for one in kind)
    if kind == "array":
        return f"Array<{typed(schema.get('items', {}), margin)}>"
    if kind == "object":
        if schema.get("properties"):
            return members(schema, margin)
        return f"Record<string, {typed(schema.get('additionalProperties') or {}, margin)}>"
    return _PLAIN.get(str(kind), "any")


def literal(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)


if __name__ == "__main__":
    TARGET.write_text(declarations(), "utf-8")
