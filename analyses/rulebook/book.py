"""All rules that answers are worked out by, at one version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from analyses.calendar import Calendar
from analyses.rulebook.access import Access
from analyses.rulebook.alerts import Alerts
from analyses.rulebook.catalogue import Catalogue
from analyses.rulebook.checks import Checks
from analyses.rulebook.commitments import Commitments
from analyses.rulebook.conflicts import Conflicts
from analyses.rulebook.construction import Construction
from analyses.rulebook.declarations import Declarations
from analyses.rulebook.documents import Document, Documents
from analyses.rulebook.evaluation import Evaluation
from analyses.rulebook.evidence import EvidenceKinds
from analyses.rulebook.gradings import Grading
from analyses.rulebook.inspection import Inspection
from analyses.rulebook.investigation import Investigation
from analyses.rulebook.life import Life
from analyses.rulebook.lists import Lists
from analyses.rulebook.measures import Measures
from analyses.rulebook.naming import Naming
from analyses.rulebook.ownership import Ownership
from analyses.rulebook.procedures import Procedures
from analyses.rulebook.reach import Reaches
from analyses.rulebook.repair import Repair
from analyses.rulebook.structures import Structures


@dataclass(frozen=True, slots=True)
class Rulebook:
    """One field a section: ``lists`` is read from ``lists.toml`` into ``Lists``.

    ``version`` is a digest of every file, the calendar included: equal versions, equal rules.
    ``files`` are their contents, so that an answer can be handed on with its rules.
    ``gradings`` are read from the folder of that name, a file each, by id. ``cited`` are the
    documents by id.
    """

    version: str
    files: Mapping[str, bytes] = field(repr=False, compare=False)
    calendar: Calendar
    access: Access
    declarations: Declarations
    documents: Documents
    measures: Measures
    lists: Lists
    reach: Reaches
    repair: Repair
    procedures: Procedures
    life: Life
    checks: Checks
    commitments: Commitments
    conflicts: Conflicts
    construction: Construction
    evidence: EvidenceKinds
    evaluation: Evaluation
    inspection: Inspection
    gradings: Mapping[str, Grading]
    alerts: Alerts
    ownership: Ownership
    catalogue: Catalogue
    structures: Structures
    investigation: Investigation
    naming: Naming
    cited: Mapping[str, Document] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        documents = getattr(self.documents, "document", ())  # absent in a part of a rulebook
        object.__setattr__(self, "cited", {document.id: document for document in documents})
