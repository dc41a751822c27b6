"""Every view of announcements with every kind of fact."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any

from bot.domain import audiences, markup
from bot.domain.announcements import Account, Announcement, Attachment, AttachmentKind, Before, Copy, CopyStatus
from bot.domain.announcing import Draft, Drafting
from bot.domain.audiences import Audience, AudienceKind, Reach, Reached, SavedAudience
from bot.domain.dialogs import Dialog, DialogKind, Step
from bot.domain.people import Language, Role, Sector, Speaker
from bot.domain.reminders import Unsent
from bot.domain.rsvps import Answer
from bot.views import announcement_email, announcement_sheet, announcements, announcing
from bot.views.lengths import cut
from bot.views.message import Message
from bot.views.texts import Texts
from tests.views import samples as a
from tests.views.samples import NOW, Words

FILE = Attachment(AttachmentKind.DOCUMENT, "BQACAgQAAx0", "Regulamin.pdf")
PHOTO = Attachment(AttachmentKind.PHOTO, "AgACAgQAAx0")
ATTACHMENTS: tuple[tuple[Attachment, ...], ...] = ((), (FILE,), (FILE, FILE), *((PHOTO,) * n for n in (1, 2, 5)))
AUDIENCES = (
    Audience(),
    *(Audience(kind=AudienceKind.SECTOR, sector=sector) for sector in Sector),
    *(Audience(kind=AudienceKind.ORGANISATIONS, organisation_ids=tuple(range(1, n + 1))) for n in (1, 2, 5)),
    *(Audience(kind=AudienceKind.ANSWERED, meeting_id=12, answer=answer) for answer in Answer),
    Audience(kind=AudienceKind.SILENT, meeting_id=12),
)
BEFORE = Before(meeting_id=12, lead=timedelta(days=1))

Shown = tuple[str, Message | str]


def text(words: Words) -> str:
    return markup.formatted(cut(words.text, 1000), ())


def announcement(words: Words, **fields: Any) -> Announcement:
    given: dict[str, Any] = {
        "id": 3,
        "partnership_id": 1,
        "text": text(words),
        "audience": Audience(),
        "created_at": NOW,
        "due_at": NOW,
        "started_at": NOW,
    }
    return Announcement(**(given | fields))


def copy(words: Words, number: int = 1, **fields: Any) -> Copy:
    given: dict[str, Any] = {
        "announcement_id": 3,
        "person_id": number,
        "organisation_ids": (number,),
        "status": CopyStatus.SENT,
        "person_name": words.person,
        "message_id": 40 + number,
        "sent_at": NOW,
    }
    return Copy(**(given | fields))


def copies(words: Words, times: int) -> tuple[Copy, ...]:
    ends: list[dict[str, Any]] = [
        {},
        {"read_at": NOW, "revision": 1},
        {"possibly_twice": True},
        {"person_id": None, "person_name": "", "status": CopyStatus.BLOCKED},
        *({"status": status} for status in (CopyStatus.QUEUED, CopyStatus.STOPPED)),
        *(
            {"status": CopyStatus.SKIPPED, "reason": reason}
            for reason in ("no_longer_speaks", "withdrawn", Unsent.DROPPED, Unsent.DROPPED_LATE, "anything else")
        ),
        {"status": CopyStatus.FAILED, "reason": words.title},
    ]
    return tuple(copy(words, n * len(ends) + i, **end) for n in range(times) for i, end in enumerate(ends, start=1))


def account(words: Words, of: Announcement, sent: tuple[Copy, ...], outside: int = 0) -> Account:
    numbers = sorted({one for each in sent for one in each.organisation_ids})
    return Account(
        announcement=of,
        partnership=a.partnership(words),
        copies=sent,
        organisations=tuple(a.organisation(words, number, tuple(Sector)[number % 3]) for number in numbers),
        outside=(words.organisation,) * outside,
        meeting_title=words.title,
        audience_title=words.title,
    )


def every_announcement_view(words: Words, t: Texts) -> Iterator[Shown]:
    yield from _copies(words, t)
    yield from _accounts(words, t)
    yield from _letters(words, t)
    yield from _questions(words, t)
    yield from _previews(words, t)


def _copies(words: Words, t: Texts) -> Iterator[Shown]:
    whose = a.partnership(words)
    for files, asks, read, gone in product(ATTACHMENTS, (False, True), (False, True), (None, NOW)):
        for said in (text(words), ""):
            of = announcement(words, text=said, attachments=files, asks_receipt=asks, withdrawn_at=gone)
            if said or files:
                yield from (("copy", message) for message in announcements.copy(of, whose, t, read=read))
    yield "asks to read", announcements.asks_to_read(announcement(words), t)
    yield "known", announcements.known(t)
    for count, again in product((1, 60), (False, True)):
        several = [a.organisation(words, number) for number in range(count)]
        yield "confirmed", announcements.confirmed(several, t, again=again)


def _accounts(words: Words, t: Texts) -> Iterator[Shown]:
    stages: tuple[dict[str, Any], ...] = (
        {},
        {"started_at": None},
        {"started_at": None, "before": BEFORE},
        {"stopped_at": NOW},
        {"stopped_at": NOW, "dropped": True},
        {"withdrawn_at": NOW, "revision": 1},
        {"revision": 1, "corrected_at": NOW, "attachments": (FILE,), "text": ""},
    )
    for fields, times, outside in product(stages, (0, 1, 12), (0, 60)):
        more = {"asks_receipt": bool(outside), "newcomers_until": date(2027, 6, 1) if times else None}
        of = announcement(words, **{**more, **fields})
        shown = account(words, of, copies(words, times), outside)
        yield "account", announcements.account(shown, t)
        yield "withdraw?", announcements.withdraw_sure(shown, t)
    done = account(words, announcement(words, asks_receipt=True), (copy(words, read_at=NOW),))
    yield "account of what all have read", announcements.account(done, t)
    held = replace(account(words, announcement(words), copies(words, 3)), held=2)
    yield "account of what is held after a restore", announcements.account(held, t)
    for audience in AUDIENCES:
        yield "account", announcements.account(account(words, announcement(words, audience=audience), ()), t)
    bare = announcement(words, text="", attachments=(replace(FILE, name=""),))
    for listed in ((), (announcement(words), bare)):
        yield "announcements", announcements.listing(listed, t)


def _letters(words: Words, t: Texts) -> Iterator[Shown]:
    silent = replace(a.partnership(words), contact_email="")
    long = markup.formatted(cut(words.text * 6, 4096), ())
    for whose, outside, asks in product((a.partnership(words), silent), (0, 1, 60), (False, True)):
        several = (words.organisation,) * outside
        for files in (*ATTACHMENTS, (replace(FILE, name=""), PHOTO)):
            for part in announcement_email.email(long, files, whose, several, t, asks_receipt=asks):
                yield "letter", part
    sheet = account(words, announcement(words, asks_receipt=True), copies(words, 1), 1)
    yield "sheet", announcement_sheet.sheet(sheet, t)


def _reach(words: Words, people: int, outside: int) -> Reach:
    partners = tuple(a.organisation(words, number) for number in range(1, people + outside + 1))
    reached = tuple(
        Reached(
            speaker=Speaker(
                person=a.person(words, one.id, language=tuple(Language)[one.id % 3]), role=Role.REPRESENTATIVE
            ),
            organisations=(one,),
        )
        for one in partners[:people]
    )
    return Reach(organisations=partners, people=reached)


def drafting(words: Words, people: int = 4, outside: int = 0, **fields: Any) -> Drafting:
    own: dict[str, Any] = {"text": text(words), **fields}
    outer: dict[str, Any] = {
        name: own.pop(name) for name in ("due_at", "opens_at", "of", "meetings", "copies") if name in own
    }
    given: dict[str, Any] = {"meetings": (a.meeting(words), a.meeting(words, id=13, cancelled_at=NOW)), **outer}
    return Drafting(
        draft=Draft(**own),
        partnership=a.partnership(words),
        reach=_reach(words, people, outside),
        partners=tuple(a.organisation(words, number) for number in range(1, 61)),
        saved=(SavedAudience(id=1, name=words.person[:60], organisation_ids=(1, 2)),),
        **given,
    )


def _dialog(step: Step, kind: DialogKind = DialogKind.ANNOUNCE, **draft: Any) -> Dialog:
    dialog: Dialog = a.dialog(kind, step, draft=draft, trail=(Step.TEXT,))
    return dialog


def _questions(words: Words, t: Texts) -> Iterator[Shown]:
    steps = (Step.TEXT, Step.AUDIENCE, Step.PARTNERS, Step.MEETING, Step.WITH_ANSWER, Step.NAME, Step.AT, Step.BEFORE)
    for step, page in product((*steps, Step.LEAD, Step.NEWCOMERS, Step.FIELDS), (0, 1, 99)):
        dialog = _dialog(step, partners=[1, 2] * page, page=page)
        for facts in (drafting(words), drafting(words, meetings=(), newcomers_until=date(2027, 6, 1))):
            yield f"question {step}", announcing.question(dialog, facts, t, NOW, resumed=bool(page))
    yield (
        "question of a correction",
        announcing.question(_dialog(Step.TEXT, DialogKind.CORRECT), drafting(words), t, NOW),
    )
    over = NOW + timedelta(days=30)
    yield "question of a meeting that is over", announcing.question(_dialog(Step.MEETING), drafting(words), t, over)


def _previews(words: Words, t: Texts) -> Iterator[Shown]:
    dialog = _dialog(Step.PREVIEW, audience=audiences.to_facts(Audience()))
    for audience, (people, outside) in product(AUDIENCES, ((0, 0), (0, 1), (4, 0), (12, 60))):
        facts = drafting(words, people, outside, audience=audience, asks_receipt=bool(outside))
        yield "preview", announcing.preview(dialog, facts, t)
    for weekday in range(7):
        shut = drafting(words, opens_at=NOW + timedelta(days=weekday))
        yield "preview while closed", announcing.preview(dialog, shut, t, resumed=True)
    for before, newcomers in product((None, BEFORE), (None, date(2027, 6, 1))):
        later = drafting(words, due_at=NOW, before=before, newcomers_until=newcomers)
        yield "preview of what leaves later", announcing.preview(dialog, later, t)
    for number in (0, 1, 2, 5, 22):
        correction = drafting(words, of=announcement(words), copies=number)
        yield "correction", announcing.preview(_dialog(Step.PREVIEW, DialogKind.CORRECT), correction, t, resumed=True)
    for files, people in product(ATTACHMENTS, (0, 4)):
        facts = drafting(words, people, attachments=files, asks_receipt=True)
        yield from (("copy in the preview", message) for message in announcing.copies(facts, t))
        yield "preview of it", announcing.preview(dialog, facts, t)
    replaced = _dialog(Step.FIELDS, album="13000000000000001")
    yield "question while an album comes", announcing.question(replaced, drafting(words), t, NOW)
    for outside in (0, 2):
        for part in announcing.letter(dialog, drafting(words, outside=outside), t):
            yield "letter in the preview", part
    yield "only the preview", announcing.preview_only(t)
