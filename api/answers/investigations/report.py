"""An investigation as a report: rendered here, without scripts, fit for screen and paper."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.answers.files.sections import percent
from api.answers.investigations.drawing import svg
from api.answers.investigations.shapes import InvestigationAnswer
from graph.vocabulary import LINK_KIND

_HERE: Final = Path(__file__).parent / "templates"
_FILES: Final = Path(__file__).parent.parent / "files" / "templates"


def report(answer: InvestigationAnswer, organisation: str) -> str:
    """HTML 5: what stands today is stated; what may not be shown any more is named as withheld."""
    graphs = [(graph, svg(graph)) for graph in answer["graphs"]]
    template = _templates().get_template("investigation.html")
    return template.render(
        file=answer, head=answer["investigation"], graphs=graphs, organisation=organisation
    )


@lru_cache(maxsize=1)
def _templates() -> Environment:
    made = Environment(
        loader=FileSystemLoader([_HERE, _FILES]), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    made.filters["told"] = told
    made.filters["tie"] = tie
    return made


def tie(kind: str) -> str:
    """A kind of tie in Chinese, with English beside it."""
    return f"{LINK_KIND[kind].zh} {kind.replace('_', ' ')}"


def told(values: dict[str, Any]) -> str:
    """A statement's values in one line, shares as per cent."""
    parts = []
    for name, value in values.items():
        if name.endswith("_ppm"):
            parts.append(f"{name.removesuffix('_ppm')} {percent(int(value))}%")
        elif value not in ("", None):
            parts.append(f"{name} {value}")
    return ",".join(parts)
