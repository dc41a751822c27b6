"""What a restore or a downtime has held, in every size and of every kind."""

from collections.abc import Iterator
from itertools import product

from bot.domain.held import Cause, Decided, Heap, Held, Kind, Waiting
from bot.views import held as views
from bot.views import people
from bot.views.message import Message
from bot.views.texts import Texts
from tests.views import samples as a
from tests.views.samples import NOW, Words

Shown = tuple[str, Message | str]

OF_MEETINGS = (Kind.INVITATION, Kind.CHANGE, Kind.CALLED_OFF, Kind.REMINDER, Kind.ABOUT_MEETING)
WITHOUT_TITLE = (Kind.OFFICE, Kind.UPDATE)


def every_held_view(words: Words, t: Texts) -> Iterator[Shown]:
    for kind, count in product(Kind, (1, 2, 5, 22)):
        yield f"heap of {kind}", views.heap(held(words, kind, count), t)
    for kinds in ((), (Kind.REMINDER,), tuple(Kind), tuple(Kind) * 12):
        heaps = [held(words, kind, 3, number) for number, kind in enumerate(kinds, 1)]
        for done in (None, Decided(count=0, sent=True), Decided(count=3, sent=True), Decided(count=1, sent=False)):
            yield "held", views.listing(heaps, t, done=done)
        yield "all of it", views.everything(heaps, t)
    coordinator = a.known(words, a.member(words, seats=60, coordinator=True))
    for count, cause in product((0, 1, 2, 5, 22), Cause):
        yield "menu with what is held", people.menu(coordinator, t, held=Waiting(count, cause))


def held(words: Words, kind: Kind, count: int, number: int = 12) -> Held:
    return Held(
        heap=Heap(kind, number),
        cause=tuple(Cause)[number % 2],
        count=count,
        last=10**15,
        due_at=NOW,
        partnership=a.partnership(words),
        title="" if kind in WITHOUT_TITLE else words.title,
        at=NOW if kind in OF_MEETINGS else None,
        names=(words.person,) * (count % 15),
        pointless=count // 2,
    )
