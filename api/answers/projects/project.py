"""A project or works on a day: who takes part, what was decided, what was required and missing."""

from __future__ import annotations

from analyses.projects.participants import Participant
from analyses.projects.requirements import Required
from analyses.projects.sites import BUILDING
from analyses.projects.stages import Milestone
from api.answers.describe import iso, origin
from api.answers.ground import Ground
from api.answers.masks import readable
from api.answers.projects import shapes
from api.answers.projects.gathered import Gathered, gathered
from api.answers.projects.lots import lots_of
from api.answers.projects.wording import (
    STAGE_ZH,
    Names,
    based,
    code_of,
    iso_day,
    names,
)
from graph.vocabulary import NODE_KIND, ROLE_ZH


def project_answer(ground: Ground, id: str) -> shapes.ProjectAnswer:
    """Raises UnknownId and AmbiguousId. The participants are those of the day asked about."""
    found = gathered(ground, id)
    taking, required = found.participants(), found.required()
    spoken = names(ground, _mentioned(found, taking, required))
    stage, asked = found.stages.of(found.asked.number), found.asked
    fields, _ = readable(NODE_KIND[asked.kind].fields, asked.fields)
    return {
        **ground.frame(),
        "id": asked.key.id,
        "code": code_of(asked),
        "name": asked.name,
        "kind": asked.kind,
        "stage": stage,
        "stage_zh": STAGE_ZH[stage] if stage else None,
        "fields": {**fields},
        "project": spoken.site(found.sites.project),
        "works": works_of(found, spoken),
        "lots": lots_of(found),
        "participants": [participant(found, spoken, each) for each in taking],
        "milestones": [milestone(spoken, each) for each in found.milestones()],
        "findings": [finding(ground, spoken, each) for each in required if each.is_finding],
        "unknown_requirements": sum(each.state == "unknown" for each in required),
    }


def _mentioned(
    found: Gathered, taking: tuple[Participant, ...], required: tuple[Required, ...]
) -> list[int]:
    parties = [number for each in taking for number in (each.unit, each.leader)]
    asked_of = [each.party for each in required if each.is_finding]
    return [*found.sites.parent, *(n for n in (*parties, *asked_of) if n is not None)]


def works_of(found: Gathered, spoken: Names) -> list[shapes.WorksShape]:
    """The works asked about, each with its stage and its buildings."""
    kind_of, parent = found.ground.network.kind_of, found.sites.parent
    return [
        {
            **spoken.site(works),
            "stage": (stage := found.stages.of(works)),
            "stage_zh": STAGE_ZH[stage] if stage else None,
            "buildings": [spoken.site(site) for site, above in parent.items()
                          if above == works and kind_of(site) == BUILDING],
        }
        for works in found.sites.works if found.within(works)
    ]  # fmt: skip


def participant(found: Gathered, spoken: Names, each: Participant) -> shapes.ParticipantShape:
    consortium = each.told.get("consortium", (None,))[0]
    said = found.parties.said
    return {
        "role": each.role,
        "role_zh": ROLE_ZH[each.role],
        "unit": spoken.named(each.unit),
        "leader": spoken.maybe(each.leader),
        "valid_from": iso_day(each.first),
        "valid_until": iso_day(each.last),
        "leader_from": iso_day(each.led_from),
        "leader_until": iso_day(each.led_until),
        "sites": [spoken.site(site) for site in each.sites],
        "contracts": list(each.told.get("contract", ())),
        "permits": list(each.told.get("permit", ())),
        "qualification": list(each.told.get("qualification", ())),
        "consortium": consortium,  # type: ignore[typeddict-item]
        "origins": [origin(said[link].origin) for link in each.links],
    }


def milestone(spoken: Names, each: Milestone) -> shapes.MilestoneShape:
    def text(name: str) -> str | None:
        value = each.fields.get(name)
        return None if value is None else str(value)

    return {
        "stage": each.stage,
        "stage_zh": STAGE_ZH[each.stage],
        "name": text("item") or str(each.fields["name"]),
        "decided": iso(each.day),
        "document": text("document"),
        "authority": text("authority"),
        "site": spoken.site(each.site),
    }


def finding(ground: Ground, spoken: Names, each: Required) -> shapes.FindingShape:
    assert each.party is not None
    return {
        "rule": each.rule.id,
        "zh": each.rule.zh,
        "en": each.rule.en,
        "basis": based(ground.rules, each.rule.basis),
        "stage": each.milestone.stage,
        "entered": iso(each.milestone.day),
        "site": spoken.site(each.milestone.site),
        "role": each.participant.role,
        "party": spoken.named(each.party),
        "state": "late" if each.state == "late" else "missing",
        "made": iso(each.made),
    }
