"""Whom an official row is about: strict where the law gives a code, careful where it gives none.

Somebody named without a code is kept apart from every namesake: a person is one of that company
only, an organisation one of that source only. Joining them later is a judgement.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from typing import Final

from graph.errors import BadIdentifier
from graph.facts import Key, NodeFact, Value, subject
from graph.identifiers import is_organisation_code, is_uscc, parse_uscc
from ingest.keys import Party, party
from ingest.layout import BadField, Cells, Delivery
from ingest.text import fold, text

_LEGAL_FORM: Final = re.compile(
    r"公司|企业|集团|合伙|合作社|中心|事务所|银行|学校|大学|医院|委员会|基金|协会|研究院|设计院|厂$|局$|店$|部$|社$|院$|站$"
)

_is_uscc: Final = lru_cache(maxsize=16_384)(is_uscc)  # rows of one company follow one another


def organization(cells: Cells, name: str) -> Key:
    """The organisation of a cell that must hold a sound USCC. Raises BadField."""
    value = cells.get(name, "")
    if _is_uscc(value):
        return Key("subject", value)
    value = fold(text(cells, name)).upper()
    if not value:
        raise BadField(
            name, "缺少统一社会信用代码", "no unified social credit code",
            "请填写 18 位统一社会信用代码", "give the 18-character code",
        )  # fmt: skip
    try:
        return Key("subject", str(parse_uscc(value)))
    except BadIdentifier as problem:
        raise BadField(
            name, problem.zh, problem.en,
            "请对照营业执照核对代码", "check the code against the licence",
        ) from None  # fmt: skip


def organization_mention(key: Key, name: str) -> NodeFact:
    """An organisation named in passing by its USCC."""
    fields: dict[str, Value] = {"name": name, "uscc": key.id} if name else {"uscc": key.id}
    return NodeFact(key, "organization", fields, mention=True)


def digest(*parts: str) -> str:
    """16 hexadecimal digits over what tells a nameless thing apart."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def person_of(company: Key, name: str, delivery: Delivery) -> Party:
    """A person known only by name: one of this company, whoever shares the name elsewhere."""
    key = delivery.scoped(f"p-{digest(company.id, name)}")
    return Party(subject(key), "person", {})


def organization_named(name: str, delivery: Delivery) -> Party:
    """An organisation known only by name, within one source."""
    return Party(subject(delivery.scoped(f"o-{digest(name)}")), "organization", {})


def masked_party(name: str, identity: str, kind: str, delivery: Delivery) -> Party:
    """A subject whose number was published with stars: the name and what is left of the number."""
    mark = "p" if kind == "person" else "o"
    key = delivery.scoped(f"{mark}-{digest(name, fold(identity))}")
    fields: dict[str, Value] = {"identity_masked": identity} if kind == "person" else {}
    return Party(subject(key), kind, fields)


def is_masked(identity: str) -> bool:
    """Whether stars (or x's) stand for characters, as in lists published for everybody."""
    return "*" in identity or "*" in identity or "xxx" in identity.casefold()


def looks_like_organization(name: str) -> bool:
    """Whether a name carries a legal form or the like; for feeds that do not say."""
    return _LEGAL_FORM.search(fold(name)) is not None


def person(cells: Cells, identity: str, name: str, company: Key, delivery: Delivery) -> Party:
    """A person by the number in ``identity``, or by name within a company. Raises BadField.

    The number's cell may hold a USCC (an executive partner is often a company).
    """
    number = text(cells, identity)
    if not number:
        return person_of(company, name, delivery)
    if is_masked(number):
        return masked_party(name, number, "person", delivery)
    found = party(cells, identity, delivery, "person", document=True)
    assert found is not None
    return found


def anybody(cells: Cells, identity: str, name: str, kind: str, delivery: Delivery) -> Party:
    """The subject of a list that has one column for numbers of persons and organisations.

    A USCC and an identity number are keys; an organisation code is scoped; a number with stars
    makes a subject of that name and those stars. Raises BadField.
    """
    number = text(cells, identity)
    if not number:
        raise BadField(
            identity, "缺少证件号码或代码", "no number of an identity document, no code",
            "请填写统一社会信用代码或证件号码", "give the USCC or the number of the document",
        )  # fmt: skip
    if is_masked(number):
        return masked_party(name, number, kind, delivery)
    compact = fold(number).upper().replace("-", "")
    if kind == "organization" and is_organisation_code(compact):
        return Party(
            subject(delivery.scoped(compact)), kind, {"organization_code": compact}
        )  # fmt: skip
    found = party(cells, identity, delivery, kind, document=kind == "person")
    assert found is not None
    return found
