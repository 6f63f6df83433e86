"""Elements that only say what a date beside them is about: the period it lies in, or what it reports on."""

from __future__ import annotations

from dataclasses import replace

from roadmaps.deadlines import syntax as ast
from roadmaps.deadlines.elements import explicit_years, names_parts_of_years, stretches_of
from roadmaps.deadlines.frames import in_school_half
from roadmaps.deadlines.reading import Island, Reading
from roadmaps.deadlines.syntax import Stretch, YearRef

_LABELLING = ({"LP"}, {"DASH"}, {"COLON"})  # what stands between a label and its date
_LISTING = {"COMMA", "AND"}
_WIDE = ("half", "quarter", "season", "month")


def settle_labels(reading: Reading, *, school: bool) -> None:
    """Labels go into their dates, or become what a date reports on."""
    if school:
        for index, island in enumerate(reading.islands):
            reading.islands[index] = replace(island, node=_inside_school_half(island.node))
    _narrow_periods(reading, school=school)
    _drop_periods_after(reading)
    _label_reports(reading)
    _label_outcomes(reading.islands)


def _narrow_periods(reading: Reading, *, school: bool) -> None:
    """ "II квартал (апрель)", "IV квартал – до 1 декабря": the narrower date counts, of the label's year."""
    islands, index = reading.islands, 0
    while index + 1 < len(islands):
        label, stop = _period_of(islands[index].node), index + 1
        if label is not None and set(reading.gap_before(stop)) in _LABELLING:
            named = in_school_half(label) if school else label
            while stop < len(islands) and _is_inside(named, islands[stop].node, islands[index].node):
                stop += 1
                if stop < len(islands) and not set(reading.gap_before(stop)) <= _LISTING:
                    break
        if label is not None and stop > index + 1:
            for at in range(index + 1, stop):
                islands[at] = replace(islands[at], node=_with_year(islands[at].node, label.year))
            islands[index + 1] = replace(islands[index + 1], first=islands[index].first)
            del islands[index]
            stop -= 1
        index = stop


def _drop_periods_after(reading: Reading) -> None:
    """ "апрель (II квартал)": the period in brackets only says again where the date lies."""
    islands = reading.islands
    for index in range(len(islands) - 2, -1, -1):
        date, label = islands[index], _period_of(islands[index + 1].node)
        if label is None or label.unit == "month" or reading.gap_before(index + 1) != ("LP",):
            continue
        if isinstance(date.node, ast.At | ast.Range) and _is_inside(label, date.node, date.node):
            islands[index] = replace(
                date, node=_with_year(date.node, label.year), tail=islands[index + 1].tail
            )
            del islands[index + 1]


def _inside_school_half(node: ast.Node) -> ast.Node:
    """ "I полугодие – ноябрь": no range where the half is that of a school year."""
    if not isinstance(node, ast.Range) or node.formal or not in_school_half(node.first).holds(node.last):
        return node
    return ast.At((replace(node.last, year=node.last.year or node.first.year),))


def _period_of(node: ast.Node) -> Stretch | None:
    """The only period that an element names, if a narrower date may stand beside it."""
    match node:
        case ast.At(stretches=(stretch,)) if stretch.unit in _WIDE:
            return stretch
        case ast.Range(first, last, formal=False) if last.unit in _WIDE:
            return Stretch(first.first, last.last, last.unit, last.year or first.year)
    return None


def _is_inside(period: Stretch, node: ast.Node, label: ast.Node) -> bool:
    """Whether dates lie inside a period; a limit does not narrow "ноябрь – декабрь (до 20 декабря)"."""
    narrowing = (ast.At, ast.Range) if isinstance(label, ast.Range) else (ast.At, ast.Range, ast.Until)
    return isinstance(node, narrowing) and all(period.holds(one) for one in stretches_of(node))


def _with_year(node: ast.Node, year: YearRef | None) -> ast.Node:
    """The element with ``year`` where it names none."""
    match node:
        case ast.At() | ast.Until():
            return replace(node, stretches=tuple(replace(s, year=s.year or year) for s in node.stretches))
        case ast.Range():
            first, last = node.first, node.last
            year = last.year or first.year or year
            return replace(node, last=replace(last, year=year))
    return node


def _label_reports(reading: Reading) -> None:
    """ "1 квартал – до 5 апреля, 2 квартал (до 5 июля)": the quarters name the reports.

    So do those in brackets, which the day may lie in: "до 25 декабря (IV квартал)".
    """
    islands = reading.islands
    for index in range(1, len(islands)):
        gap, pair = set(reading.gap_before(index)), islands[index - 1 : index + 1]
        if isinstance(pair[1].node, ast.Until) and gap in _LABELLING and names_parts_of_years(pair[0].node):
            islands[index - 1] = replace(pair[0], node=ast.Reported("", stretches_of(pair[0].node)))
        elif isinstance(pair[0].node, ast.Until) and gap == {"LP"} and names_parts_of_years(pair[1].node):
            ends = tuple(replace(s, last=s.first) for s in stretches_of(pair[1].node))
            islands[index] = replace(pair[1], node=ast.Reported("", ends))


def _label_outcomes(islands: list[Island]) -> None:
    """ "по итогам года, до 15 января": the outcome says what is reported, the date when.

    "по итогам квартала до 10 числа следующего месяца": the outcome says how often.
    """
    nodes = [island.node for island in islands]
    if not any(isinstance(node, ast.EndOf) and node.label for node in nodes):
        return
    on_days_of_months = any(isinstance(node, ast.DayOfMonth) for node in nodes)
    dated = any(
        isinstance(node, ast.At | ast.Until | ast.Range) and explicit_years(node) is None for node in nodes
    )
    for index, node in enumerate(nodes):
        if not isinstance(node, ast.EndOf) or not node.label:
            continue
        if on_days_of_months and node.unit:
            islands[index] = replace(islands[index], node=ast.Frequency(node.unit))
        elif dated or on_days_of_months:
            islands[index] = replace(islands[index], node=ast.Reported(node.unit, node.stretches))
