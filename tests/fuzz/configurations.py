"""A config.toml and an environment as no operator should write them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import strategies as st

from bot import config
from bot.app.policy import policy_of
from bot.config import ConfigurationError, Settings
from bot.config.reading import SECTIONS
from storage.database import UNUSABLE, Database, file_of, reason_of
from tests.fuzz import odd
from tests.fuzz.running import Kind, Play

EXAMPLE = config.example(token="123456:TEST").splitlines()
KEYS = [(section, key) for section, table in SECTIONS.items() for key in type(table).__dataclass_fields__]
VALUES = (
    "true", "false", '""', '"x"', "''", "0", "1", "-1", "65535", "65536", "1_000", "0x1F", "1e3", "nan", "-inf",
    "9" * 30,
    "9" * 5_000, "07:00:00", "2027-05-12", "2027-05-12T10:00:00Z", '"24:00"', '"7:5"', '"30s"', '"999999999w"',
    '"1d"', '"0s"',
    '["1d", "1d"]', '["1d", 3]', "[]", "[[[]]]", "{}", "{a = 1}", '"""a\nb"""', "'''x", '"\\ud800"', '"\\u0000"',
    '"\\x"',
    '"Europe"', '"Europe/Warsaw"', '"/etc/passwd"', '"../Warsaw"', '"Europe/Warsaw\\u0000"', '"http://[::1"',
    '"http://:80"',
    '"https://a:99999"', '"https://example.org"', '"ftp://x"', '"postgresql://u:p@h/d"', '"postgresql://u:p@[h/d"',
    '"postgresql://u:p@h:port/d"', '"sqlite:///x?mode=ro"', '"sqlite:///"', '"webhook"', '"polling"', '"PL"', '"XX"',
    '"pl"',
    '"123456:TEST"', '"a@b.pl"', "[" * 60 + "]" * 60, "{" * 3, "=", "", '"a" # b', "01", "1.", "+1", "0b2", "truE",
    '"https://example.org:0"', '"http://exa mple.org"', '"http://user:pass@host"', '"https://xn--.org"',
    '"http://\uff45x.org"',
)  # fmt: skip
LINES = (
    "[telegram]", "[[telegram]]", "[telegram", "telegram = 1", "[nowhere]", "[telegram.token]", "telegram.token = 3",
    "]", "[]",
    "[ storage ]", '["web"]', "['web'.x]", "a.b.c = 1", "# ż", "\ufeff", "\x00", "\r", "key", '"unclosed', "'''",
    '"""', "[web]x",
    "token = 1\ntoken = 2", "= 3", '"" = 1', "ż = 1", '"\\u00" = 1', "[" * 30, "web.port.x = 1", "[web.port]",
)  # fmt: skip
ENDS = (b"\n", b"\n", b"\n", b"\r\n", b"\r", b"")
BYTES = (
    b"\xff",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\x00",
    b"\xc5",
    b"\xed\xa0\x80",
    b"\x1b[31m",
    b"\x0c",
    b"\xe2\x80\xa8",
)
PLACES = st.sampled_from(KEYS)


@st.composite
def files(draw: st.DrawFn) -> bytes | None:
    """The example with lines replaced, doubled and put in, and bytes that are no text; now and then no file."""
    if draw(st.integers(0, 30)) == 0:
        return None
    lines = list(EXAMPLE) if draw(st.booleans()) else draw(st.lists(_lines(), max_size=6))
    for _ in range(draw(st.integers(0, 5))):
        at = draw(st.integers(0, len(lines)))
        lines[at : at + draw(st.sampled_from((0, 1, 1, 2)))] = [draw(_lines())]
    content = draw(st.sampled_from(ENDS)).join(line.encode("utf-8", "surrogatepass") for line in lines)
    for _ in range(draw(st.sampled_from((0, 0, 0, 1, 2)))):
        at = draw(st.integers(0, len(content)))
        content = content[:at] + draw(st.sampled_from(BYTES) | st.binary(max_size=3)) + content[at:]
    return content


@st.composite
def _lines(draw: st.DrawFn) -> str:
    (section, key), value = draw(PLACES), draw(st.sampled_from(VALUES))
    match draw(st.sampled_from(("key", "key", "key", "dotted", "line", "line", "bent", "odd"))):
        case "key":
            return f"[{section}]\n{key} = {value}"
        case "dotted":
            return f"{section}.{key} = {value}"
        case "line":
            return draw(st.sampled_from(LINES))
        case "bent":
            return draw(odd.bent_text(draw(st.sampled_from(EXAMPLE))))
        case _:
            return draw(odd.texts)


@st.composite
def environments(draw: st.DrawFn) -> dict[str, str]:
    """Variables of settings, of no settings, and of the language that mistakes are told in."""
    environ = {"LC_ALL": draw(st.sampled_from(("C", "pl_PL.UTF-8")))}
    for _ in range(draw(st.sampled_from((0, 0, 1, 2, 4)))):
        section, key = draw(PLACES)
        name = draw(
            st.sampled_from(
                (f"{section}__{key}",) * 5 + (section, f"{section}__", f"{section}__{key}__x", "CLOCK_FILE")
            )
        )
        text = draw(st.sampled_from(VALUES).map(lambda value: value.strip('"')) | odd.texts)
        environ[f"NARADA_{name.upper()}"] = text.replace("\x00", "")  # no environment can hold one
    return environ


def drawn() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"file": files(), "environ": environments()})


@contextmanager
def starting() -> Iterator[Play]:
    """A folder for the file."""
    with TemporaryDirectory() as folder:
        place = Path(folder) / "config.toml"
        yield lambda given: _start(place, given)


def _start(place: Path, given: dict[str, Any]) -> Sequence[str]:
    place.unlink(missing_ok=True)
    if given["file"] is not None:
        place.write_bytes(given["file"])
    try:
        settings = config.load(place, given["environ"])
    except ConfigurationError as wrong:
        return [_told(wrong)]
    return [_used(settings)]


def _told(wrong: ConfigurationError) -> str:
    """Every mistake in both languages, for the operator."""
    assert str(wrong)
    assert all(mistake.shown(language) for mistake in wrong.mistakes for language in ("pl", "en"))
    return "+".join(sorted({mistake.code for mistake in wrong.mistakes}))


def _used(settings: Settings) -> str:
    """What is made of the settings before anybody is spoken to."""
    policy = policy_of(settings)
    assert policy.office.zone.key == settings.partnership.time_zone
    try:
        file_of(settings.storage.url)
        Database.open(settings.storage.url)
    except UNUSABLE as unusable:
        return f"a store that cannot be opened: {type(unusable).__name__}" if reason_of(unusable) else ""
    return "settings"


CONFIGURATION = Kind("configuration", drawn, starting)
