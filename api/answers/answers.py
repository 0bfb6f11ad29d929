"""The one object the command and HTTP ask."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from analyses.policies.cases import Cases
from analyses.rulebook import Rulebook
from analyses.warming import warm_kernels
from api.answers import shapes
from api.answers.asking import Moment, PathOptions, RelatedOptions
from api.answers.explanation.proof import no_signer
from api.answers.export import Exported, export_answer
from api.answers.given import Given
from api.answers.ground import Ground, ground
from api.answers.hubs import Hubs
from api.answers.judged import Judged
from api.answers.kept import Kept
from api.answers.map_indexes import MapIndexes
from api.answers.paths import paths_answer
from api.answers.related import related_answer
from api.answers.risk.scoreboards import Scoreboards
from api.answers.rolls import Rolls
from api.answers.screen.sheets import Sheets
from api.answers.search import Sought, search_answer
from api.answers.stamp import Stamp, no_stamp
from api.answers.statistics.tallies import Tallies
from api.answers.status import status_answer
from api.answers.structures.city import CityStructures
from api.answers.subject import subject_answer
from graph.networks import Networks
from graph.signing_key import SigningKey
from graph.store import Store

NOW = Moment()


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers over a store and its network. ``today`` is the clock: the default of ``as_of``;
    ``stamp`` issues credit files, ``judged`` keeps judgements of single
    subjects, ``maps`` the map's index, ``boards`` the city's alert scores, ``cases`` the open
    cases by document, ``tallies`` the loop's ledger, ``structures`` the city's loops and groups,
    ``sheets`` what screened rows share, ``given`` answers in bytes, ``hubs`` who has very many
    ties; ``divisions`` names their codes, ``signer`` signs proofs.

    Every method raises UnknownId, AmbiguousId or RefusedInput for what cannot be asked, and
    StoreError for a store that does not answer. Persons' names are masked.
    """

    store: Store
    networks: Networks
    today: Callable[[], date]
    rules: Rulebook
    stamp: Callable[[], Stamp] = no_stamp
    rolls: Rolls = field(default_factory=Rolls)
    judged: Judged = field(default_factory=Judged)
    maps: MapIndexes = field(default_factory=MapIndexes)
    boards: Scoreboards = field(default_factory=Scoreboards)
    cases: Kept[Cases] = field(default_factory=Kept)
    tallies: Tallies = field(default_factory=Tallies)
    structures: CityStructures = field(default_factory=CityStructures)
    sheets: Sheets = field(default_factory=Sheets)
    given: Given = field(default_factory=Given)
    hubs: Hubs = field(default_factory=Hubs)
    divisions: Mapping[str, str] = field(default_factory=dict)
    signer: Callable[[], SigningKey] = no_signer

    def on(self, moment: Moment = NOW) -> Ground:
        """What a question asked of that moment stands on: ``control_answer(answers.on(m), id)``."""
        kept = self.rolls, self.judged
        found = ground(self.store, self.networks, self.rules, moment, self.today(), *kept)
        if moment.known_at is None:
            self.hubs.note(found.network, found.views)
        return found

    def subject(self, id: str, moment: Moment = NOW) -> shapes.SubjectAnswer:
        """A subject's own fields, who stated them, its ties by kind and its own sanctions."""
        return subject_answer(self.on(moment), id)

    def related(
        self, id: str, options: RelatedOptions | None = None, moment: Moment = NOW
    ) -> shapes.RelatedAnswer:
        return related_answer(self.on(moment), id, options or RelatedOptions())

    def paths(
        self, a: str, b: str, options: PathOptions | None = None, moment: Moment = NOW
    ) -> shapes.PathsAnswer:
        return paths_answer(self.on(moment), a, b, options or PathOptions())

    def search(
        self, text: str, limit: int = 20, moment: Moment = NOW, of: Sought | None = None,
        cursor: str | None = None,
    ) -> shapes.SearchAnswer:  # fmt: skip
        return search_answer(self.on(moment), text, limit, of, cursor)

    def export(
        self,
        id: str,
        format: str,
        options: RelatedOptions | None = None,
        moment: Moment = NOW,
    ) -> Exported:
        return export_answer(self.on(moment), id, format, options or RelatedOptions())

    def status(self) -> shapes.StatusAnswer:
        return status_answer(self.on(NOW))

    def warm(self) -> None:
        """Open the network and compile what the questions need, before anybody waits for it."""
        warm_kernels()
        self.on()
