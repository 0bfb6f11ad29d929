"""Files that the service is set up by: rules, holidays, limits, the issuer of tokens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from analyses.rulebook.holidays import read_calendar
from analyses.rulebook.loader import SHIPPED, part_of, rules_of
from api import limits
from api.access.oidc import load_configuration
from bench.fuzzing.parser import Parser, memory
from cli.screen import read_ids

OIDC = b"""issuer = "https://issuer.example"\naudience = "xinmai"\nkeys = "https://issuer.example/jwks"
leeway = 10\n[roles]\nofficer = "officer"\n[claims]\nrole = "roles"
"""


def parsers() -> Iterator[Parser]:
    files = {each.relative_to(SHIPPED).as_posix(): each.read_bytes()
             for kind in ("*.toml", "gradings/*.toml", "holidays/*.json")
             for each in SHIPPED.glob(kind)}  # fmt: skip
    alone = sorted(name for name in files if name.endswith(".toml") and "/" not in name)
    small = [bytes([at]) + files[name][:3_000] for at, name in enumerate(alone)]
    yield Parser("rule file", lambda data: _section(alone, data), small, 3_000)
    whole = [bytes([at]) + files[name] for at, name in enumerate(alone)]
    yield Parser("rulebook", lambda data: _whole(files, alone, data),
                 whole[:3], 40_000)  # fmt: skip
    year = files["holidays/2026.json"]
    yield Parser("holidays", lambda data: bool(read_calendar({"holidays/2026.json": data})),
                 [year, year[:500]], 6_000, (".json",))  # fmt: skip
    yield _file("limits", limits.load_limits, [limits.SHIPPED.read_bytes()])
    yield _file("OIDC configuration", load_configuration, [OIDC])
    ids = "统一社会信用代码,名称\n91350100M000100Y43,A\n\n".encode()
    yield _file("list of ids", lambda file: read_ids(str(file)), [ids, b'"a"\nb'])


def _section(names: list[str], data: bytes) -> bool:
    name = names[data[0] % len(names)] if data else names[0]
    part_of({name: data[1:]}, {})
    return True


def _whole(files: dict[str, bytes], names: list[str], data: bytes) -> bool:
    name = names[data[0] % len(names)] if data else names[0]
    return bool(rules_of({**files, name: data[1:]}).version)


def _file(name: str, load: Callable[[Path], Any], seeds: list[bytes]) -> Parser:
    file = memory() / name

    def take(data: bytes) -> bool:
        file.write_bytes(data)
        return bool(load(file))

    return Parser(name, take, seeds, 3_000)
