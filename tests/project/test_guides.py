"""The guides say what is: their commands, settings, buttons and links exist."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bot import config
from bot.cli.parser import parser
from bot.domain.people import Language
from bot.views.commands import NAMES
from bot.views.texts import texts
from docs.guide_pages import KEPT, page
from tests.install.guide import GUIDES, Block, blocks
from tests.support.browser import chromium

TEXTS = Path(config.__file__).parents[1] / "views" / "texts"
ALL = sorted(GUIDES.glob("*/*.md"))
INSTALLATION = {"pl": GUIDES / "pl" / "instalacja-w-urzedzie.md", "en": GUIDES / "en" / "installation.md"}
OF_TELEGRAM = {"Start"}  # the one button that is not ours
MOST_BYTES = 80_000
# What the two installation guides call differently.
POLISH_NAMES = {
    "ADRES_REPOZYTORIUM": "REPOSITORY_ADDRESS",
    "example.pl": "example.org",
    "KONIEC": "END",
    "przed-aktualizacja": "before-update",
    "dzisiaj": "today",
    "przenosiny": "moving",
}


def named(guide: Path) -> str:
    return f"{guide.parent.name}/{guide.name}"


def each(guide: Path) -> list[Block]:
    return list(blocks(guide.read_text(encoding="utf-8")))


def prose(guide: Path) -> str:
    """The text without what is set as code."""
    return re.sub(r"```.*?```|`[^`\n]+`", " ", guide.read_text(encoding="utf-8"), flags=re.DOTALL)


def words(language: str) -> set[str]:
    """Everything the bot can write on a button in that language, without what it fills in."""
    lines = "\n".join(file.read_text(encoding="utf-8") for file in (TEXTS / language).glob("*.ftl"))
    return {value.partition("{")[0].rstrip(" :(") for value in re.findall(r"^[\w-]+ = (.+)$", lines, re.MULTILINE)}


def commands(guide: Path) -> list[list[str]]:
    """Every `narada …` that the guide has its reader run or names."""
    pasted = [line for block in each(guide) if block.language == "sh" for line in block.text.splitlines()]
    inline = re.findall(r"(?<!`)`([^`\n]+)`(?!`)", guide.read_text(encoding="utf-8"))
    return [shlex.split(line)[1:] for line in (*pasted, *inline) if line.strip().startswith("narada ")]


@pytest.mark.parametrize("guide", ALL, ids=named)
def test_every_narada_command_in_a_guide_is_one_that_narada_takes(guide: Path) -> None:
    narada = parser(texts(Language.ENGLISH))

    for arguments in commands(guide):
        assert narada.parse_args(arguments).command == arguments[0]


def test_the_installation_runs_narada() -> None:
    run = {arguments[0] for guide in INSTALLATION.values() for arguments in commands(guide)}

    assert {"init", "check", "coordinator-link", "migrate", "backup", "restore"} <= run


@pytest.mark.parametrize("language", INSTALLATION)
def test_the_settings_that_a_guide_shows_are_a_configuration_without_mistakes(language: str, tmp_path: Path) -> None:
    [shown] = [block.text for block in each(INSTALLATION[language]) if block.language == "toml"]
    file = tmp_path / "config.toml"
    file.write_text(shown, encoding="utf-8")

    settings = config.load(file, {})

    assert all((settings.web.public_url, settings.privacy.controller, settings.privacy.contact, settings.backup.folder))


@pytest.mark.parametrize("guide", ALL, ids=named)
def test_every_section_named_in_a_guide_is_one_of_the_configuration(guide: Path) -> None:
    sections = set(re.findall(r"^\[(\w+)\]", config.example(), re.MULTILINE))

    assert set(re.findall(r"`\[(\w+)\]`", guide.read_text(encoding="utf-8"))) <= sections


@pytest.mark.parametrize("guide", ALL, ids=named)
def test_every_command_of_the_chat_in_a_guide_is_one_of_its_language(guide: Path) -> None:
    language = Language(guide.parent.name)
    typed = [line for block in each(guide) if block.language == "text" for line in block.text.splitlines()]
    found = re.findall(r"(?<![\w./<])/([a-z_]+)\b", "\n".join([prose(guide), *typed]))

    assert set(found) <= {names[language] for names in NAMES.values()}


@pytest.mark.parametrize("guide", ALL, ids=named)
def test_every_word_in_bold_is_on_a_button(guide: Path) -> None:
    bold = {re.sub(r"\s+", " ", word) for word in re.findall(r"\*\*([^*]+)\*\*", prose(guide))}

    assert bold
    assert bold - words(guide.parent.name) - OF_TELEGRAM == set()


@pytest.mark.parametrize("guide", ALL, ids=named)
def test_every_file_that_a_guide_links_or_shows_is_there(guide: Path) -> None:
    text = guide.read_text(encoding="utf-8")
    linked = [*re.findall(r"\]\(([^)]+)\)", text), *re.findall(r'src="([^"]+)"', text)]

    assert [name for name in linked if "://" not in name and not (guide.parent / name).is_file()] == []


def test_every_picture_is_shown_in_a_guide_and_small() -> None:
    shown = {name for guide in ALL for name in re.findall(r"pictures/([\w-]+\.png)", guide.read_text(encoding="utf-8"))}

    assert {picture.name for picture in (GUIDES / "pictures").iterdir()} == shown
    assert [picture.name for picture in (GUIDES / "pictures").iterdir() if picture.stat().st_size > MOST_BYTES] == []


def test_every_file_of_the_project_that_the_installation_copies_is_there() -> None:
    project = GUIDES.parents[1]
    named_files = {
        path for guide in INSTALLATION.values() for path in re.findall(r"/opt/narada/([\w./-]+)", guide.read_text())
    }
    ours = {path.rstrip(".") for path in named_files if not path.startswith("venv")}

    assert {"requirements.lock", "deploy/systemd/narada.service"} <= ours
    assert [path for path in ours if not (project / path).exists()] == []


def test_the_two_languages_have_their_readers_do_the_same() -> None:
    polish, english = (
        [block.text for block in each(INSTALLATION[language]) if block.language == "sh"] for language in ("pl", "en")
    )
    for ours, theirs in POLISH_NAMES.items():
        polish = [text.replace(ours, theirs) for text in polish]

    assert polish == english


@pytest.mark.parametrize("guide", KEPT, ids=named)
def test_the_page_to_be_printed_is_made_from_the_guide(guide: Path) -> None:
    assert guide.with_suffix(".html").read_text(encoding="utf-8") == page(guide)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as launched:
        yield launched


@pytest.mark.browser
@pytest.mark.parametrize("guide", KEPT, ids=named)
def test_the_page_for_partners_is_one_page_of_paper(guide: Path, browser: Browser) -> None:
    sheet = browser.new_page()
    sheet.goto(guide.with_suffix(".html").as_uri())
    printed = sheet.pdf(prefer_css_page_size=True)
    sheet.close()

    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) == 1
