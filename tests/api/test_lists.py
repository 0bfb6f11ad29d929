"""Every list is cut somewhere and says so: by page, by limit, or it is bounded by its nature.

Walks the contract, so that a new listing is looked at when it comes.
"""

from __future__ import annotations

from typing import Any, Final

from fastapi import FastAPI

BY_NATURE: Final = {
    "/v1/checks": "of one subject and item",
    "/v1/checks/items": "the check items of the rules",
    "/v1/screen/jobs": "the latest 200 of an organisation",
    "/v1/watchlists": "1,000 an organisation may keep",
    "/v1/webhooks": "100 an organisation may keep",
    "/v1/fifty": "of the listed it is asked with",
    "/v1/evaluations": "counts by grade",
    "/v1/inspections/departments": "the departments of the rules",
    "/v1/inspections/draw": "as many as were to be drawn",
    "/v1/policies": "the registered documents",
    "/v1/repairs/conditions": "of one record",
    "/v1/commitments/items": "the commitment items of the rules",
    "/v1/statistics": "counts by what is asked for",
    "/v1/proof": "of one question",
    "/v1/diff": "of one question",
    "/v1/why-not": "of one question",
    "/v1/catalogue": "the catalogue of the rules",
    "/v1/catalogue/coverage": "the catalogue of the rules",
    "/v1/session": "the purposes of the rules",
}
"""Lists without a limit, and what bounds them."""
WHOLE: Final = {
    "/v1/inspections/pool": "who draws again needs everybody who might have been drawn",
    "/v1/status": "every file that was ever delivered",
}
"""Lists that are given whole, however long."""
LIMITED: Final = {
    "/v1/webhooks/{id}": "the latest deliveries, of 1,000 remembered",
}
"""Lists with a limit that need not say that they were cut, and why."""
GOES_ON: Final = ("next", "more")


def listings(document: dict[str, Any]) -> dict[str, tuple[set[str], set[str]]]:
    """Of each GET with arrays at the top of its answer: parameters, and the answer's fields."""
    schemas = document["components"]["schemas"]

    def resolved(schema: dict[str, Any]) -> dict[str, Any]:
        while "$ref" in schema:
            schema = schemas[schema["$ref"].rpartition("/")[2]]
        return schema

    found = {}
    for path, methods in document["paths"].items():
        answers = methods.get("get", {}).get("responses", {}).get("200", {}).get("content", {})
        if "application/json" not in answers:
            continue
        told = resolved(answers["application/json"]["schema"]).get("properties", {})
        if any(resolved(one).get("type") == "array" for one in told.values()):
            asked = {one["name"] for one in methods["get"].get("parameters", ())}
            found[path] = asked, set(told)
    return found


def test_every_listing_is_bounded_and_says_what_it_left_out(app: FastAPI) -> None:
    found = listings(app.openapi())
    assert len(found) > 40
    wrong = []
    for path, (asked, told) in found.items():
        if "cursor" in asked:
            fits = not told.isdisjoint(GOES_ON)
        elif "limit" in asked:
            fits = "truncated" in told or path in LIMITED
        else:  # what an address with an id lists is of that one thing
            fits = "{" in path or path in {**BY_NATURE, **WHOLE}
        if not fits:
            wrong.append(path)
    assert wrong == []


def test_limits_have_a_greatest_value_and_cursors_a_length(app: FastAPI) -> None:
    document = app.openapi()
    for path, methods in document["paths"].items():
        for one in methods.get("get", {}).get("parameters", ()):
            kinds = one["schema"].get("anyOf", [one["schema"]])
            if one["name"] == "limit":
                assert any("maximum" in kind for kind in kinds), path
            if one["name"] == "cursor":
                bounds = ("maxLength", "maximum")
                assert any(bound in kind for kind in kinds for bound in bounds), path


def test_no_entry_of_the_tables_is_left_over(app: FastAPI) -> None:
    found = listings(app.openapi())
    assert {*BY_NATURE, *LIMITED, *WHOLE} <= found.keys()
    assert all(not {"limit", "cursor"} & found[path][0] for path in BY_NATURE)
