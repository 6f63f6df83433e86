"""The site of the documentation hangs together: every page is found, every link leads somewhere."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import yaml

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
DECISIONS = DOCS / "decisions"
OUTSIDE = re.compile(r"^(?:[a-z]+:)?//|^[a-z]+:", re.IGNORECASE)
# what makes a browser ask for something while it shows a page; a link for people to follow is not among them
ASKING = {"src", "srcset", "poster", "data", "action"}


class _Loader(yaml.SafeLoader):
    """YAML whose tags for the generator mean nothing here."""


_Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda *_: None)


def navigation() -> list[str]:
    """Every page of the navigation, in its order."""
    config = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), Loader=_Loader)

    def walk(entry: Any) -> Iterator[str]:
        if isinstance(entry, str):
            yield entry
        else:
            for part in entry.values() if isinstance(entry, dict) else entry:
                yield from walk(part)

    return list(walk(config["nav"]))


def prose(path: Path) -> str:
    """The text of a page without what stands in code."""
    text = re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    return re.sub(r"`[^`\n]*`", "", text)


def anchors(path: Path) -> set[str]:
    """The names under which a heading is reached, as GitHub and the site make them."""
    text = re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def pages() -> list[Path]:
    roots = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")]
    return [*roots, *sorted(DOCS.rglob("*.md"))]


def test_every_page_of_the_navigation_exists() -> None:
    missing = [page for page in navigation() if not (DOCS / page).is_file()]
    assert not missing
    assert len(navigation()) == len(set(navigation()))


def test_every_page_is_in_the_navigation() -> None:
    written = {str(path.relative_to(DOCS)) for path in DOCS.rglob("*.md") if not re.match(r"0", path.name)}
    assert written <= set(navigation()), "name them in mkdocs.yml under nav"


def test_every_decision_is_in_the_index_under_its_own_title() -> None:
    index = (DECISIONS / "index.md").read_text(encoding="utf-8")
    lines = []
    for path in sorted(DECISIONS.glob("0*.md")):
        number, title = re.match(r"# (\d{3})\.? (.+)", path.read_text(encoding="utf-8")).groups()
        assert path.name.startswith(number), path.name
        lines.append(f"- [{number}]({path.name}) {title}")
    missing = [line for line in lines if line not in index]
    assert not missing, "docs/decisions/index.md lacks:\n" + "\n".join(missing)


@pytest.mark.parametrize("path", pages(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(path: Path) -> None:
    for link in re.findall(r"\]\(([^)\s]+)\)", prose(path)):
        if OUTSIDE.match(link):
            continue
        place, _, anchor = unquote(link).partition("#")
        target = (path.parent / place).resolve() if place else path
        assert target.exists(), link
        assert target.is_relative_to(ROOT), link
        assert DOCS not in path.parents or target.is_relative_to(DOCS), f"{link}: the site does not have it"
        assert not anchor or anchor in anchors(target), link


class _Asked(HTMLParser):
    """The addresses that a browser asks for by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        asks = {"href"} if tag in ("link", "base") else set()
        relations = str(dict(attrs).get("rel"))
        self.found += [
            value
            for name, value in attrs
            if value and (name in ASKING or (name in asks and "canonical" not in relations))
        ]


def test_the_built_site_is_whole_and_asks_nobody_outside(tmp_path: Path) -> None:
    if importlib.util.find_spec("zensical") is None:
        pytest.skip("zensical is not installed: make docs installs it")
    shutil.copytree(DOCS, tmp_path / "docs")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    command = [sys.executable, "-m", "zensical", "build", "--strict"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, (done.stdout + done.stderr)[-4000:]
    site = tmp_path / "site"
    built = list(site.rglob("*.html"))
    assert len(built) > len(navigation())
    for path in built:
        asked = _Asked()
        asked.feed(path.read_text(encoding="utf-8"))
        assert len(asked.found) > 3, "else this test looks at nothing"
        assert not [address for address in asked.found if OUTSIDE.match(address)], path
    for path in site.rglob("*.css"):
        assert not re.search(r"url\(['\"]?(?:https?:)?//|@import ['\"]", path.read_text(encoding="utf-8")), (
            path
        )
