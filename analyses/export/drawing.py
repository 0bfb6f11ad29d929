"""An excerpt as a networkx graph, for the formats networkx writes and for small-graph questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from analyses.export.excerpt import Excerpt, node_id, said_of_link
from graph.vocabulary import NODE_KIND

if TYPE_CHECKING:
    import networkx


def drawing(excerpt: Excerpt) -> networkx.MultiDiGraph[str]:
    """Nodes by id, links by number; attributes are text, integers and booleans only.

    >>> from datetime import date
    >>> drawing(Excerpt((), (), date(2024, 1, 1), 7, True)).graph["revision"]
    7
    """
    import networkx  # when something is exported: it takes long to import

    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph(
        as_of=excerpt.as_of.isoformat(),
        revision=excerpt.revision,
        complete=excerpt.complete,
    )
    for node in excerpt.nodes:
        kind: dict[str, Any] = {"kind": node.kind, "zh": NODE_KIND[node.kind].zh}
        said = {"label": excerpt.name(node), **kind, "stub": node.stub}
        graph.add_node(node_id(node), **said, **_texts(excerpt.columns(node)))
    for link in excerpt.links:
        number = str(link.view.mark)
        source, target = node_id(link.source), node_id(link.target)
        said = {**said_of_link(link), **_texts(excerpt.columns(link.view))}
        graph.add_edge(source, target, key=number, **said)
    return graph


def _texts(columns: dict[str, str | int | bool]) -> dict[str, str | int]:
    """Booleans as text: the formats spell them differently, and readers trip over it."""
    return {
        name: str(value).lower() if isinstance(value, bool) else value
        for name, value in columns.items()
    }
