"""Names that strangers chose for themselves, fit to stand in other people's messages."""

import re

# What Telegram's apps make a link of by themselves, whatever the bot escapes: an address with or without its scheme,
# "@name", "/command", "#word". In a notice that the partnership's bot has sent, people would trust such a link.
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:/+")
_DOT_WITHIN = re.compile(r"(?<=\w)([.\u3002\uff0e\uff61])(?=\w)")
_SIGN = re.compile(r"(?<!\w)[@#$]+(?=\w)|(?<![\w<>/])/+(?=\w)")


def without_links(name: str) -> str:
    """The name with nothing in it that an app would show as a link: "J.Kowalski" becomes "J. Kowalski".

    It may be empty afterwards, and a little longer than before: one space for each dot.
    """
    # Again until nothing is left: of "b.@a" the sign must go before the dot stands between two letters.
    while (cleaned := _cleaned(name)) != name:
        name = cleaned
    return name


def _cleaned(name: str) -> str:
    apart = _DOT_WITHIN.sub(r"\1 ", _SCHEME.sub(" ", name))
    return " ".join(_SIGN.sub("", apart).split())
