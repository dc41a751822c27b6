# ruff: noqa: INP001 - a script of its own, no package
"""The guides as pages for a printer.

`.venv/bin/python -m docs.guide_pages` writes anew what is kept: the page for partners, as one file that can be sent by
e-mail. `… FOLDER` writes every guide there as HTML and, by Chromium, as PDF, to be looked at.
"""

import base64
import re
import sys
from pathlib import Path

from markdown_it import MarkdownIt

GUIDES = Path(__file__).parent / "guides"
KEPT = (GUIDES / "pl" / "dla-partnera.md", GUIDES / "en" / "for-partners.md")
STYLE = (GUIDES / "print.css").read_text(encoding="utf-8")
_TITLE = re.compile(r"^# (.+)$", re.MULTILINE)
_PICTURE = re.compile(r'(?<=<img src=")([^"]+\.png)')
_TO_PRINT = re.compile(r"^\[[^\]]+\]\([\w-]+\.html\):.*$\n?", re.MULTILINE)


def page(guide: Path) -> str:
    """The guide as HTML that needs no other file: its pictures are in it."""
    text = _TO_PRINT.sub("", guide.read_text(encoding="utf-8"))  # who prints it is there already
    title = _TITLE.search(text)
    assert title is not None, f"{guide.name} has no title"
    body = MarkdownIt("commonmark", {"html": True}).enable("table").render(text)
    body = "".join(f"<section>\n{part}</section>\n" for part in re.split("(?=<h2>)", body))
    body = _PICTURE.sub(lambda found: _inside(guide.parent / found[1]), body)
    return (
        f'<!doctype html>\n<html lang="{guide.parent.name}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title[1]}</title>\n'
        f'<style>\n{STYLE}</style>\n</head>\n<body class="{guide.stem}">\n{body}</body>\n</html>\n'
    )


def _inside(picture: Path) -> str:
    return f"data:image/png;base64,{base64.b64encode(picture.read_bytes()).decode()}"


def _printed(folder: Path) -> None:
    from tests.support.browser import chromium

    folder.mkdir(parents=True, exist_ok=True)
    with chromium() as browser:
        for guide in sorted(GUIDES.glob("*/*.md")):
            html = folder / f"{guide.stem}.html"
            html.write_text(page(guide), encoding="utf-8")
            sheet = browser.new_page()
            sheet.goto(html.resolve().as_uri())
            sheet.pdf(path=html.with_suffix(".pdf"), prefer_css_page_size=True, print_background=True)
            sheet.close()


def main() -> None:
    """Write what is kept, or everything into the folder that is named."""
    if sys.argv[1:]:
        _printed(Path(sys.argv[1]))
        return
    for guide in KEPT:
        guide.with_suffix(".html").write_text(page(guide), encoding="utf-8")


if __name__ == "__main__":
    main()
