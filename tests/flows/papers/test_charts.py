"""Charts: the same data are the same bytes, texts stay texts, and the figures are said in words."""

from __future__ import annotations

import re
import subprocess
import sys
from xml.etree import ElementTree

import pytest

from flows.papers.charts import draw_bars, draw_lines, draw_stacked_bars

BARS = [("Управление образования", 80), ("МКУ «Центр»", 12.5), ("Школа № 1", 0)]
PARTS = [("выполнено", [3, 1]), ("в работе", [1, 0]), ("просрочено", [0, 2])]
LINES = [("план", [1, 4, 8]), ("исполнение", [1, 3, None])]
QUARTERS = ["I кв. 2021", "II кв. 2021", "III кв. 2021"]


def _all():
    return (
        draw_bars("Доля выполненного", BARS, " %"),
        draw_stacked_bars("По исполнителям", ["Управление", "Школа"], PARTS),
        draw_lines("План и исполнение", QUARTERS, LINES),
    )


@pytest.fixture(scope="module")
def charts():
    return _all()


def _texts(svg: bytes) -> str:
    return " ".join(
        "".join(node.itertext()) for node in ElementTree.fromstring(svg).iter() if node.tag.endswith("}text")
    )


def test_the_same_data_are_the_same_bytes(charts):
    assert _all() == charts


def test_they_are_drawings_of_both_kinds(charts):
    for chart in charts:
        assert chart.png.startswith(b"\x89PNG")
        assert ElementTree.fromstring(chart.svg).tag == "{http://www.w3.org/2000/svg}svg"
        assert b"<dc:date>" not in chart.svg


def test_text_stays_text(charts):
    bars, stacked, lines = (_texts(chart.svg) for chart in charts)

    assert "Управление образования" in bars
    assert "12,5 %" in bars
    assert all(word in stacked for word in ("Школа", "выполнено", "просрочено"))
    assert all(word in lines for word in ("II кв. 2021", "план", "исполнение"))


def test_every_part_has_a_hatch_of_its_own(charts):
    svg = charts[1].svg.decode()

    assert len(set(re.findall(r'<pattern id="([^"]+)"', svg))) == 2  # the first part is plain


def test_the_figures_are_said_in_words(charts):
    assert [chart.alt for chart in charts] == [
        "Доля выполненного: Управление образования — 80 %; МКУ «Центр» — 12,5 %; Школа № 1 — 0 %.",
        "По исполнителям: Управление — выполнено: 3, в работе: 1, просрочено: 0; "
        "Школа — выполнено: 1, в работе: 0, просрочено: 2.",
        "План и исполнение: план — I кв. 2021: 1; II кв. 2021: 4; III кв. 2021: 8; "
        "исполнение — I кв. 2021: 1; II кв. 2021: 3.",
    ]


@pytest.mark.parametrize(
    "name", ["$x^2$", "$\\frac{", "_черта", "<b>&amp;</b>", "]]>", "а\x00б\ud800", "\\LaTeX %", ""]
)
def test_a_name_is_drawn_as_it_is(name):
    svg = draw_stacked_bars(name, [name], [(name, [1])]).svg

    assert _texts(svg).count(name.replace("\x00", "").replace("\ud800", "")) >= 3 or not name


def test_a_chart_of_nothing_is_still_a_chart():
    assert draw_bars("Пусто", []).alt == "Пусто: данных нет."
    assert draw_stacked_bars("Пусто", [], []).png
    assert draw_lines("Пусто", [], []).png


def test_drawing_leaves_the_rest_of_the_process_as_it_was():
    import matplotlib

    before = dict(matplotlib.rcParams)

    draw_bars("Доля", BARS)

    assert dict(matplotlib.rcParams) == before


def test_no_window_is_ever_asked_for():
    """pyplot keeps every drawing for ever and looks for a screen."""
    code = (
        "import sys; from flows.papers.charts import draw_bars; assert 'matplotlib' not in sys.modules;"
        "draw_bars('Доля', [('а', 1)]); assert 'matplotlib.pyplot' not in sys.modules"
    )

    subprocess.run([sys.executable, "-c", code], check=True)
