"""GEXF 1.2, for Gephi."""

from __future__ import annotations

import io

from analyses.export.drawing import drawing
from analyses.export.excerpt import Excerpt


def gexf(excerpt: Excerpt) -> bytes:
    """The excerpt as GEXF 1.2draft in UTF-8; an edge's id is its link's mark."""
    import networkx  # an eighth of a second, which nobody shall wait for who exports nothing

    graph = drawing(excerpt)
    for _, _, number, said in graph.edges(keys=True, data=True):
        said["id"] = number
        said["label"] = said["kind"]
    written = io.BytesIO()
    networkx.write_gexf(graph, written, encoding="utf-8", version="1.2draft")
    return written.getvalue()
