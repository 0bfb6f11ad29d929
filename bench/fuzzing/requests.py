"""What a request is made of: query, body, cursor, headers, the address of a webhook."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from typing import Any, Final

import msgspec
from pydantic import BaseModel

import api.routes
from api import problems
from api.answers.asking import check_kinds, day_of, kinds_of
from api.answers.paging import cursor_after, position_of
from api.answers.reconcile import asked as reconciling
from api.bodies import parsed
from api.door import trace_of, unfit
from api.faults import refusal_of_question
from api.feed.targets import target_of
from api.limits import load_limits
from api.query import Reader
from api.unchanged import matches
from bench.fuzzing.parser import Parser, several, text
from graph.errors import RefusedInput

SIZE: Final = load_limits().size
WORDS: Final = {"as_of": "2026-01-31", "known_at": "3", "cursor": "YWZ0ZXIgNQ", "hops": "2",
                "kinds": "owns,bids", "direction": "out", "q": "%E4%BF%A1", "from": "firm%3A1",
                "to": "firm%3A2", "id": "firm%3A1", "format": "json", "seed": "7"}  # fmt: skip
OLD_BATCH: Final = (
    b'{"q0":{"query":"\xe4\xbf\xa1\xe8\x84\x89","type":"Organization","limit":3,"properties":'
    b'[{"pid":"uscc","v":["91350100M000100Y43"]}],"type_strict":"any"}}'
)
BATCH: Final = (
    b'{"queries":[{"conditions":[{"matchType":"name","propertyValue":"A","required":true},'
    b'{"matchType":"property","propertyId":"uscc","propertyValue":{"id":"B"},'
    b'"matchQuantifier":"all"}],"type":"Organization","limit":2}]}'
)


def parsers() -> Iterator[Parser]:
    questions, bodies = _questions(), _bodies()
    seeds = [bytes([at]) + _query(model, required=required).encode()
             for at, model in enumerate(questions) for required in (True, False)]  # fmt: skip
    readers = [Reader(model) for model in questions]
    yield Parser("query", lambda data: _asked(readers, questions, data), seeds)
    seeds = [bytes([at]) + _body(shape) for at, shape in enumerate(bodies)]
    yield Parser("body", lambda data: _said(bodies, data), seeds, longest=1_500)
    yield Parser("reconciliation", _reconciled, [b"0" + OLD_BATCH, b"1" + BATCH], longest=1_000)
    yield Parser("cursor", _page, [cursor_after(n).encode() for n in (0, 7, 10**9)], longest=80)
    yield Parser("webhook address", _webhook, [
        b"https://example.org/hook?x=1", b"http://127.0.0.1:9000/", b"http://[::1]/",
        b"https://[::ffff:10.0.0.1]/", b"https://user@10.1.2.3:99999/a#b",
    ])  # fmt: skip
    yield Parser("day and kinds", _options, [b"2026-01-31\nowns,bids", b"20260131\n ,acts_with"])
    yield Parser("language", lambda data: _language(text(data)),
                 [b"en;q=0.8, zh;q=0.9", b"de, en-GB;q=nan", b"*", b"en"], longest=80)  # fmt: skip
    yield Parser("headers", _headers, [
        b"/v1/subjects/%E4%BF%A1\nlocalhost:8000\n12\n00-" + b"0af7651916cd43dd8448eb211c80319c"
        b"-b7ad6b7169203331-01\nW/\"a\", \"b\"",
    ])  # fmt: skip


def _questions() -> list[type[BaseModel]]:
    _import_all()
    found = [each for each in _below(BaseModel) if each.__module__.startswith("api.")]
    return sorted(found, key=lambda each: (each.__module__, each.__qualname__))


def _bodies() -> list[type[Any]]:
    _import_all()
    found = [
        each
        for each in _below(msgspec.Struct)
        if each.__module__.startswith("api.") and each.__struct_config__.forbid_unknown_fields
    ]
    return sorted(found, key=lambda each: (each.__module__, each.__qualname__))


def _import_all() -> None:
    for module in pkgutil.walk_packages(api.routes.__path__, "api.routes."):
        import_module(module.name)


def _below(kind: type[Any]) -> set[type[Any]]:
    direct = set(kind.__subclasses__())
    return direct.union(*(_below(each) for each in direct))


def _query(model: type[BaseModel], *, required: bool) -> str:
    named = (field.alias or name for name, field in model.model_fields.items()
             if not required or field.is_required())  # fmt: skip
    return "&".join(f"{name}={WORDS.get(name, '1')}" for name in named)


def _body(shape: type[Any]) -> bytes:
    """A body with every field, most of them of the wrong type: a place to begin."""
    named = {field.encode_name: "2026-01-31" for field in msgspec.structs.fields(shape)}
    return msgspec.json.encode(named)


def _asked(readers: list[Reader], models: list[type[BaseModel]], data: bytes) -> bool:
    """Like the dispatch: a question, or a refusal that can be worded, whatever was sent."""
    at = data[0] % len(readers) if data else 0
    question, errors = readers[at](data[1:])
    if errors:
        problems.body(refusal_of_question(errors), accept="en", trace="0" * 32)
        return False
    assert isinstance(question, models[at])
    for made in ("moment", "options"):
        if hasattr(question, made):
            getattr(question, made)()
    return True


def _said(shapes: list[type[Any]], data: bytes) -> bool:
    shape = shapes[data[0] % len(shapes)] if data else shapes[0]
    found = parsed(data[1:], shape)
    msgspec.json.encode(found)
    return True


def _reconciled(data: bytes) -> bool:
    if data[:1] == b"0":
        found = list(reconciling.queries_02(parsed(data[1:], reconciling.BATCH_02)).values())
    elif data[:1] == b"1":
        found = reconciling.queries_draft(parsed(data[1:], reconciling.DraftSent))
    else:
        return bool(reconciling.ids_of(parsed(data[1:], reconciling.Extension)))
    right = [query for query in found if not isinstance(query, RefusedInput)]
    assert all(1 <= query.limit <= reconciling.MOST_CANDIDATES for query in right)
    assert all(isinstance(query.codes, frozenset) for query in right)
    return bool(found)


def _page(data: bytes) -> bool:
    position = position_of(text(data))
    assert 0 <= position < 2**63, "no store keeps a row of this number"
    assert cursor_after(position) == text(data)
    return True


def _webhook(data: bytes) -> bool:
    target = target_of(text(data))
    assert target.host
    assert 0 < target.port < 65_536
    assert "\r" not in target.path + target.named
    assert "\n" not in target.path + target.named
    return True


def _options(data: bytes) -> bool:
    day, kinds = several(data, 2)
    check_kinds(kinds_of(kinds))
    return day_of(day) is not None


def _language(accept: str) -> bool:
    return problems.language(accept) == "en"


def _headers(data: bytes) -> bool:
    """What the door looks at before anything else does."""
    path, host, length, trace, tags = [*data.split(b"\n", 4), *[b""] * 4][:5]
    headers = {b"host": host, b"content-length": length, b"traceparent": trace}
    scope = {
        "method": "POST", "path": text(path), "raw_path": path, "query_string": b"",
        "headers": list(headers.items()),
    }  # fmt: skip
    assert len(trace_of(headers)) == 32
    matches(tags, b'"a"')
    return unfit(scope, headers, SIZE) is None
