"""The kinds of the credit graph, declared once.

Stores derive their schemas, importers their checks and the API its models from this package.
Adding a kind is one declaration. A *family* is an id space: a subject and a project may carry
the same local id without being the same thing.
"""

from __future__ import annotations

from typing import Final

from graph.vocabulary.codes import (
    ACTS as ACTS,
)
from graph.vocabulary.codes import (
    ACTS_ZH as ACTS_ZH,
)
from graph.vocabulary.codes import (
    CONTACT_KINDS as CONTACT_KINDS,
)
from graph.vocabulary.codes import (
    CONTRACT_STATES as CONTRACT_STATES,
)
from graph.vocabulary.codes import (
    CONTRACT_STATES_ZH as CONTRACT_STATES_ZH,
)
from graph.vocabulary.codes import (
    DECLARATIONS as DECLARATIONS,
)
from graph.vocabulary.codes import (
    DECLARATIONS_ZH as DECLARATIONS_ZH,
)
from graph.vocabulary.codes import (
    OFFICE_ZH as OFFICE_ZH,
)
from graph.vocabulary.codes import (
    OFFICES as OFFICES,
)
from graph.vocabulary.codes import (
    OFFICES_ZH as OFFICES_ZH,
)
from graph.vocabulary.codes import (
    PARALLEL as PARALLEL,
)
from graph.vocabulary.codes import (
    ROLE_ZH as ROLE_ZH,
)
from graph.vocabulary.codes import (
    ROLES as ROLES,
)
from graph.vocabulary.codes import (
    ROLES_ZH as ROLES_ZH,
)
from graph.vocabulary.codes import (
    SANCTION_KINDS as SANCTION_KINDS,
)
from graph.vocabulary.codes import (
    SANCTION_KINDS_ZH as SANCTION_KINDS_ZH,
)
from graph.vocabulary.codes import (
    SANCTION_STATES as SANCTION_STATES,
)
from graph.vocabulary.codes import (
    SEVERITIES as SEVERITIES,
)
from graph.vocabulary.codes import (
    STAGES as STAGES,
)
from graph.vocabulary.codes import (
    STAGES_ZH as STAGES_ZH,
)
from graph.vocabulary.codes import (
    STAKES as STAKES,
)
from graph.vocabulary.codes import (
    STAKES_ZH as STAKES_ZH,
)
from graph.vocabulary.codes import (
    VISIT_CAUSES as VISIT_CAUSES,
)
from graph.vocabulary.codes import (
    VISIT_CAUSES_ZH as VISIT_CAUSES_ZH,
)
from graph.vocabulary.codes import (
    VISIT_RESULTS as VISIT_RESULTS,
)
from graph.vocabulary.codes import (
    VISIT_RESULTS_ZH as VISIT_RESULTS_ZH,
)
from graph.vocabulary.links import LINK_KINDS as LINK_KINDS
from graph.vocabulary.nodes import NODE_KINDS as NODE_KINDS
from graph.vocabulary.shapes import Field as Field
from graph.vocabulary.shapes import LinkKind as LinkKind
from graph.vocabulary.shapes import NodeKind as NodeKind
from graph.vocabulary.shapes import Type as Type

NODE_KIND: Final = {kind.name: kind for kind in NODE_KINDS}
LINK_KIND: Final = {kind.name: kind for kind in LINK_KINDS}
NODE_CODE: Final = {kind.name: code for code, kind in enumerate(NODE_KINDS)}
LINK_CODE: Final = {kind.name: code for code, kind in enumerate(LINK_KINDS)}
FAMILIES: Final = tuple(dict.fromkeys(kind.family for kind in NODE_KINDS))
