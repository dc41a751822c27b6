"""The page behind a feed's address: how to subscribe, what is in it, how fast it follows, who sees it.

One self-contained page: no request leaves it, and its policy allows nothing but its own two inline blocks.
"""

import hashlib
from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime
from html import escape
from ipaddress import ip_address
from urllib.parse import quote, urlsplit

from bot.domain.calendars import Calendar, Entry, FeedKind
from bot.views import calendar as feed_view
from bot.views import calendar_words as words
from bot.views import moments
from bot.views.page_style import SCRIPT, STYLE
from bot.views.texts import Texts

_LISTED = 5


def _source(block: str) -> str:
    """A block's hash as Content-Security-Policy names it (CSP Level 3 §2.3.1)."""
    return f"'sha256-{b64encode(hashlib.sha256(block.encode()).digest()).decode()}'"


CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        f"style-src {_source(STYLE)}",
        f"script-src {_source(SCRIPT)}",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)


@dataclass(frozen=True, slots=True)
class Addresses:
    """The ways to one feed. None of them is documented by its vendor for good, so the plain one is always shown too."""

    https: str  # or http, as the service is reached
    webcal: str
    google: str
    outlook: str
    office: str

    @property
    def this_machine_only(self) -> bool:
        """Whether nobody but this machine can fetch it."""
        host = urlsplit(self.https).hostname or ""
        try:
            return ip_address(host).is_loopback
        except ValueError:
            return host == "localhost" or host.endswith(".localhost")


def addresses(public_url: str, secret: str, name: str) -> Addresses:
    """Where a feed is subscribed with each kind of calendar."""
    plain = f"{public_url.rstrip('/')}/calendar/{secret}.ics"
    webcal = f"webcal://{plain.partition('://')[2]}"
    query = f"url={quote(plain, safe='')}&name={quote(name, safe='')}"
    return Addresses(
        https=plain,
        webcal=webcal,
        google=f"https://calendar.google.com/calendar/render?cid={quote(webcal, safe='')}",
        outlook=f"https://outlook.live.com/calendar/0/addfromweb?{query}",
        office=f"https://outlook.office.com/calendar/0/addfromweb?{query}",
    )


def page(calendar: Calendar, links: Addresses, texts: Texts, *, now: datetime) -> str:
    """The whole page in the feed's language."""
    title = feed_view.feed_name(calendar, texts)
    sections = (
        _local_warning(texts) if links.this_machine_only else "",
        _section("subscribe", texts, _ways(links, texts) + _address(links, texts)),
        _section("coming", texts, _coming(calendar, texts, now=now)),
        _section("delays", texts, _delays(texts)),
        _section("privacy", texts, _privacy(calendar, texts)),
    )
    main = "\n".join(section for section in sections if section)
    body = f"{_header(calendar, title, texts)}\n<main>\n{main}\n</main>"
    return document(title, body, texts.language.value, script=True)


def document(title: str, body: str, language: str, *, script: bool = False) -> str:
    """A page of ours around its `body`, which is HTML already; `title` is not."""
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex">\n<meta name="referrer" content="no-referrer">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{body}\n"
        f"{f'<script>{SCRIPT}</script>' if script else ''}\n</body>\n</html>\n"
    )


def _header(calendar: Calendar, title: str, texts: Texts) -> str:
    intro = "page-intro-person" if calendar.kind is FeedKind.PERSON else "page-intro-partnership"
    heading = escape(title).replace(" – ", "\N{NO-BREAK SPACE}– ")  # a dash belongs to the line it follows
    return (
        f'<header>\n<p class="brand"><span aria-hidden="true">●</span> Narada</p>\n<h1>{heading}</h1>\n'
        f'<p class="intro">{texts.html(intro)}</p>\n</header>'
    )


def _local_warning(texts: Texts) -> str:
    return f'<p class="note" role="note">{texts.html("page-this-machine-only")}</p>'


def _section(name: str, texts: Texts, body: str) -> str:
    heading = f'<h2 id="{name}">{texts.html(f"page-{name}")}</h2>'
    return f'<section aria-labelledby="{name}">\n{heading}\n{body}\n</section>'


def _ways(links: Addresses, texts: Texts) -> str:
    ways = (("webcal", links.webcal), ("google", links.google), ("outlook", links.outlook), ("office", links.office))
    items = "\n".join(_way(name, address, texts) for name, address in ways)
    return f'<ul class="ways">\n{items}\n</ul>'


def _way(name: str, address: str, texts: Texts) -> str:
    told = f"<strong>{texts.html(f'page-way-{name}')}</strong><span>{texts.html(f'page-way-{name}-how')}</span>"
    return f'<li><a class="way" href="{escape(address)}"{_elsewhere(address)}>{told}</a></li>'


def _elsewhere(address: str) -> str:
    # A web calendar opens beside this page, which must not be reachable from there nor name the secret as its referrer.
    return ' target="_blank" rel="noopener noreferrer"' if address.startswith("https://") else ""


def _address(links: Addresses, texts: Texts) -> str:
    address = escape(links.https)
    return (
        f'<div class="address">\n<label for="address">{texts.html("page-address")}</label>\n'
        f'<div class="row"><input id="address" type="text" readonly spellcheck="false" value="{address}">\n'
        f'<button id="copy" type="button" hidden data-done="{escape(texts.plain("page-copied"))}">'
        f"{texts.html('page-copy')}</button></div>\n"
        f'<p id="copied" role="status"></p>\n'
        f'<p class="small">{texts.html("page-address-how")} '
        f'<a href="{escape(urlsplit(links.https).path)}" download>{texts.html("page-download")}</a> '
        f"{texts.html('page-download-how')}</p>\n</div>"
    )


def _coming(calendar: Calendar, texts: Texts, *, now: datetime) -> str:
    coming = [entry for entry in calendar.entries if entry.meeting.ends_at > now]
    if not coming:
        return f"<p>{texts.html('page-coming-none')}</p>"
    several = len(calendar.partnerships) > 1
    items = "\n".join(_meeting(entry, texts, several=several, now=now) for entry in coming[:_LISTED])
    rest = len(coming) - _LISTED
    more = f'\n<p class="small">{texts.html("page-coming-more", count=rest)}</p>' if rest > 0 else ""
    return f'<ol class="meetings">\n{items}\n</ol>{more}'


def _meeting(entry: Entry, texts: Texts, *, several: bool, now: datetime) -> str:
    meeting = entry.meeting
    start = meeting.starts_at.astimezone(meeting.zone)
    said = moments.span(meeting.details.slot, texts.language, now=now)
    when = f'<time datetime="{start.isoformat()}">{escape(said)}</time>'
    title = escape(words.line(meeting.title))
    mark = "cancelled" if meeting.cancelled else words.leading_mark(entry)
    badge = f' <span class="badge {mark}">{texts.html(f"page-badge-{mark}")}</span>' if mark else ""
    facts = [words.line(meeting.details.place), words.line(entry.partnership.name) if several else ""]
    facts += [words.own_line(own, texts) for own in entry.own]
    details = "".join(f'<span class="fact">{escape(fact)}</span>' for fact in facts if fact)
    shown = f"<s>{title}</s>" if meeting.cancelled else title
    return f'<li>{when}<span class="title">{shown}{badge}</span>{details}</li>'


def _delays(texts: Texts) -> str:
    rows = "\n".join(_delay(who, texts) for who in ("google", "outlook", "apple", "thunderbird"))
    columns = "".join(f'<th scope="col">{texts.html(f"page-delay-{name}")}</th>' for name in ("who", "time"))
    return (
        f"<p>{texts.html('page-delays-why')}</p>\n"
        f"<table>\n<thead><tr>{columns}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n"
        f"<p><strong>{texts.html('page-delays-urgent')}</strong></p>"
    )


def _delay(who: str, texts: Texts) -> str:
    time = texts.html(f"page-delay-{who}-time")
    return f'<tr><th scope="row">{texts.html(f"page-delay-{who}")}</th><td>{time}</td></tr>'


def _privacy(calendar: Calendar, texts: Texts) -> str:
    who = "page-privacy-person" if calendar.kind is FeedKind.PERSON else "page-privacy-partnership"
    return f"<p>{texts.html(who)}</p>\n<p>{texts.html('page-privacy-renew')}</p>"


def front_page(languages: list[Texts]) -> str:
    """A word in each language about what lives here; the first one names the page."""
    first = languages[0]
    title = first.plain("page-root-title")
    told = "\n".join(f'<p lang="{texts.language.value}">{texts.html("page-root")}</p>' for texts in languages)
    body = f"<header>\n<h1>{escape(title)}</h1>\n</header>\n<main>\n<section>\n{told}\n</section>\n</main>"
    return document(title, body, first.language.value)
