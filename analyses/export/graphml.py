"""GraphML, for yEd, Gephi, Cytoscape and networkx itself."""

from __future__ import annotations

import io

from analyses.export.drawing import drawing
from analyses.export.excerpt import Excerpt


def graphml(excerpt: Excerpt) -> bytes:
    """The excerpt as GraphML 1.0 in UTF-8; an edge's id is its link's mark."""
    import networkx  # an eighth of a second, which nobody shall wait for who exports nothing

    written = io.BytesIO()
    networkx.write_graphml_xml(drawing(excerpt), written, encoding="utf-8", named_key_ids=True)
    return written.getvalue()
