"""HTML parse mode: https://core.telegram.org/bots/api#html-style, with the rules and the error texts of the real
parser.

Only a few tags and only `&lt; &gt; &amp; &quot;` and numeric entities are known; every tag must be closed in order.
Errors name the byte offset in the UTF-8 text that was sent.
"""

from dataclasses import dataclass, field

from sandbox.entities import Entity, utf16_length
from sandbox.errors import BotApiError, bad_request

_KIND_OF_TAG = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_SPACES = " \t\n\r\v\0"


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """The text that people will see and its entities; raises the 400 that Telegram answers for wrong markup."""
    if "<" not in source and "&" not in source:
        return source, []
    return _Parser(source).parsed()


@dataclass(slots=True)
class _OpenTag:
    name: str
    argument: str
    offset: int  # UTF-16 units of text before it
    piece: int  # how many pieces of text before it


@dataclass(slots=True)
class _Parser:
    source: str
    at: int = 0
    offset: int = 0
    pieces: list[str] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    nested: list[_OpenTag] = field(default_factory=list)

    def parsed(self) -> tuple[str, list[Entity]]:
        length = len(self.source)
        while self.at < length:
            character = self.source[self.at]
            if character == "<":
                self._tag()
            elif character == "&":
                self._reference()
            else:
                self._plain()
        if self.nested:
            raise self._error(f'Can\'t find end tag corresponding to start tag "{self.nested[-1].name}"')
        for entity in self.entities:
            entity.pop("_language", None)
        return "".join(self.pieces), self.entities

    def _add(self, text: str) -> None:
        self.pieces.append(text)
        self.offset += utf16_length(text)

    def _plain(self) -> None:
        found = [i for i in (self.source.find("<", self.at), self.source.find("&", self.at)) if i >= 0]
        end = min(found, default=len(self.source))
        self._add(self.source[self.at : end])
        self.at = end

    def _reference(self) -> None:
        character, end = _decoded_reference(self.source, self.at)
        self._add(character or "&")
        self.at = end if character else self.at + 1

    def _tag(self) -> None:
        begin = self.at
        self.at += 1
        if self._peek() == "/":
            self._end_tag(begin)
        else:
            self._start_tag(begin)

    def _start_tag(self, begin: int) -> None:
        name = self._word(">").lower()
        if not self._peek():
            raise self._error_at("Unclosed start tag", begin)
        if name not in _KIND_OF_TAG:
            raise self._error_at(f'Unsupported start tag "{name}"', begin)
        argument = self._attributes(name, begin)
        if name == "span" and argument != "spoiler":
            raise self._error_at('Tag "span" must have class "tg-spoiler"', begin)
        self.at += 1
        self.nested.append(_OpenTag(name, argument, self.offset, len(self.pieces)))

    def _attributes(self, tag: str, begin: int) -> str:
        argument = ""
        while True:
            self._skip_spaces()
            if self._peek() == ">":
                return argument
            if not self._peek():
                raise self._error_at("Unclosed start tag", begin)
            argument = _argument(tag, *self._attribute(tag, begin)) or argument

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        name = self._word("=>" if tag == "blockquote" else "=")
        if not name:
            raise self._error_at(f'Empty attribute name in the tag "{tag}"', begin)
        self._skip_spaces()
        if self._peek() != "=":
            if tag == "blockquote" and name == "expandable":
                return name, ""
            raise self._error_at(f'Expected equal sign in declaration of an attribute of the tag "{tag}"', begin)
        self.at += 1
        self._skip_spaces()
        if not self._peek():
            raise self._error_at(f'Unclosed start tag "{tag}"', begin)
        return name, self._value()

    def _value(self) -> str:
        quote = self._peek()
        if quote not in "'\"":
            return self._name_token()
        self.at += 1
        end = self.source.find(quote, self.at)
        raw = self.source[self.at : end] if end >= 0 else self.source[self.at :]
        self.at = end + 1 if end >= 0 else len(self.source)
        return _without_references(raw)

    def _name_token(self) -> str:
        begin = self.at
        while (c := self._peek()) and ((c.isascii() and c.isalnum()) or c in ".-"):
            self.at += 1
        if self._peek() and self._peek() not in _SPACES + ">":
            raise self._error_at("Unexpected end of name token", begin)
        return self.source[begin : self.at].lower()

    def _end_tag(self, begin: int) -> None:
        if not self.nested:
            raise self._error_at("Unexpected end tag", begin)
        self.at += 1
        name = self._word(">").lower()
        self._skip_spaces()
        if self._peek() != ">":
            raise self._error_at("Unclosed end tag", begin)
        expected = self.nested[-1].name
        if name and name != expected:
            raise self._error_at("Unmatched end tag", begin, f', expected "</{expected}>", found "</{name}>"')
        self.at += 1
        self._close(self.nested.pop())

    def _close(self, tag: _OpenTag) -> None:
        if self.offset == tag.offset:
            return
        entity: Entity = {"type": _KIND_OF_TAG[tag.name], "offset": tag.offset, "length": self.offset - tag.offset}
        if tag.name == "a":
            self._close_link(entity, tag)
        elif tag.name in {"pre", "code"}:
            self._close_code(entity, tag)
        else:
            self.entities.append(_completed(entity, tag))

    def _close_link(self, entity: Entity, tag: _OpenTag) -> None:
        url = tag.argument or "".join(self.pieces[tag.piece :])
        # A link that leads nowhere is no error: its text stays, the link is dropped.
        if link := checked_link(url):
            self.entities.append({**entity, "url": link})

    def _close_code(self, entity: Entity, tag: _OpenTag) -> None:
        last = self.entities[-1] if self.entities else None
        twin = last is not None and (last["offset"], last["length"]) == (entity["offset"], entity["length"])
        if last is not None and twin and {last["type"], tag.name} == {"pre", "code"}:
            language = tag.argument or last.pop("_language", "")
            last["type"] = "pre"
            if language:
                last["language"] = language
            return
        if tag.argument:
            entity["_language"] = tag.argument
        self.entities.append(entity)

    def _word(self, stops: str) -> str:
        begin = self.at
        while (c := self._peek()) and c not in _SPACES and c not in stops:
            self.at += 1
        return self.source[begin : self.at]

    def _skip_spaces(self) -> None:
        while (c := self._peek()) and c in _SPACES:
            self.at += 1

    def _peek(self) -> str:
        return self.source[self.at : self.at + 1]

    def _error_at(self, what: str, position: int, more: str = "") -> BotApiError:
        return self._error(f"{what} at byte offset {len(self.source[:position].encode())}{more}")

    def _error(self, what: str) -> BotApiError:
        return bad_request(f"can't parse entities: {what}")


def _argument(tag: str, attribute: str, value: str) -> str:
    if tag == "a" and attribute == "href":
        return value
    if tag == "code" and attribute == "class" and value.startswith("language-"):
        return value.removeprefix("language-")
    if tag == "span" and attribute == "class" and value.startswith("tg-"):
        return value.removeprefix("tg-")
    if tag == "tg-emoji" and attribute == "emoji-id":
        return value
    return "expandable" if tag == "blockquote" and attribute == "expandable" else ""


def _completed(entity: Entity, tag: _OpenTag) -> Entity:
    if tag.name == "blockquote" and tag.argument:
        return {**entity, "type": "expandable_blockquote"}
    if tag.name == "tg-emoji":
        if not (tag.argument.isdecimal() and 0 < int(tag.argument) < 2**63):
            raise bad_request("can't parse entities: Invalid custom emoji identifier specified")
        return {**entity, "custom_emoji_id": tag.argument}
    return entity


def _decoded_reference(source: str, at: int) -> tuple[str, int]:
    """The character that `&…;` at this place stands for and where the text goes on; "" when it is no reference."""
    end = at + 1
    if source[end : end + 1] == "#":
        hexadecimal = source[end + 1 : end + 2] == "x"
        begin = end = end + (2 if hexadecimal else 1)
        digits = "0123456789abcdefABCDEF" if hexadecimal else "0123456789"
        while source[end : end + 1] and source[end] in digits:
            end += 1
        code = int(source[begin:end], 16 if hexadecimal else 10) if end > begin else 0
        if code == 0 or code >= 0x10FFFF or 0xD800 <= code <= 0xDFFF or end - at >= 10:
            return "", at
        character = chr(code)
    else:
        while source[end : end + 1].isascii() and source[end : end + 1].isalpha():
            end += 1
        character = _NAMED.get(source[at + 1 : end], "")
    return character, end + 1 if source[end : end + 1] == ";" else end


def _without_references(raw: str) -> str:
    pieces, at = [], 0
    while (amp := raw.find("&", at)) >= 0:
        character, end = _decoded_reference(raw, amp)
        pieces.append(raw[at:amp])
        pieces.append(character or "&")
        at = end if character else amp + 1
    return "".join(pieces) + raw[at:]


def checked_link(url: str) -> str:
    """The address as Telegram keeps it, or "" when it is none (no host with a dot, unknown protocol)."""
    return "" if link_problem(url) else url.strip()


def link_problem(url: str) -> str:
    """What is wrong with an address in the server's words; "" when nothing is. Host names without a dot are refused."""
    url = url.strip()
    protocol, separator, rest = url.partition("://")
    if not separator:
        protocol, rest = "http", url
    if protocol.lower() in {"tg", "ton"}:
        return ""
    if protocol.lower() not in {"http", "https"}:
        return "Unsupported URL protocol"
    host = rest.split("/", 1)[0].split("?", 1)[0].split("#", 1)[0].rpartition("@")[2]
    name = host if host.startswith("[") else host.split(":", 1)[0]
    if not name:
        return "URL host is empty"
    if any(c.isspace() for c in rest) or ("." not in name and not name.startswith("[")):
        return "Wrong HTTP URL"
    return ""
