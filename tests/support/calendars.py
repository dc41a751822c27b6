"""Meetings as a calendar is given them, made from few words."""

from datetime import UTC, date, datetime, timedelta

from bot.domain.calendars import Calendar, Entry, FeedKind, OwnAnswer
from bot.domain.meetings import Details, Kind, Meeting, Slot
from bot.domain.people import Language, Organisation, Partnership, Sector
from bot.domain.rsvps import Answer

ANNOUNCED = datetime(2027, 4, 1, 8, 30, tzinfo=UTC)
NOW = datetime(2027, 5, 3, 7, 0, tzinfo=UTC)

WEJHEROWO = Partnership(
    id=1,
    name="Partnerstwo w Powiecie Wejherowskim",
    time_zone="Europe/Warsaw",
    language=Language.POLISH,
    contact_email="biuro@partnerstwo.example",
    project_title="Rozwój Partnerstwa na Rzecz Zatrudnienia",
    project_number="POKL.07.02.01-22-001/24",
    funding_note="Współfinansowane przez Unię Europejską.",
)
PUP = Organisation(id=1, partnership_id=1, name="PUP w Wejherowie", sector=Sector.PUBLIC, joined_on=date(2020, 1, 1))
CARITAS = Organisation(
    id=2, partnership_id=1, name="Caritas Archidiecezji Gdańskiej", sector=Sector.NGO, joined_on=date(2020, 1, 1)
)


def meeting(
    number: int = 1,
    *,
    title: str = "Spotkanie robocze",
    start: str = "2027-05-12 10:00",
    end: str = "",
    zone: str = "Europe/Warsaw",
    fold: int = 0,
    place: str = "ul. Kościuszki 16, Wejherowo",
    description: str = "",
    kind: Kind = Kind.WORKING,
    revision: int = 0,
    changed_at: datetime = ANNOUNCED,
    cancelled: str | None = None,
    uid: str = "",
) -> Meeting:
    """A meeting at a wall-clock time; two hours long unless an end is named; `cancelled` is the reason."""
    first = datetime.fromisoformat(start)
    last = datetime.fromisoformat(end) if end else first + timedelta(hours=2)
    slot = Slot(wall_start=first, wall_end=last, time_zone=zone, fold=fold)
    return Meeting(
        id=number,
        partnership_id=1,
        details=Details(title=title, slot=slot, place=place, description=description, kind=kind),
        answer_until=slot.starts_at - timedelta(days=1),
        announced_at=ANNOUNCED,
        announced_by=1,
        date_set_at=ANNOUNCED,
        changed_at=changed_at,
        uid=uid or f"meeting-{number}@partnerstwo.example",
        revision=revision,
        cancelled_at=None if cancelled is None else changed_at,
        cancel_reason=cancelled or "",
    )


def entry(
    of: Meeting | None = None, *own: OwnAnswer, sequence: int | None = None, partnership: Partnership = WEJHEROWO
) -> Entry:
    of = of or meeting()
    return Entry(
        meeting=of,
        partnership=partnership,
        sequence=of.revision if sequence is None else sequence,
        last_modified=of.changed_at,
        own=own,
    )


def answered(
    answer: Answer, organisation: Organisation = PUP, *, stands: bool = True, people: int = 1, substitute: str = ""
) -> OwnAnswer:
    return OwnAnswer(organisation=organisation, answer=answer, stands=stands, people=people, substitute=substitute)


def calendar(
    *entries: Entry,
    kind: FeedKind = FeedKind.PERSON,
    language: Language = Language.POLISH,
    partnerships: tuple[Partnership, ...] = (WEJHEROWO,),
) -> Calendar:
    return Calendar(kind=kind, language=language, partnerships=partnerships, entries=entries)


def year_of_meetings(count: int) -> Calendar:
    """A big calendar: a meeting every few hours from spring on, over both changes of the clocks, in all states."""
    spring = datetime.fromisoformat("2027-03-20 08:00")
    states = (
        (),
        (answered(Answer.YES, people=3),),
        (answered(Answer.NO), answered(Answer.YES, CARITAS, substitute="zastępczyni dyrektora")),
        (answered(Answer.MAYBE, stands=False),),
    )
    return calendar(
        *(
            entry(
                meeting(
                    number,
                    title=f"Spotkanie {number}: żółte łódki, „cytat”; 👩‍👩‍👧 i dalej",
                    start=(spring + timedelta(hours=17 * number)).isoformat(),
                    description="Porządek obrad:\n1. Wyniki; plany, budżet\n2. Różne \\ wolne wnioski",
                    kind=list(Kind)[number % len(Kind)],
                    cancelled="choroba prowadzącej" if number % 50 == 7 else None,
                ),
                *states[number % len(states)],
            )
            for number in range(count)
        )
    )
