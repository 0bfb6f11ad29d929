"""The proofs of an investigation's findings in one archive, with a list of what it holds."""

from __future__ import annotations

import io
import zipfile
from typing import Final

import msgspec

from api.answers.investigations.book import Investigations, Trail
from api.answers.investigations.shapes import InvestigationAnswer

EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # the archive's bytes do not tell when it was packed
LIST: Final = "findings.json"


def proof_bundle(kept: Investigations, trail: Trail, answer: InvestigationAnswer) -> bytes:
    """A ZIP file: each proof as it was signed when found, for ``xinmai proof check``, and
    ``findings.json``. A finding that does not stand today has no proof in it, and says so."""
    standing = [one["finding"] for one in answer["findings"] if one["proof"]]
    proofs = kept.proofs(trail.id, trail.organisation, standing)
    listed = [
        {"finding": one["finding"], "says": one["says"], "question": one["question"],
         "as_of": one["day"], "standing": one["standing"],
         "file": _name(one["finding"]) if one["finding"] in proofs else None}
        for one in answer["findings"]
    ]  # fmt: skip
    told = {"investigation": answer["investigation"], "as_of": answer["as_of"], "findings": listed}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_entry(LIST), msgspec.json.format(msgspec.json.encode(told), indent=2))
        for number, content in proofs.items():
            archive.writestr(_entry(_name(number)), content)
    return packed.getvalue()


def _name(finding: int) -> str:
    return f"finding-{finding:04}.proof.json"


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
