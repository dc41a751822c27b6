"""Audiences: which partners an announcement is for. People are always those who speak for these partners today."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.domain.meetings import Meeting
from bot.domain.people import Organisation, Sector, Speaker
from bot.domain.rsvps import Answer, SeatAnswer, standing

NAME_LIMIT = 60


class AudienceKind(StrEnum):
    ALL = "all"
    SECTOR = "sector"
    ORGANISATIONS = "organisations"
    ANSWERED = "answered"  # those who answered so to a meeting
    SILENT = "silent"  # those whose answer to a meeting is missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """A rule, not a list: it is applied to the directory and the answers as they are when the announcement leaves."""

    kind: AudienceKind = AudienceKind.ALL
    sector: Sector | None = None
    organisation_ids: tuple[int, ...] = ()
    meeting_id: int | None = None
    answer: Answer | None = None

    @property
    def of_meeting(self) -> bool:
        return self.kind in {AudienceKind.ANSWERED, AudienceKind.SILENT}

    @property
    def takes_newcomers(self) -> bool:
        """Whether somebody who joins later can belong to it; who answered a meeting is no matter of joining."""
        return not self.of_meeting

    def includes(self, organisation: Organisation) -> bool:
        """Whether it is for that partner, as far as the directory alone can tell."""
        match self.kind:
            case AudienceKind.ALL:
                return True
            case AudienceKind.SECTOR:
                return organisation.sector is self.sector
            case AudienceKind.ORGANISATIONS:
                return organisation.id in self.organisation_ids
            case _:
                return False


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedAudience:
    """One's own choice of organisations, kept under a name."""

    id: int
    name: str
    organisation_ids: tuple[int, ...]

    @property
    def audience(self) -> Audience:
        return Audience(kind=AudienceKind.ORGANISATIONS, organisation_ids=self.organisation_ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """A person of an audience and for whom of it they speak."""

    speaker: Speaker
    organisations: tuple[Organisation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """An audience as it is now: its partners, everybody who speaks for them, and those outside Telegram."""

    organisations: tuple[Organisation, ...] = ()
    people: tuple[Reached, ...] = ()

    @property
    def reachable(self) -> tuple[Reached, ...]:
        return tuple(each for each in self.people if each.speaker.person.reachable)

    @property
    def outside(self) -> tuple[Organisation, ...]:
        """Partners for whom nobody can be reached in Telegram."""
        reached = {organisation.id for each in self.reachable for organisation in each.organisations}
        return tuple(organisation for organisation in self.organisations if organisation.id not in reached)


def chosen(audience: Audience, partners: Iterable[Organisation]) -> tuple[Organisation, ...]:
    """The partners of an audience that the directory alone decides."""
    return tuple(partner for partner in partners if audience.includes(partner))


def chosen_by_answer(audience: Audience, meeting: Meeting, seats: Iterable[SeatAnswer]) -> tuple[Organisation, ...]:
    """The partners of an audience that a meeting's answers decide; an answer for an earlier date is none."""
    wanted = audience.answer if audience.kind is AudienceKind.ANSWERED else None
    return tuple(seat.organisation for seat in seats if standing(meeting, seat) is wanted)


def to_facts(audience: Audience) -> dict[str, Any]:
    """The audience as JSON can hold it."""
    return {
        "kind": audience.kind.value,
        "sector": audience.sector.value if audience.sector else None,
        "organisation_ids": list(audience.organisation_ids),
        "meeting_id": audience.meeting_id,
        "answer": audience.answer.value if audience.answer else None,
    }


def from_facts(facts: dict[str, Any]) -> Audience:
    """The audience again."""
    return Audience(
        kind=AudienceKind(facts["kind"]),
        sector=Sector(facts["sector"]) if facts.get("sector") else None,
        organisation_ids=tuple(facts.get("organisation_ids") or ()),
        meeting_id=facts.get("meeting_id"),
        answer=Answer(facts["answer"]) if facts.get("answer") else None,
    )
