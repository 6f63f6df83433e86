"""Templates become answers; the stylesheet and the icon that they ask for."""

from __future__ import annotations

from copy import copy
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from fastapi.responses import HTMLResponse
from markupsafe import Markup

from flows.house import House
from flows.reporting.rendering import PARTS_FOLDER, make_environment
from sroki.starting import is_demo, name_program

if TYPE_CHECKING:
    from sroki.web.callers import Caller

_HERE = Path(__file__).parent


class PageError(Exception):
    """A request that is answered with a status and one Russian sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status, self.sentence = status, sentence


class Pages:
    """Renders the pages of one house. ``root`` is the path of ``base_url``, the prefix of every link."""

    def __init__(self, house: House) -> None:
        settings = house.settings
        self._caller: Caller | None = None
        self.root = urlsplit(settings.base_url).path.rstrip("/")
        self.style = _read_style()
        self._environment = make_environment(settings.tzinfo, _HERE / "templates")
        self._environment.globals.update(
            root=self.root,
            style_version=sha256(self.style).hexdigest()[:12],
            has_oidc=settings.has_oidc,
            program=name_program(),
            is_demo=is_demo(settings),
            limit_mb=settings.upload_limit_bytes // (1024 * 1024),
        )

    def shown_to(self, caller: Caller | None) -> Pages:
        """The same pages for a caller: what they may do stands in the navigation and nothing else."""
        pages = copy(self)
        pages._caller = caller
        return pages

    def render(self, template: str, status: int = 200, **values: object) -> HTMLResponse:
        """A page. Everything that ``values`` hold is escaped."""
        page = self._environment.get_template(template).render(viewer=self._caller, **values)
        return HTMLResponse(page, status)

    def draw(self, template: str, **values: object) -> Markup:
        """A piece of a page that knows nothing of who looks at it."""
        drawn = self._environment.get_template(template).render(**values)
        return Markup(drawn)  # noqa: S704 - a template has escaped what it was given

    def render_error(self, status: int, sentence: str, path: str) -> HTMLResponse:
        """The page of an error; one behind a link offers no way to the pages of others."""
        return self.render(
            "error.html", status, sentence=sentence, behind_link=path.startswith(("/l/", "/calendar/"))
        )


def read_icon() -> bytes:
    """The icon of the site, SVG."""
    return (_HERE / "static" / "icon.svg").read_bytes()


def _read_style() -> bytes:
    return (PARTS_FOLDER / "parts.css").read_bytes() + (_HERE / "static" / "pages.css").read_bytes()
