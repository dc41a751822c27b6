"""The conversation in which an announcement is written, corrected and confirmed. Pure steps, as in dialogs.py."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from bot.domain import audiences, dates, typed
from bot.domain.announcements import ALBUM_LIMIT, TEXT_LIMIT, Announcement, Attachment, AttachmentKind, Before, fit
from bot.domain.audiences import Audience, AudienceKind, Reach, SavedAudience
from bot.domain.dialogs import Dialog, DialogKind, Reading, Step
from bot.domain.markup import read
from bot.domain.meetings import Meeting
from bot.domain.people import Language, Organisation, Partnership, Sector
from bot.domain.refusals import ButtonExpected, NobodyToTell, OneFileOnly, QuestionGone, TextExpected, TextTooLong
from bot.domain.rsvps import Answer

KINDS = frozenset({DialogKind.ANNOUNCE, DialogKind.CORRECT})
LEADS: Mapping[str, timedelta] = {
    "7d": timedelta(days=7),
    "3d": timedelta(days=3),
    "1d": timedelta(days=1),
    "2h": timedelta(hours=2),
}
EVERYBODY = Audience()
NEARLY_FULL = TEXT_LIMIT - 96  # Telegram's apps cut a longer text into messages; the first is about this long


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A message for an announcement: its text as HTML, perhaps with a file.

    The files of an album come as messages of their own with the same `album` (Bot API Message.media_group_id).
    """

    html: str = ""
    attachment: Attachment | None = None
    album: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a dialog has gathered of an announcement."""

    text: str = ""
    attachments: tuple[Attachment, ...] = ()
    audience: Audience = EVERYBODY
    asks_receipt: bool = False
    newcomers_until: date | None = None
    at: datetime | None = None
    before: Before | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafting:
    """Everything that the questions and the preview of an announcement show."""

    draft: Draft
    partnership: Partnership
    reach: Reach
    partners: tuple[Organisation, ...] = ()
    saved: tuple[SavedAudience, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    due_at: datetime | None = None
    opens_at: datetime | None = None
    of: Announcement | None = None
    copies: int = 0

    def meeting(self, meeting_id: int | None) -> Meeting | None:
        return next((meeting for meeting in self.meetings if meeting.id == meeting_id), None)

    @property
    def languages(self) -> dict[Language, int]:
        """How many people read it in which language, in a fixed order."""
        spoken = [each.speaker.person.language for each in self.reach.reachable]
        return {language: spoken.count(language) for language in Language if language in spoken}


def draft(dialog: Dialog) -> Draft:
    """What the dialog has gathered so far."""
    kept = dialog.draft
    before = kept.get("before")
    return Draft(
        text=kept.get("text", ""),
        attachments=_attachments(kept),
        audience=audiences.from_facts(kept["audience"]) if kept.get("audience") else EVERYBODY,
        asks_receipt=bool(kept.get("receipt")),
        newcomers_until=date.fromisoformat(kept["newcomers"]) if kept.get("newcomers") else None,
        at=datetime.fromisoformat(kept["at"]) if kept.get("at") else None,
        before=Before(meeting_id=before["meeting_id"], lead=timedelta(seconds=before["lead"])) if before else None,
    )


def draft_of(announcement: Announcement) -> dict[str, Any]:
    """The draft that a correction starts from; `revision` is what its coordinator has seen."""
    return {
        "announcement_id": announcement.id,
        "revision": announcement.revision,
        "text": announcement.text,
        "attachments": _kept(announcement.attachments),
        "receipt": announcement.asks_receipt,
    }


def _kept(attachments: tuple[Attachment, ...]) -> list[list[str]]:
    return [[file.kind.value, file.file_id, file.name] for file in attachments]


def _attachments(draft: Mapping[str, Any]) -> tuple[Attachment, ...]:
    return tuple(
        Attachment(AttachmentKind(kind), file_id, name) for kind, file_id, name in draft.get("attachments", ())
    )


def written(dialog: Dialog, message: Written, reading: Reading) -> Dialog:
    """The dialog after a message came. Raises a Refusal, and then the question stands as it was."""
    if message.album and message.album == dialog.draft.get("album"):
        return _more_of_album(dialog, message)
    if dialog.step is Step.TEXT:
        return _text(dialog, message)
    if message.attachment is not None:
        raise OneFileOnly if draft(dialog).attachments else TextExpected
    step = _SAID.get(dialog.step)
    if step is None:
        raise _out_of_place(dialog, message)
    return step(dialog, read(message.html), reading)


def for_everybody(dialog: Dialog, message: Written) -> Dialog:
    """The text that came with the command: straight to the preview for all partners."""
    return _preview(_text(dialog, message), audience=audiences.to_facts(Audience()))


def picked(dialog: Dialog, value: str, reading: Reading) -> Dialog:
    """The dialog after a button with a ready value; ValueError or KeyError for one that no button carries."""
    step = _PICKED.get(dialog.step)
    if step is None:
        raise QuestionGone
    return step(dialog, value, reading)


def _text(dialog: Dialog, message: Written) -> Dialog:
    if dialog.kind is DialogKind.CORRECT:
        if message.attachment is not None:
            raise TextExpected
        return _preview(dialog, text=fit(message.html, draft(dialog).attachments), fresh=True)
    files = (message.attachment,) if message.attachment else ()
    facts = {"text": fit(message.html, files), "attachments": _kept(files), "album": message.album, "fresh": True}
    if "audience" not in dialog.draft:
        return dialog.to(Step.AUDIENCE, **facts)
    # The rest of an album is still to come: shown at once, the preview would lack it.
    return dialog.to(Step.FIELDS, **facts) if message.album else _preview(dialog, **facts)


def _more_of_album(dialog: Dialog, message: Written) -> Dialog:
    """One more file where the dialog stands; words under a later file stand below those under the first."""
    files = (*draft(dialog).attachments, *((message.attachment,) if message.attachment else ()))
    if len(files) > ALBUM_LIMIT:
        raise OneFileOnly
    text = "\n".join(part for part in (dialog.draft.get("text", ""), message.html) if part)
    return replace(dialog, draft={**dialog.draft, "text": fit(text, files), "attachments": _kept(files), "fresh": True})


def _out_of_place(dialog: Dialog, message: Written) -> Exception:
    """More text where a button was to be pressed; after a full first part it is the rest of a text that was cut."""
    so_far, more = typed.units(read(dialog.draft.get("text", ""))), typed.units(read(message.html))
    if so_far >= NEARLY_FULL:
        return TextTooLong(limit=TEXT_LIMIT, length=so_far + more)
    return ButtonExpected()


def _preview(dialog: Dialog, **facts: Any) -> Dialog:
    return replace(dialog.to(Step.PREVIEW, **facts), trail=())


def _for(dialog: Dialog, audience: Audience) -> Dialog:
    """To the preview with that audience; who joins later belongs only to an audience that knows joining."""
    newcomers = dialog.draft.get("newcomers") if audience.takes_newcomers else None
    return _preview(dialog, audience=audiences.to_facts(audience), newcomers=newcomers)


def _audience(dialog: Dialog, value: str, reading: Reading) -> Dialog:
    match value:
        case "all":
            return _for(dialog, Audience())
        case "partners":
            return dialog.to(Step.PARTNERS, partners=list(draft(dialog).audience.organisation_ids), page=0)
        case "meeting":
            return dialog.to(Step.MEETING)
        case _ if value.startswith("s") and value[1:].isdecimal():
            kept = {saved.id: saved for saved in reading.saved}
            return _for(dialog, kept[int(value[1:])].audience)
        case _:
            return _for(dialog, Audience(kind=AudienceKind.SECTOR, sector=Sector(value)))


def _partners(dialog: Dialog, value: str, reading: Reading) -> Dialog:
    """`o<organisation>` chooses or drops one, `p<page>` turns the page."""
    chosen = tuple(dialog.draft.get("partners", ()))
    match value:
        case "done" | "name" if not chosen:
            raise NobodyToTell
        case "done":
            return _for(dialog, _own(chosen))
        case "name":
            return dialog.to(Step.NAME)
        case _ if value.startswith("p"):
            return replace(dialog, draft={**dialog.draft, "page": int(value[1:])})
    one = int(value.removeprefix("o"))
    now = [each for each in chosen if each != one] if one in chosen else [*chosen, one]
    return replace(dialog, draft={**dialog.draft, "partners": now})


def _own(chosen: tuple[int, ...]) -> Audience:
    return Audience(kind=AudienceKind.ORGANISATIONS, organisation_ids=chosen)


def _name(dialog: Dialog, text: str, reading: Reading) -> Dialog:
    """`save_as` asks the use case to keep the choice under this name."""
    name = typed.line(text, audiences.NAME_LIMIT)
    return _for(replace(dialog, draft={**dialog.draft, "save_as": name}), _own(tuple(dialog.draft["partners"])))


def _meeting(dialog: Dialog, value: str, reading: Reading) -> Dialog:
    return dialog.to(Step.WITH_ANSWER, meeting_id=int(value.removeprefix("m")))


def _answer(dialog: Dialog, value: str, reading: Reading) -> Dialog:
    meeting_id = dialog.draft["meeting_id"]
    if value == AudienceKind.SILENT:
        return _for(dialog, Audience(kind=AudienceKind.SILENT, meeting_id=meeting_id))
    return _for(dialog, Audience(kind=AudienceKind.ANSWERED, meeting_id=meeting_id, answer=Answer(value)))


_LEADS_TO = {
    "fields": Step.FIELDS,
    "newcomers": Step.NEWCOMERS,
    "later": Step.AT,
    "email": Step.EMAIL,
}


def _at_preview(dialog: Dialog, value: str, reading: Reading) -> Dialog:
    if dialog.kind is DialogKind.CORRECT and value != "fields":
        raise QuestionGone
    if value == "receipt":
        return _preview(dialog, receipt=not dialog.draft.get("receipt"), fresh=True)
    if value == "now":
        return _preview(dialog, at=None, before=None, fresh=False)
    if value == "fields" and dialog.kind is DialogKind.CORRECT:
        return dialog.to(Step.TEXT, fresh=False)
    return dialog.to(_LEADS_TO[value], fresh=False)


def _fields(dialog: Dialog, value: str, reading: Reading) -> Dialog:
    ways = {"text": Step.TEXT, "audience": Step.AUDIENCE}
    return _preview(dialog) if value == "preview" else dialog.to(ways[value])


def _at(dialog: Dialog, text: str, reading: Reading) -> Dialog:
    when = dates.understand(text, language=reading.language.value, now=reading.now, zone=reading.zone)
    return _preview(dialog, at=when.starts_at(reading.zone).isoformat(), before=None)


def _at_picked(dialog: Dialog, value: str, reading: Reading) -> Dialog:
    if value != "before":
        raise QuestionGone
    return dialog.to(Step.BEFORE)


def _before(dialog: Dialog, value: str, reading: Reading) -> Dialog:
    return dialog.to(Step.LEAD, before_meeting=int(value.removeprefix("m")))


def _lead(dialog: Dialog, value: str, reading: Reading) -> Dialog:
    before = {"meeting_id": dialog.draft["before_meeting"], "lead": int(LEADS[value].total_seconds())}
    return _preview(dialog, before=before, at=None)


def _newcomers(dialog: Dialog, text: str, reading: Reading) -> Dialog:
    """The last day on which who joins gets it, too; an hour may be typed and does not matter."""
    try:
        when = dates.understand(text, language=reading.language.value, now=reading.now, zone=reading.zone)
        last = when.start.date()
    except dates.HourMissing as missing:
        last = missing.date
    return _preview(dialog, newcomers=last.isoformat())


def _no_newcomers(dialog: Dialog, value: str, reading: Reading) -> Dialog:
    if value != "none":
        raise QuestionGone
    return _preview(dialog, newcomers=None)


def _email(dialog: Dialog, value: str, reading: Reading) -> Dialog:
    if value != "preview":
        raise QuestionGone
    return _preview(dialog)


_SAID: dict[Step, Callable[[Dialog, str, Reading], Dialog]] = {
    Step.NAME: _name,
    Step.AT: _at,
    Step.NEWCOMERS: _newcomers,
}

_PICKED: dict[Step, Callable[[Dialog, str, Reading], Dialog]] = {
    Step.AUDIENCE: _audience,
    Step.PARTNERS: _partners,
    Step.MEETING: _meeting,
    Step.WITH_ANSWER: _answer,
    Step.PREVIEW: _at_preview,
    Step.FIELDS: _fields,
    Step.AT: _at_picked,
    Step.BEFORE: _before,
    Step.LEAD: _lead,
    Step.NEWCOMERS: _no_newcomers,
    Step.EMAIL: _email,
}
