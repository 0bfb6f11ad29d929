"""National identifiers, one file a standard.

``parse_…`` takes the usual spellings, returns a value object whose ``str`` is the canonical text,
and raises ``BadIdentifier`` with the 1-based position and the reason. ``is_…`` is for the hot
path: true for canonical text only, 1–2 µs, no exception. An identity number is never repeated, in
whole or in part, by a message or a ``repr``.
"""

from __future__ import annotations

from graph.identifiers.division_code import PROVINCES, DivisionCode
from graph.identifiers.division_code import is_valid as is_division_code
from graph.identifiers.division_code import parse as parse_division_code
from graph.identifiers.identity_number import IdentityNumber
from graph.identifiers.identity_number import is_valid as is_identity
from graph.identifiers.identity_number import parse as parse_identity
from graph.identifiers.organisation_code import OrganisationCode
from graph.identifiers.organisation_code import is_valid as is_organisation_code
from graph.identifiers.organisation_code import parse as parse_organisation_code
from graph.identifiers.project_code import ProjectCode
from graph.identifiers.project_code import is_valid as is_project_code
from graph.identifiers.project_code import parse as parse_project_code
from graph.identifiers.uscc import Uscc
from graph.identifiers.uscc import is_valid as is_uscc
from graph.identifiers.uscc import parse as parse_uscc

__all__ = [
    "PROVINCES",
    "DivisionCode",
    "IdentityNumber",
    "OrganisationCode",
    "ProjectCode",
    "Uscc",
    "is_division_code",
    "is_identity",
    "is_organisation_code",
    "is_project_code",
    "is_uscc",
    "parse_division_code",
    "parse_identity",
    "parse_organisation_code",
    "parse_project_code",
    "parse_uscc",
]
