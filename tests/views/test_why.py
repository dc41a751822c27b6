"""Every kind of notice and every reason has its words, in each language."""

import pytest

from bot.domain.notices import KINDS, Notice
from bot.domain.people import Language
from bot.domain.reminders import Skip, Unsent
from bot.views import why
from bot.views.texts import texts


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("notice", KINDS.values(), ids=str)
def test_every_notice_has_a_name(notice: type[Notice], language: Language) -> None:
    assert why.kind(notice, texts(language))


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("skip", [*Skip, *Unsent])
def test_every_reason_has_a_sentence(skip: Skip | Unsent, language: Language) -> None:
    assert why.reason(skip.value, texts(language)) != skip.value


def test_what_telegram_said_stands_as_it_is() -> None:
    assert why.reason("Forbidden: bot was kicked", texts(Language.POLISH)) == "Forbidden: bot was kicked"
