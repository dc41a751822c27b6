"""The few marks of Telegram's HTML that our messages are made of. Every function takes plain text and escapes it."""

import html


def plain(text: str) -> str:
    """Text as it is."""
    return html.escape(text, quote=False)


def bold(text: str) -> str:
    return f"<b>{plain(text)}</b>"


def italic(text: str) -> str:
    return f"<i>{plain(text)}</i>"


def code(text: str) -> str:
    """Monospaced; one tap copies it."""
    return f"<code>{plain(text)}</code>"


def block(text: str) -> str:
    """Monospaced lines of their own; one tap copies them all."""
    return f"<pre>{plain(text)}</pre>"


def link(text: str, url: str) -> str:
    """Words that open an address; unlike a button's, it may be a loopback address."""
    return f'<a href="{html.escape(url)}">{plain(text)}</a>'


def quoted(fragment: str) -> str:
    """A quotation. Takes a fragment of HTML, not plain text: what is quoted has marks of its own."""
    return f"<blockquote>{fragment}</blockquote>"


def blocks(*parts: str) -> str:
    """Fragments with an empty line between two; empty ones are left out."""
    return "\n\n".join(part for part in parts if part)


def lines(*parts: str) -> str:
    """Fragments, each on its own line; empty ones are left out."""
    return "\n".join(part for part in parts if part)
