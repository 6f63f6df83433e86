"""Charts for papers and pages: bars by name, stacked bars, planned against done.

Drawn by matplotlib's objects, without pyplot and without a display. The same data are the same bytes:
no dates, no random names. Hatches tell the parts apart where there is no colour, and ``alt`` says the
figures in words.
"""

from __future__ import annotations

import io
import textwrap
import threading
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from flows.papers.blocks import Chart, clean_text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Drawing

# Light enough for black hatches, far enough apart in grey; the order is the order of the series.
_FILLS = ("#4c78a8", "#f2cf5b", "#e9e9e9", "#d0796f", "#9ecae9", "#b5b5b5")
_HATCHES = ("", "//", "..", "xx", "\\\\", "++")
_DASHES = ("-", "--", ":", "-.")
_MARKERS = ("o", "s", "^", "D")
_STYLE: Any = {
    "font.family": ["DejaVu Sans"],
    "font.size": 9,
    "svg.fonttype": "none",  # text stays text: it is read out, found and scaled
    "svg.hashsalt": "sroki",
    "hatch.linewidth": 0.6,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "text.parse_math": False,  # "$" in a name is a sign, not mathematics
    "text.usetex": False,
}
_DRAWING = threading.Lock()  # a style in force is in force for the whole process
_PNG_DPI = 200
_WIDTH_IN = 6.5
_NAME_CHARS = 38
_NAME_LINES = 3
_SPOKEN = 40  # names that an alternative text lists; beyond that it says how many more there are


def draw_bars(title: str, bars: Sequence[tuple[str, float]], unit: str = "") -> Chart:
    """Horizontal bars, the first on top, each with its number. ``unit``: " %", " дн."."""
    names = [name for name, _ in bars]
    values = [value for _, value in bars]

    def draw(axes: Axes) -> None:
        drawn = axes.barh(range(len(bars)), values, color=_FILLS[0], edgecolor="black", linewidth=0.6)
        axes.bar_label(drawn, labels=[f"{_say(value)}{unit}" for value in values], padding=3)
        axes.margins(x=0.12)
        _count_along(axes, values)
        _name_rows(axes, names)

    return _render(draw, title, _height(names), say_bars(title, bars, unit))


def say_bars(title: str, bars: Sequence[tuple[str, float]], unit: str = "") -> str:
    """What ``draw_bars`` would draw, in words, without drawing it."""
    spoken = _list_words(f"{name} — {_say(value)}{unit}" for name, value in bars)
    return clean_text(f"{title}: {spoken}.")


def draw_stacked_bars(
    title: str, names: Sequence[str], parts: Sequence[tuple[str, Sequence[float]]]
) -> Chart:
    """Horizontal bars made of parts; ``parts`` are (legend, one number for each name)."""

    def draw(axes: Axes) -> None:
        left = [0.0] * len(names)
        artists: list[Any] = []
        for index, (_, values) in enumerate(parts):
            drawn = axes.barh(
                range(len(names)), values, left=left, edgecolor="black", linewidth=0.6,
                color=_FILLS[index % len(_FILLS)], hatch=_HATCHES[index % len(_HATCHES)],
            )  # fmt: skip
            artists.append(drawn)
            labels = [_say(value) if value else "" for value in values]
            box = {"facecolor": "white", "edgecolor": "none", "pad": 1, "alpha": 0.85}
            for text in axes.bar_label(drawn, labels=labels, label_type="center"):
                if text.get_text():
                    text.set_bbox(box)
            left = [low + value for low, value in zip(left, values, strict=True)]
        _name_rows(axes, names)
        _show_legend(axes, artists, [label for label, _ in parts])

    spoken = _list_words(
        f"{name} — " + ", ".join(f"{label}: {_say(values[row])}" for label, values in parts)
        for row, name in enumerate(names)
    )
    return _render(draw, title, _height(names) + 0.4, f"{title}: {spoken}.")


def draw_lines(
    title: str, points: Sequence[str], lines: Sequence[tuple[str, Sequence[float | None]]]
) -> Chart:
    """Lines over named points (quarters, weeks); None ends or interrupts a line."""

    def draw(axes: Axes) -> None:
        artists: list[Any] = []
        for index, (_, values) in enumerate(lines):
            artists += axes.plot(
                range(len(points)), [float("nan") if v is None else v for v in values],
                color=("black", "#4c78a8", "#a0522d", "#666666")[index % 4], linewidth=1.6, markersize=4,
                linestyle=_DASHES[index % len(_DASHES)], marker=_MARKERS[index % len(_MARKERS)],
            )  # fmt: skip
        step = max(1, -(-len(points) // 14))
        axes.set_xticks(range(0, len(points), step), [clean_text(point) for point in points[::step]])
        axes.tick_params(axis="x", rotation=30 if len(points) > 6 else 0)
        axes.set_ylim(bottom=0)
        axes.grid(axis="y", linewidth=0.4, color="#cccccc")
        _show_legend(axes, artists, [label for label, _ in lines])

    spoken = "; ".join(f"{label} — {_say_line(points, values)}" for label, values in lines)
    return _render(draw, title, 3.2, f"{title}: {spoken}.")


def _render(draw: Callable[[Axes], None], title: str, height_in: float, alt: str) -> Chart:
    """The drawing in both formats; the style is set for this drawing alone."""
    import matplotlib
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure as Drawing

    with _DRAWING, matplotlib.rc_context(_STYLE):
        drawing = Drawing(figsize=(_WIDTH_IN, height_in), layout="constrained")
        axes = drawing.add_subplot()
        draw(axes)
        axes.set_title("\n".join(textwrap.wrap(clean_text(title), 80)), fontsize=10, loc="left")
        FigureCanvasAgg(drawing)
        png = _save(drawing, "png", dpi=_PNG_DPI, metadata={"Software": None})
        FigureCanvasSVG(drawing)
        svg = _save(drawing, "svg", metadata={"Date": None, "Creator": None})
    return Chart(svg, png, clean_text(alt))


def _save(drawing: Drawing, kind: str, **options: Any) -> bytes:
    file = io.BytesIO()
    drawing.savefig(file, format=kind, **options)
    return file.getvalue()


def _height(names: Sequence[str]) -> float:
    return max(1.6, 0.7 + 0.2 * sum(0.9 + len(_wrap(name)) * 0.8 for name in names))


def _name_rows(axes: Axes, names: Sequence[str]) -> None:
    axes.set_yticks(range(len(names)), ["\n".join(_wrap(name)) for name in names])
    axes.invert_yaxis()
    axes.tick_params(axis="y", length=0)


def _count_along(axes: Axes, values: Sequence[float]) -> None:
    """Numbers below as officials write them; people and forms are counted whole."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axes.xaxis.set_major_locator(MaxNLocator(nbins=8, integer=all(float(v).is_integer() for v in values)))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: _say(value)))


def _wrap(name: str) -> list[str]:
    words = " ".join(clean_text(name).split())
    return textwrap.wrap(words, _NAME_CHARS, max_lines=_NAME_LINES, placeholder="…") or [""]


def _clip(label: str) -> str:
    return textwrap.shorten(clean_text(label), 40, placeholder="…")


def _show_legend(axes: Axes, artists: Sequence[Any], labels: Sequence[str]) -> None:
    """Artists and labels one by one: a label that begins with ``_`` would be left out otherwise."""
    if artists:
        axes.legend(
            artists,
            [_clip(label) for label in labels],
            loc="upper center",
            bbox_to_anchor=(0.5, -0.12),
            ncols=min(3, len(labels)),
            frameon=False,
            handlelength=2.5,
        )


def _say(value: float) -> str:
    """``12``, ``12,5``: as officials write it."""
    return f"{value:.1f}".removesuffix(".0").replace(".", ",")


def _say_line(points: Sequence[str], values: Sequence[float | None]) -> str:
    pairs = zip(points, values, strict=True)
    return _list_words(f"{point}: {_say(value)}" for point, value in pairs if value is not None)


def _list_words(parts: Iterable[str]) -> str:
    said = list(parts)
    more = f"; и ещё {len(said) - _SPOKEN}" if len(said) > _SPOKEN else ""
    return ("; ".join(said[:_SPOKEN]) or "данных нет") + more
