"""Charts of the overview as numbers for templates: places in a drawing, widths in per cent. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flows.reporting.wording import format_quarter
from models.language import say, say_day
from roadmaps.store.aggregates import Bar, CurvePoint, Lane, Tally, TwoYears

WIDTH, HEIGHT = 720, 250  # of the drawing of the curve
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 12, 14, 34


@dataclass(frozen=True)
class Tick:
    """A line of the grid with its label."""

    place: float
    label: str


@dataclass(frozen=True)
class Curve:
    """Two lines in a drawing of WIDTH × HEIGHT; ``today`` is where today's line stands, None outside."""

    planned: str
    done: str
    rows: tuple[Tick, ...]
    columns: tuple[Tick, ...]
    today: float | None
    left: float = _LEFT
    right: float = WIDTH - _RIGHT
    bottom: float = HEIGHT - _BOTTOM
    width: int = WIDTH
    height: int = HEIGHT


def draw_curve(points: Sequence[CurvePoint], years: TwoYears, today: date) -> Curve:
    """The lines of a curve; what is done is drawn until today."""
    most = _round_up(max((max(p.planned, p.done) for p in points), default=0))

    def across(share: float) -> float:
        return round(_LEFT + share * (WIDTH - _LEFT - _RIGHT), 1)

    def up(number: int) -> float:
        return round(HEIGHT - _BOTTOM - number / most * (HEIGHT - _TOP - _BOTTOM), 1)

    ends = [across(n / len(points)) for n in range(1, len(points) + 1)]
    past = [(end, p) for end, p in zip(ends, points, strict=True) if p.month <= today]
    now = place_day(today, years)
    return Curve(
        planned=" ".join(f"{x},{up(p.planned)}" for x, p in zip(ends, points, strict=True)),
        done=" ".join(f"{x if now is None else min(x, across(now / 100))},{up(p.done)}" for x, p in past),
        rows=tuple(Tick(up(most * n // 4), str(most * n // 4)) for n in range(5)),
        columns=tuple(Tick(across(n / 8), format_quarter(q)) for n, q in enumerate(years.quarters)),
        today=None if now is None else across(now / 100),
    )


def _round_up(number: int) -> int:
    """The next number that four lines divide well."""
    step = 4
    while number > step * 10:
        step *= 10
    return max(4, -(-number // step) * step)


def place_day(day: date, years: TwoYears) -> float | None:
    """Where a day lies within the two years, per cent; None outside."""
    if not years.first_on <= day <= years.last_on:
        return None
    return round(100 * (day - years.first_on).days / ((years.last_on - years.first_on).days + 1), 2)


@dataclass(frozen=True)
class Stretch:
    """A bar of a lane, per cent of the two years. ``kind`` of a day: done | late | open."""

    first: float
    width: float
    words: str
    kind: str = "window"


@dataclass(frozen=True)
class DrawnLane:
    """A lane with its windows (joined where they touch) and the days that end them."""

    lane: Lane
    windows: tuple[Stretch, ...]
    days: tuple[Stretch, ...]


def draw_lane(lane: Lane, years: TwoYears) -> DrawnLane:
    """The bars of a lane; windows that began before the two years are cut at their beginning."""
    return DrawnLane(
        lane, tuple(_draw_windows(lane, years)), tuple(_draw_day(bar, years) for bar in lane.bars)
    )


def _draw_windows(lane: Lane, years: TwoYears) -> list[Stretch]:
    spans = sorted((max(bar.opens_on, years.first_on), bar.due_on) for bar in lane.bars if bar.opens_on)
    joined: list[tuple[date, date]] = []
    for first_on, last_on in spans:
        if joined and first_on <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], last_on)
        else:
            joined.append((first_on, last_on))
    return [_stretch(first_on, last_on, years) for first_on, last_on in joined]


def _stretch(first_on: date, last_on: date, years: TwoYears) -> Stretch:
    begin, end = place_day(first_on, years) or 0.0, place_day(last_on, years) or 0.0
    words = say("работы с {first} по {last}", first=say_day(first_on), last=say_day(last_on))
    return Stretch(begin, round(max(end - begin, 0.4), 2), words)


def _draw_day(bar: Bar, years: TwoYears) -> Stretch:
    tally = bar.tally
    kind = "late" if tally.overdue else "done" if tally.done == tally.total else "open"
    words = say("до {day}: {tally}", day=say_day(bar.due_on), tally=say_tally(tally))
    return Stretch(place_day(bar.due_on, years) or 0.0, 0.5, words, kind)


def say_tally(tally: Tally) -> str:
    """A tally in words: ``сроков 12, принято 8, просрочено 2``."""
    parts = {
        "сроков": tally.total,
        "принято": tally.done,
        "из них вовремя": tally.on_time if tally.done else 0,
        "просрочено": tally.overdue,
        "сдано с опозданием": tally.late - tally.overdue,
        "возвращено": tally.returned,
        "перенесено": tally.extended,
    }
    return ", ".join(f"{say(word)} {number}" for word, number in parts.items() if number)


def grade(tally: Tally) -> str:
    """How a cell of the heat map looks: none | done | fine | some (something is late) | much (a third is)."""
    if not tally.total:
        return "none"
    if tally.overdue:
        return "much" if 3 * tally.overdue >= tally.total else "some"
    return "done" if tally.done == tally.total else "fine"
