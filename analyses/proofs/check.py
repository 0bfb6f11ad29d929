"""Check a proof with nothing but the file: its digests, its signature, and the answer itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from analyses.proofs import claims, merkle
from analyses.proofs.claims import Claim
from analyses.proofs.lines import check_frame, decoded, taken_apart
from analyses.proofs.rebuilt import BeyondProof, Rebuilt
from analyses.proofs.trouble import BadProof
from analyses.questions import Answered, Scene
from analyses.rulebook import Rulebook, part_of
from graph.errors import XinmaiError
from graph.signing_key import ALGORITHM, verifies


@dataclass(frozen=True, slots=True)
class Checked:
    """A proof that holds. ``pinned``: it is signed by the key it was checked against, not merely
    by the key it names itself."""

    claim: Claim
    facts: tuple[Any, ...]
    key: str
    pinned: bool


def check(content: bytes, key: str | None = None) -> Checked:
    """Raises BadProof for the first thing that does not hold.

    In this order: the signature over the claim, under ``key`` where one is given; each fact's
    digest; then the network is rebuilt from the facts, the question asked of it again, and the
    answers compared. Reads no store, no clock and no file. Cost: that of the answer.
    """
    lines = taken_apart(content)
    claim_json = decoded(lines.claim, "claim")
    signer = _signed(lines.claim, decoded(lines.signature, "signature"), key)
    leaves = _leaves(claim_json)
    _compare(leaves, lines.facts)
    check_frame(content, lines)
    facts = tuple(decoded(line, "facts", n) for n, line in enumerate(lines.facts, 1))
    claim = _read(claim_json)
    _ask_again(claim, facts)
    return Checked(claim, facts, signer, key is not None)


def _signed(claim: bytes, signature: Any, key: str | None) -> str:
    try:
        algorithm, named, value = signature["algorithm"], signature["key"], signature["value"]
    except (KeyError, TypeError):
        raise BadProof("签名不完整", "the signature is not whole", part="signature") from None
    if key is not None and key != named:
        raise BadProof(
            "签名所用的不是给定的公钥", "it is signed by another key than the one given",
            part="signature",
        )  # fmt: skip
    if algorithm != ALGORITHM or len(signature) != 3 or not verifies(named, value, claim):
        raise BadProof(
            "签名与主张不符:问题、答案、规则或事实清单被改动",
            "the signature does not fit the claim: the question, the answer, the rules or the "
            "list of facts was altered",
            part="claim",
        )
    return str(named)


def _leaves(claim: Any) -> Sequence[str]:
    try:
        leaves, root = claim["leaves"], claim["root"]
        whole = merkle.root(leaves) == root
    except (KeyError, TypeError, ValueError):
        whole, leaves = False, ()
    if not whole:
        raise BadProof("总摘要不符", "the digest over all facts is wrong", part="claim")
    return leaves  # type: ignore[no-any-return]


def _compare(leaves: Sequence[str], facts: Sequence[bytes]) -> None:
    """Name the first fact that is not the one claimed: altered, missing or added."""
    found = [merkle.leaf(line) for line in facts]
    if found == list(leaves):
        return
    place = next((n for n, (a, b) in enumerate(zip(found, leaves, strict=False)) if a != b),
                 min(len(found), len(leaves)))  # fmt: skip
    zh, en = "被改动", "was altered"
    if len(found) < len(leaves):
        zh, en = "缺失", "is missing"
    elif len(found) > len(leaves):
        zh, en = "是多出来的", "was added"
    number = place + 1
    raise BadProof(f"第 {number} 条事实{zh}", f"fact {number} {en}", part="facts", fact=number)


def _read(claim: Any) -> Claim:
    try:
        return claims.read(claim)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise BadProof(
            "主张的内容不合格式,或问题不为本版本所知",
            "the claim is malformed, or asks a question this version does not know",
            part="claim",
        ) from None


def _rules(claim: Claim, facts: Sequence[Any]) -> Rulebook:
    """The sections of the rulebook whose text the proof holds; none for a question that reads
    none."""
    if not claim.question.ruled:
        return cast(Rulebook, None)
    stated = [one for one in facts if one["fact"] == "rule"]
    rules = part_of(
        {one["file"]: one["text"].encode() for one in stated if "text" in one},
        {one["file"]: one["digest"] for one in stated if "text" not in one},
    )
    if rules.version != claim.rules:
        raise ValueError("the rules are not those of the version claimed")
    return rules


def _ask_again(claim: Claim, facts: Sequence[Any]) -> None:
    try:
        rebuilt = Rebuilt(facts, claim.revision)
        scene = Scene(rebuilt, rebuilt, _rules(claim, facts), claim.day)
        again = claim.question.ask(scene, claim.asked)
    except BeyondProof as gap:
        raise BadProof(
            "所列事实不足以重新得出答案", f"the facts do not suffice to answer again: {gap}",
            part="facts",
        ) from None  # fmt: skip
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, XinmaiError):
        raise BadProof(
            "所列事实不能重建", "its facts cannot be rebuilt into a network", part="facts"
        ) from None
    if again != replace(Answered(claim.statements), cut=claim.cut):
        raise BadProof(
            "由所列事实得出的答案与所主张的不同",
            "the facts give another answer than the one claimed",
            part="answer",
        )
