"""The rulebook: what the law says, as dated data with its basis, read from ``analyses/rules``.

    rules = load_rules()                      # once, at the start; a wrong file stops it (BadRule)
    version(rules.lists.list, "wage_arrears", day)      # the version in force on a day
    in_force(rules.measures.measure, day)               # all that hold on a day

Every entry has ``id``, ``zh``, ``en``, ``basis`` (one or more ``{ document, article, says }``;
the document is an entry of ``documents.toml``) and the days it is in force (``from``, ``until``).
A changed rule is a second entry of the same id that begins after the first ends: the first gets
an ``until`` and stays, so that the past is answered by the rules of its day. Which day selects a
version is the question's to say: the day asked about, or the record's own (a repair regime is
selected by the day of the decision).

To add a section of your own, say ``weights``:

1. ``analyses/rulebook/weights.py``: an ``Entry`` subclass with your keys, typed and bounded
   (``Annotated[int, Meta(ge=0)]``), and a ``Rule`` with one tuple a table::

       class Weight(Entry, frozen=True, kw_only=True):
           down_ppm: Ppm
       class Weights(Rule, frozen=True, kw_only=True):
           weight: tuple[Weight, ...]

   ``names()`` lists the other entries it refers to, ``faults()`` what types cannot say.
2. One field in ``book.Rulebook``: ``weights: Weights``.
3. ``analyses/rules/weights.toml`` with ``[[weight]]`` entries; inner tables are written inline,
   ``{ … }``. What is our own choice and no law is based on the document ``xinmai-method``.

Analyses take the section they need (``rules.weights``), never the loader.
"""

from __future__ import annotations

from analyses.rulebook.book import Rulebook
from analyses.rulebook.entry import Basis, Entry, Ppm, Rule, in_force, version
from analyses.rulebook.faults import BadRule, Fault
from analyses.rulebook.loader import SHIPPED, digests, load_rules, part_of, rules_of

__all__ = [
    "SHIPPED",
    "BadRule",
    "Basis",
    "Entry",
    "Fault",
    "Ppm",
    "Rule",
    "Rulebook",
    "digests",
    "in_force",
    "load_rules",
    "part_of",
    "rules_of",
    "version",
]
