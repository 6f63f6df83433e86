"""The main job on sample documents: two simulated years of ticks, people who answer, a table, the page.

People behave by rules, not by chance: which rule an occurrence meets follows from its number, so
that every run shows the same picture.
"""

from __future__ import annotations

import shutil
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from pathlib import Path
from time import monotonic

from flows.advancing import AdvanceReport
from flows.evidence import hand_in
from flows.house import House, open_house
from flows.importing import import_file
from flows.ticking import tick
from models.database import open_reading, open_session
from models.errors import SrokiError
from models.language import say
from models.settings import Settings
from models.values import OccurrenceState, Role
from roadmaps.store import steps
from roadmaps.store.contacts import list_contacts, set_contact
from roadmaps.store.listing import OccurrenceFilter, OccurrenceView, list_occurrences
from sroki.commands.common import print_table
from sroki.progress import day_progress
from sroki.starting import DEMO_MARK

_YEARS = 2
_ACTOR = "demo"


@dataclass
class Story:
    """What happened, for the table at the end."""

    advanced: AdvanceReport = field(default_factory=AdvanceReport)
    sent: int = 0
    extended: int = 0
    returned: int = 0


def run(settings: Settings, *, once: bool, port: int) -> None:
    """Play the demonstration in ``<home>/demo``; then serve it unless ``once``."""
    from sroki.server import require_port, serve

    if not once:
        require_port("127.0.0.1", port)
    home = _fresh_home(settings.home / "demo")
    base_url = f"http://127.0.0.1:{port}"
    demo = settings.model_copy(
        update={"home": home, "database_url": None, "smtp_url": None, "base_url": base_url, "prefect": False}
    )
    house = open_house(demo)
    try:
        last_at = _play(house)
        if not once:
            # The page shows the last day that was lived: time stands still there.
            serve(house.at(last_at), "127.0.0.1", port)
    finally:
        house.close()


def _fresh_home(home: Path) -> Path:
    """An empty folder for the demonstration; only a folder that a demonstration made is cleared."""
    if home.exists():
        if not (home / DEMO_MARK).exists():
            raise SrokiError("Папка {home} занята не демонстрацией: уберите её сами.", home=home)
        shutil.rmtree(home)
    home.mkdir(parents=True)
    (home / DEMO_MARK).touch()
    return home


def _play(house: House) -> datetime:
    """Live the story and print it; the last moment that was lived."""
    started_s = monotonic()
    first_on = _import_samples(house)
    _name_addresses(house, _morning(house, first_on))
    last_on = first_on.replace(year=first_on.year + _YEARS) - timedelta(days=1)
    story = Story()
    deeds = _plan_deeds(house, first_on, story)
    with day_progress("Два года по дням", first_on, last_on) as show:
        for day in _days(first_on, last_on):
            for deed in deeds.get(day, []):
                deed()
            report = tick(house, _morning(house, day))
            story.advanced += report.advanced
            story.sent += report.delivered.sent
            show(day)
    _print_story(house, story, first_on, last_on, monotonic() - started_s)
    return _morning(house, last_on)


def _days(first_on: date, last_on: date) -> Iterator[date]:
    for number in range((last_on - first_on).days + 1):
        yield first_on + timedelta(days=number)


def _morning(house: House, day: date, hour: int = 9) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=house.settings.tzinfo).astimezone(UTC)


def _import_samples(house: House) -> date:
    """Import and approve the sample documents; the day of the earliest one."""
    from roadmaps.documents import read_document

    folder = Path(str(files("roadmaps") / "samples"))
    dated = [(read_document(path).issued_on, path) for path in sorted(folder.glob("*.txt"))]
    days = [day for day, _ in dated if day is not None]
    first_on = min(days).replace(month=1, day=15)
    for _, path in dated:
        import_file(house, path, approve=True, as_of=_morning(house, first_on, 8), actor=_ACTOR)
    return first_on


def _name_addresses(house: House, at: datetime) -> None:
    """Every party gets an address under example.org, which RFC 2606 keeps for this."""
    with open_session(house.engine) as session:
        for number, entry in enumerate(list_contacts(session), start=1):
            set_contact(session, str(entry["party"]), f"person{number}@example.org", at, _ACTOR)


def _plan_deeds(house: House, first_on: date, story: Story) -> dict[date, list[Callable[[], None]]]:
    """Who does what on which day, for every occurrence."""
    with open_reading(house.engine) as session:
        views = list_occurrences(session, OccurrenceFilter(held=False), _morning(house, first_on))
    deeds: defaultdict[date, list[Callable[[], None]]] = defaultdict(list)
    for view in views:
        for day, deed in _deeds_of(house, view, first_on, story):
            deeds[day].append(deed)
    return deeds


def _deeds_of(
    house: House, view: OccurrenceView, first_on: date, story: Story
) -> Iterator[tuple[date, Callable[[], None]]]:
    """The rule an occurrence meets: in time, late, returned first, extended, or never done."""
    due_on, opens_on = view.facts.due_on, view.facts.opens_on or first_on
    in_time = max(due_on - timedelta(days=2 + view.id % 9), opens_on, first_on)
    match view.id % 10:
        case 0 | 1 | 2 | 3 | 4:
            yield from _proof_and_review(house, view.id, in_time)
        case 5 | 6:
            yield from _proof_and_review(house, view.id, due_on + timedelta(days=1 + view.id % 8))
        case 7:
            yield in_time, _submission(house, view.id, in_time)
            back_on = in_time + timedelta(days=1)
            yield back_on, _return(house, view.id, back_on, story)
            yield from _proof_and_review(house, view.id, in_time + timedelta(days=6))
        case 8:
            asked_on, to_due_on = max(due_on - timedelta(days=3), first_on), due_on + timedelta(days=14)
            yield asked_on, _extension(house, view.id, asked_on, to_due_on, story)
            yield from _proof_and_review(house, view.id, to_due_on - timedelta(days=1))


def _proof_and_review(
    house: House, occurrence_id: int, day: date
) -> Iterator[tuple[date, Callable[[], None]]]:
    yield day, _submission(house, occurrence_id, day)
    accepted_on = day + timedelta(days=2)
    yield accepted_on, _acceptance(house, occurrence_id, accepted_on)


def _submission(house: House, occurrence_id: int, day: date) -> Callable[[], None]:
    def deed() -> None:
        url = f"https://example.org/reports/{occurrence_id}"
        at = _morning(house, day, 8)
        hand_in(house, occurrence_id, at=at, actor=_ACTOR, urls=[url], note="Отчёт размещён.")

    return deed


def _acceptance(house: House, occurrence_id: int, day: date) -> Callable[[], None]:
    def deed() -> None:
        with open_session(house.engine) as session:
            steps.review(session, occurrence_id, _morning(house, day, 8), _ACTOR)

    return deed


def _return(house: House, occurrence_id: int, day: date, story: Story) -> Callable[[], None]:
    def deed() -> None:
        with open_session(house.engine) as session:
            reason = "Нет подписанного приказа: приложите скан."
            steps.review(session, occurrence_id, _morning(house, day, 8), _ACTOR, return_reason=reason)
        story.returned += 1

    return deed


def _extension(
    house: House, occurrence_id: int, day: date, to_due_on: date, story: Story
) -> Callable[[], None]:
    def deed() -> None:
        with open_session(house.engine) as session:
            reason = "По письму исполнителя."
            steps.extend(session, occurrence_id, to_due_on, reason, _morning(house, day, 8), _ACTOR)
        story.extended += 1

    return deed


def _print_story(house: House, story: Story, first_on: date, last_on: date, took_s: float) -> None:
    with open_reading(house.engine) as session:
        views = list_occurrences(session, OccurrenceFilter(), _morning(house, last_on))
    by_roadmap: defaultdict[str, list[OccurrenceView]] = defaultdict(list)
    for view in views:
        by_roadmap[view.roadmap].append(view)
    columns = [
        "Документ",
        "Задач",
        "Сроков",
        "Принято",
        "из них с опозданием",
        "Просрочено",
        "Впереди",
        "Ждут решения",
    ]
    rows = [(title, *_row(some)) for title, some in by_roadmap.items()]
    print_table(
        say("Что было с {first:%d.%m.%Y} по {last:%d.%m.%Y}", first=first_on, last=last_on), columns, rows
    )
    totals = [
        ("Дней прожито", (last_on - first_on).days + 1),
        ("Окон открыто", story.advanced.opened),
        ("Писем отправлено", story.sent),
        ("Возвращено на доработку", story.returned),
        ("Перенесено сроков", story.extended),
        ("Исполнителей", len({name for v in views for name in v.parties.get(Role.RESPONSIBLE, ())})),
        ("Заняло секунд", round(took_s, 1)),
    ]
    print_table("Итого", ["", ""], [(say(label), value) for label, value in totals])
    print(say("Письма лежат в {folder}", folder=house.settings.maildir))


def _row(views: list[OccurrenceView]) -> tuple[int, ...]:
    states = Counter(view.state for view in views)
    accepted = [view for view in views if view.state is OccurrenceState.ACCEPTED]
    owed = [view for view in views if view.facts.is_owed and not view.facts.held]
    return (
        len({view.task_id for view in views}),
        len(views),
        states[OccurrenceState.ACCEPTED],
        sum(view.late for view in accepted),
        sum(view.late for view in owed),
        sum(not view.late for view in owed),
        sum(view.facts.held for view in views),
    )
