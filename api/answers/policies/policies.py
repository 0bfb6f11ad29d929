"""The register: every document, the articles that rules cite, and the rules that stand on it."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import Final, get_args

from analyses.policies.standing import Standing, documents_on, register
from analyses.rulebook import Rulebook
from analyses.rulebook.documents import Document, Level, Phase
from api.answers.describe import iso
from api.answers.policies import shapes
from graph.errors import UnknownId

LEVELS_ZH: Final = dict(zip(
    get_args(Level),
    ("法律", "行政法规", "部门规章", "地方性法规", "司法解释", "规范性文件", "标准", "方法说明"),
    strict=True,
))  # fmt: skip
PHASES_ZH: Final = dict(zip(get_args(Phase), ("全过程", "事前", "事中", "事后"), strict=True))
_PARTS: Final = re.compile(r"[,,、;;]")


def policies_answer(rules: Rulebook, day: date) -> shapes.PoliciesAnswer:
    """All documents as of a day, in the register's order; the master first."""
    documents = sorted(documents_on(rules, day), key=lambda document: not document.master)
    standing = register(rules, day)
    return {
        "as_of": day.isoformat(),
        "version": rules.version,
        "policies": [
            {
                **head(rules, each, standing[each.id], day),
                "rules": [_citing(rule) for rule in standing[each.id]],
            }
            for each in documents
        ],
    }


def document_of(rules: Rulebook, number: str, day: date) -> Document:
    """The document of an official number (one of several will do), a title or an id.

    Raises UnknownId.
    """
    wanted = _folded(number)
    for document in documents_on(rules, day):
        names = (document.id, document.zh, document.number, *_PARTS.split(document.number))
        if wanted and wanted in map(_folded, names):
            return document
    raise UnknownId(
        f"政策登记中没有“{number[:80]}”;可用 xinmai policies 查看全部文号",
        f"the register has no document {number[:80]!r}; xinmai policies lists all numbers",
        field="number",
    )


def _folded(text: str) -> str:
    """Brackets and spaces of every kind count alike: 〔2019〕, [2019] and (2019)."""
    return re.sub(r"[\s〔〕()()\[\]【】《》]", "", text).casefold()


def head(
    rules: Rulebook, document: Document, standing: tuple[Standing, ...], day: date
) -> shapes.PolicyHead:
    others = rules.documents.document
    return {
        **_named(document),
        "in_force": document.holds(day),
        "articles": _articles(document, standing),
        "id": document.id,
        "official": bool(document.number),
        "level": document.level,
        "level_zh": LEVELS_ZH[document.level],
        "phase": document.phase,
        "phase_zh": PHASES_ZH[document.phase],
        "master": document.master,
        "issuer": document.issuer,
        "since": document.since.isoformat(),
        "until": iso(document.until),
        "replaces": [_named(each) for each in others if each.id in document.replaces],
        "replaced_by": [_named(each) for each in others if document.id in each.replaces],
    }


def _named(document: Document) -> shapes.PolicyName:
    return {"number": document.number or document.id, "title": document.zh}


def _articles(document: Document, standing: tuple[Standing, ...]) -> list[shapes.CitedArticle]:
    """Those the document lists, then others that rules cite."""
    said = {each.article: each.says for each in document.articles}
    cited = [basis for each in standing for basis in each.cited]
    for basis in cited:
        said[basis.article] = said.get(basis.article) or basis.says
    count = Counter(basis.article for basis in cited)
    return [{"article": name, "says": says, "rules": count[name]} for name, says in said.items()]


def _citing(standing: Standing) -> shapes.CitingRule:
    return {
        "rule": standing.entry.id,
        "file": standing.file,
        "articles": [basis.article for basis in standing.cited],
    }


def rule(standing: Standing, day: date) -> shapes.StandingRule:
    entry, later = standing.entry, standing.successor
    return {
        **_citing(standing),
        "table": standing.table,
        "title": entry.zh,
        "title_en": entry.en,
        "since": entry.since.isoformat(),
        "until": iso(entry.until),
        "in_force": entry.holds(day),
        "successor_from": later.since.isoformat() if later else None,
    }
