"""A neighbourhood as a file that other tools read. Formats are rows of ``FORMATS``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from analyses.export.bods import bods
from analyses.export.csv import links_csv
from analyses.export.excerpt import Excerpt, excerpt
from analyses.export.followthemoney import followthemoney
from analyses.export.gexf import gexf
from analyses.export.graphml import graphml

__all__ = ["FORMATS", "Excerpt", "Format", "excerpt"]


@dataclass(frozen=True, slots=True)
class Format:
    write: Callable[[Excerpt], bytes]
    suffix: str
    media_type: str


FORMATS: Final = {
    "graphml": Format(graphml, ".graphml", "application/graphml+xml"),
    "gexf": Format(gexf, ".gexf", "application/gexf+xml"),
    "bods": Format(bods, ".json", "application/json"),
    "ftm": Format(followthemoney, ".ftm.jsonl", "application/jsonl"),
    "csv": Format(links_csv, ".csv", "text/csv; charset=utf-8"),
}
