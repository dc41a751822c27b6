"""The notice about personal data (GDPR article 13): short at the first /start, the full text behind a button."""

from typing import Protocol

from bot.domain.people import Offer, Role
from bot.views import lengths
from bot.views.buttons import button, rows
from bot.views.callback_data import Verb
from bot.views.commands import Command, slash
from bot.views.marks import blocks, lines
from bot.views.message import Button, Message
from bot.views.texts import Texts

SHORT_LIMIT = 900  # what people still read before they press
SHORT_FACT = 100  # of a configured line in the short notice; the full one has it whole
FULL_FACT = 500


class Privacy(Protocol):
    """What the configuration says about personal data; every line may be empty."""

    @property
    def controller(self) -> str: ...
    @property
    def contact(self) -> str: ...
    @property
    def dpo(self) -> str: ...
    @property
    def legal_basis(self) -> str: ...
    @property
    def notice_url(self) -> str: ...


def privacy_notice(offer: Offer | None, privacy: Privacy, token: str, t: Texts) -> Message:
    """What an invitation offers, and the short notice: who, why, how long, rights, Telegram, the supervisor."""
    contact = _contact(privacy, offer.partnership.contact_email if offer else "")
    text = blocks(t.html("greeting"), _offered(offer, t) if offer else "", short(privacy, contact, t))
    return Message(text, rows([_agree(token, t)], [button(t.plain("button-full-notice"), Verb.NOTICE, *_given(token))]))


def short(privacy: Privacy, contact: str, t: Texts) -> str:
    """The notice itself, at most 900 units whatever is configured."""
    controller, basis, reached = (
        lengths.cut(text, SHORT_FACT) for text in (privacy.controller, privacy.legal_basis, contact)
    )
    return lines(
        f"<b>{t.html('privacy-title')}</b>",
        t.html("privacy-who", controller=controller or t.plain("privacy-office")),
        t.html("privacy-contact", contact=reached) if reached else "",
        t.html("privacy-why"),
        t.html("privacy-basis", basis=basis or t.plain("privacy-basis-neutral")),
        t.html("privacy-how-long", command=slash(Command.MY_DATA, t.language)),
        t.html("privacy-telegram"),
        t.html("privacy-rights"),
        t.html("privacy-agree", button=t.plain("button-agree")),
    )


def full_notice(
    privacy: Privacy, inbox_days: int, t: Texts, *, token: str | None = None, contact_email: str = ""
) -> Message:
    """The whole notice. With a `token` (which may be empty) it can be agreed to right below."""
    facts = {
        "controller": lengths.cut(privacy.controller, FULL_FACT) or t.plain("privacy-office"),
        "contact": lengths.cut(_contact(privacy, contact_email), FULL_FACT) or t.plain("privacy-contact-neutral"),
        "dpo": lengths.cut(privacy.dpo, FULL_FACT),
        "basis": lengths.cut(privacy.legal_basis, FULL_FACT) or t.plain("privacy-basis-neutral"),
    }
    sections = [
        _section("controller", t, t.html("full-controller", controller=facts["controller"])),
        _section("contact", t, t.html("full-contact", contact=facts["contact"]), _dpo(facts["dpo"], t)),
        _section("purpose", t, t.html("full-purpose", basis=facts["basis"])),
        _section("data", t, t.html("full-data")),
        _section("time", t, t.html("full-time", days=inbox_days)),
        _section("recipients", t, t.html("full-recipients")),
        _section("rights", t, t.html("full-rights", command=slash(Command.MY_DATA, t.language))),
        _section("complaint", t, t.html("full-complaint")),
        _section("voluntary", t, t.html("full-voluntary")),
    ]
    agreeing = [_agree(token, t)] if token is not None else []
    return Message(blocks(f"<b>{t.html('privacy-title')}</b>", *sections), rows(agreeing, _page(privacy, t)))


def _contact(privacy: Privacy, contact_email: str) -> str:
    return privacy.contact or contact_email


def _section(name: str, t: Texts, *said: str) -> str:
    return lines(f"<b>{t.html(f'full-{name}-title')}</b>", *said)


def _dpo(dpo: str, t: Texts) -> str:
    return t.html("full-dpo", dpo=dpo) if dpo else ""


def _page(privacy: Privacy, t: Texts) -> list[Button]:
    """The office's own page; Telegram refuses a button with any other kind of address."""
    on_the_web = privacy.notice_url.startswith(("https://", "http://"))
    return [Button(t.plain("button-notice-page"), url=privacy.notice_url)] if on_the_web else []


def _offered(offer: Offer, t: Texts) -> str:
    partnership = lengths.cut(offer.partnership.name, lengths.TOAST)
    if offer.invitation.role is Role.COORDINATOR or offer.organisation is None:
        return t.html("offer-coordinator", partnership=partnership)
    role = offer.invitation.role
    return t.html(f"offer-{role}", organisation=offer.organisation.name, partnership=partnership)


def _agree(token: str, t: Texts) -> Button:
    return button(t.plain("button-agree"), Verb.AGREE, *_given(token))


def _given(token: str) -> tuple[str, ...]:
    return (token,) if token else ()
