"""Every view of the page, for the tests that look at each of them."""

from __future__ import annotations

from typing import Final

from tests.api import town

VIEWS: Final = {
    "home": "",
    "subject": f"?id={town.JIA}",
    "hostile subject": f"?id={town.DING}",
    "unknown subject": "?id=nobody",
    "results": "?q=公司",
    "paths": f"?tie&from={town.DING}&to={town.BING}",
    "graph": f"?graph={town.DING}&graph={town.JIA}",
    "empty graph": "?graph=",
    "changes": f"?changes={town.YI}&from=2020-01-01",
    "suppose": f"?suppose={town.YI}",
    "policies": "?policies",
    "statistics": "?stats=department",
}
