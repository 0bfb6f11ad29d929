"""Proofs hold offline, and fail when anything in them is changed."""

from __future__ import annotations

import random
from pathlib import Path

import msgspec
import pytest

from analyses.proofs import BadProof, check, merkle, write
from analyses.questions import QUESTIONS, Question
from graph.signing_key import SigningKey
from tests.analyses.explanation import towns

KEY = SigningKey(bytes(range(32)))
OTHER = SigningKey(bytes(32))
questions = pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)


@questions
@pytest.mark.parametrize("seed", range(4))
def test_every_answer_is_proved_and_checked_again(
    question: Question, seed: int, tmp_path: Path
) -> None:
    """Of a question that reads the rules, three answers a town: each check reads them again."""
    with towns.town(tmp_path, towns.facts(seed)) as store:
        scene = towns.scene(store)
        every = towns.every_asked(question, store)
        for asked in random.Random(seed).sample(every, 3) if question.ruled else every:
            proof = write(question, scene, asked, KEY)
            assert proof == write(question, scene, asked, KEY)
            held = check(proof, KEY.public)
            assert held.pinned
            real = question.ask(scene, asked)
            assert [one.says for one in held.claim.statements] == [
                one.says for one in real.statements
            ]
            assert check(proof).pinned is False


def a_proof(folder: Path, question: Question) -> bytes:
    """The proof with the most statements in a few towns."""
    best, most = b"", -1
    for seed in range(2):
        place = folder / str(seed)
        place.mkdir()
        with towns.town(place, towns.facts(seed)) as store:
            scene = towns.scene(store)
            for asked in towns.every_asked(question, store):
                found = question.ask(scene, asked)
                if len(found.statements) > most:
                    best, most = write(question, scene, asked, KEY), len(found.statements)
    return best


@questions
def test_one_byte_changed_in_any_fact_is_noticed_and_the_fact_named(
    question: Question, tmp_path: Path
) -> None:
    proof, pick = a_proof(tmp_path, question), random.Random(1)
    check(proof, KEY.public)
    rows, place = proof.split(b"\n"), 0
    for number, row in enumerate(rows):
        if 3 <= number < len(rows) - 3:
            changed = bytearray(proof)
            changed[place + pick.randrange(len(row) - 1)] ^= 1 << pick.randrange(8)
            with pytest.raises(BadProof) as refusal:
                check(bytes(changed))
            assert (refusal.value.part, refusal.value.fact) == ("facts", number - 2)
        place += len(row) + 1


@questions
def test_one_byte_changed_anywhere_is_noticed(question: Question, tmp_path: Path) -> None:
    proof, pick = a_proof(tmp_path, question), random.Random(2)
    for place in pick.sample(range(len(proof)), 200):
        changed = bytearray(proof)
        changed[place] ^= 1 << pick.randrange(8)
        with pytest.raises(BadProof):
            check(bytes(changed))


@questions
def test_a_removed_added_or_exchanged_fact_is_named(question: Question, tmp_path: Path) -> None:
    rows = a_proof(tmp_path, question).split(b"\n")
    facts = range(3, len(rows) - 3)
    for place in random.Random(1).sample(facts, min(len(facts), 20)):
        for changed in (
            rows[:place] + rows[place + 1 :],
            rows[: place + 1] + rows[place:],
        ):
            with pytest.raises(BadProof) as refusal:
                check(b"\n".join(changed))
            assert refusal.value.part == "facts"
    swapped = [*rows[:3], rows[4], rows[3], *rows[5:]]
    with pytest.raises(BadProof) as refusal:
        check(b"\n".join(swapped))
    assert refusal.value.fact == 1


@questions
def test_who_signs_a_false_answer_anew_is_found_out(question: Question, tmp_path: Path) -> None:
    """The attacker has a key of their own and computes every digest again."""
    rows = a_proof(tmp_path, question).split(b"\n")
    claim = msgspec.json.decode(rows[1].removeprefix(b'"claim":').removesuffix(b","))
    claim["statements"] = claim["statements"][1:]
    forged = _signed_anew(rows, claim)
    with pytest.raises(BadProof) as refusal:
        check(forged)
    assert refusal.value.part == "answer"
    with pytest.raises(BadProof) as refusal:
        check(forged, KEY.public)
    assert refusal.value.part == "signature"


@questions
def test_a_left_out_link_is_noticed_even_if_signed(question: Question, tmp_path: Path) -> None:
    rows = a_proof(tmp_path, question).split(b"\n")
    claim = msgspec.json.decode(rows[1].removeprefix(b'"claim":').removesuffix(b","))
    links = [n for n, row in enumerate(rows) if b'"fact":"link"' in row]
    for place in random.Random(1).sample(links, min(len(links), 8)):
        fewer = rows[:place] + rows[place + 1 :]
        facts = [row.removesuffix(b",") for row in fewer[3:-3]]
        leaves = [merkle.leaf(fact) for fact in facts]
        fewer[3:-3] = b",\n".join(facts).split(b"\n")
        altered = {**claim, "leaves": leaves, "root": merkle.root(leaves)}
        with pytest.raises(BadProof):
            check(_signed_anew(fewer, altered))


def _signed_anew(rows: list[bytes], claim: object) -> bytes:
    text = msgspec.json.encode(claim, order="sorted")
    signature = {"algorithm": "Ed25519", "key": OTHER.public, "value": OTHER.sign(text)}
    rows = [*rows]
    rows[1] = b'"claim":' + text + b","
    rows[-2] = b'"signature":' + msgspec.json.encode(signature, order="sorted") + b"}"
    return b"\n".join(rows)


def test_a_proof_is_a_json_document_with_nothing_personal(tmp_path: Path) -> None:
    with towns.town(tmp_path, towns.facts(1)) as store:
        scene = towns.scene(store)
        for question in QUESTIONS.values():
            for asked in towns.every_asked(question, store):
                proof = write(question, scene, asked, KEY)
                assert "赵某" not in proof.decode()
                assert set(msgspec.json.decode(proof)) == {"format", "claim", "facts", "signature"}
                assert "张某" not in proof.decode()


@pytest.mark.parametrize("content", [b"", b"{}", b"\x00" * 99, b"\n" * 9, b"[]\n\n\n\n\n\n\n"])
def test_what_is_no_proof_is_refused(content: bytes) -> None:
    with pytest.raises(BadProof):
        check(content)
