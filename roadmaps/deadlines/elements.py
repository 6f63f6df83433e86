"""What can be asked of one element of a phrase, without its neighbours."""

from __future__ import annotations

from dataclasses import replace

from roadmaps.deadlines import syntax as ast
from roadmaps.deadlines.syntax import Base, RelativeYear, Stretch, Years

YEAR_UNITS = ("year", "school_year")


def stretches_of(node: ast.Node) -> tuple[Stretch, ...]:
    match node:
        case ast.At() | ast.Until() | ast.EndOf():
            return node.stretches
        case ast.Range():
            return (node.first, node.last)
        case ast.Since():
            return (node.stretch,)
    return ()


def explicit_years(node: ast.Node) -> tuple[int, int] | None:
    """First and last year of an element that names nothing but years."""
    stretches = stretches_of(node)
    if not stretches or isinstance(node, ast.EndOf):
        return None
    years = [s.year for s in stretches if s.unit in YEAR_UNITS and isinstance(s.year, Years)]
    return (years[0].first, years[-1].last) if len(years) == len(stretches) else None


def own_year(node: ast.Node) -> ast.YearRef | None:
    return next((s.year for s in reversed(stretches_of(node)) if s.year is not None), None)


def in_plan(node: ast.Node, period: tuple[int, int]) -> ast.Node:
    """The element with years for "первый год реализации" and "последний год реализации"."""

    def settled(stretch: Stretch) -> Stretch:
        match stretch.year:
            case RelativeYear(Base.FIRST, offset):
                year = period[0] + offset
            case RelativeYear(Base.LAST, 0):
                year = period[1]
            case _:
                return stretch
        return replace(stretch, year=Years(year, year))

    match node:
        case ast.At() | ast.Until() | ast.EndOf() | ast.Offset():
            return replace(node, stretches=tuple(map(settled, node.stretches)))
        case ast.Range():
            return replace(node, first=settled(node.first), last=settled(node.last))
        case ast.Since():
            return replace(node, stretch=settled(node.stretch))
    return node


def months_of(node: ast.Node) -> list[Stretch]:
    """The single months of "май, июнь" and of "май – июль"."""
    if not isinstance(node, ast.Range):
        return list(stretches_of(node))
    first, last, named = node.first.first[0], node.last.first[0], (node.first.year, node.last.year)
    months = [(first + n - 1) % 12 + 1 for n in range((last - first) % 12 + 1)]
    years = [named[1] or named[0]] * len(months)
    if isinstance(named[0], Years) and isinstance(named[1], Years) and named[0].first + 1 == named[1].first:
        years = [named[month < first] for month in months]  # "с октября 2024 г. по май 2025 г."
    return [Stretch((m, 1), (m, 0), "month", year) for m, year in zip(months, years, strict=True)]


def names_parts_of_years(node: ast.Node) -> bool:
    return isinstance(node, ast.At) and all(s.unit in ("quarter", "half") for s in node.stretches)


def is_each_year(stretch: Stretch) -> bool:
    return (
        stretch.unit == "year" and isinstance(stretch.year, RelativeYear) and stretch.year.base is Base.EACH
    )


def is_past(stretch: Stretch) -> bool:
    return isinstance(stretch.year, RelativeYear) and stretch.year.offset < 0


def takes_years(node: ast.Node) -> bool:
    """Whether an element may take its year from another one."""
    match node:
        case ast.Frequency() | ast.DayOfMonth() | ast.Whole() | ast.Continuous():
            return True
        case ast.EndOf():
            return not node.stretches or any(stretch.year is None for stretch in node.stretches)
        case _:
            return any(not isinstance(stretch.year, Years) for stretch in stretches_of(node))
