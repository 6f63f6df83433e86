"""Templates become answers; the stylesheet and the icon that they ask for."""

from __future__ import annotations

from copy import copy
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from fastapi import Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from flows.house import House
from flows.reporting.rendering import PARTS_FOLDER, make_environment
from models.language import LANGUAGES, say, spoken_language
from sroki.starting import is_demo, name_program

if TYPE_CHECKING:
    from sroki.web.callers import Caller

_HERE = Path(__file__).parent


class PageError(Exception):
    """A request that is answered with a status and one sentence, said of its Russian template."""

    def __init__(self, status: int, template: str, **details: object) -> None:
        super().__init__(template)
        self.status, self.sentence = status, say(template, **details)


class Pages:
    """Renders the pages of one house. ``root`` is the path of ``base_url``, the prefix of every link."""

    def __init__(self, house: House) -> None:
        settings = house.settings
        self._caller: Caller | None = None
        self._address = ""
        self.root = urlsplit(settings.base_url).path.rstrip("/")
        self.style = _read_style()
        folder = _HERE / "templates"
        self._environments = {
            lang: make_environment(settings.tzinfo, folder, lang=lang) for lang in LANGUAGES
        }
        known = {
            "root": self.root,
            "languages": LANGUAGES,
            "style_version": sha256(self.style).hexdigest()[:12],
            "has_oidc": settings.has_oidc,
            "program": name_program(),
            "is_demo": is_demo(settings),
            "limit_mb": settings.upload_limit_bytes // (1024 * 1024),
        }
        for environment in self._environments.values():
            environment.globals.update(known)

    def shown_to(self, caller: Caller | None, address: str = "") -> Pages:
        """The same pages for a caller: what they may do stands in the navigation and nothing else.

        ``address``: where the language can be switched and the page be seen again; empty where it cannot.
        """
        pages = copy(self)
        pages._caller, pages._address = caller, address
        return pages

    def render(self, template: str, status: int = 200, **values: object) -> HTMLResponse:
        """A page. Everything that ``values`` hold is escaped."""
        environment = self._environments[spoken_language()]
        page = environment.get_template(template).render(
            viewer=self._caller, page_address=self._address, **values
        )
        return HTMLResponse(page, status)

    def draw(self, template: str, **values: object) -> Markup:
        """A piece of a page that knows nothing of who looks at it."""
        drawn = self._environments[spoken_language()].get_template(template).render(**values)
        return Markup(drawn)  # noqa: S704 - its template has escaped all # nosec B704

    def render_error(self, status: int, sentence: str, path: str) -> HTMLResponse:
        """The page of an error; one behind a link offers no way to the pages of others."""
        return self.render(
            "error.html", status, sentence=sentence, behind_link=path.startswith(("/l/", "/calendar/"))
        )


def address_of(request: Request) -> str:
    """Path and query of a page; empty for the answer to a form, which would not be seen again."""
    query = f"?{request.url.query}" if request.url.query else ""
    return request.url.path + query if request.method == "GET" else ""


def read_icon() -> bytes:
    """The icon of the site, SVG."""
    return (_HERE / "static" / "icon.svg").read_bytes()


def _read_style() -> bytes:
    return (PARTS_FOLDER / "parts.css").read_bytes() + (_HERE / "static" / "pages.css").read_bytes()
