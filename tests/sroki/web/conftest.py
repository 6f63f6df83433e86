"""A small town: one order, four parties, five people, a clock that stands at 08.06.2021 09:30."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from itertools import count

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, event
from sqlmodel import select

from flows.accounts.register import make_account
from flows.accounts.sessions import csrf_of, start_session
from flows.house import House
from models.authority import AccountRole, Grant
from models.database import open_reading, open_session
from models.party import AccessLink, Person
from models.roadmap import Roadmap
from models.round import Round, RoundParticipant
from models.settings import Settings
from models.values import DateSpan, Place, Problem, Term, TermKind
from notifications.transports import MemoryTransport
from roadmaps.parsed import ParsedDocument, ParsedTask
from roadmaps.store.contacts import find_party, set_contact
from roadmaps.store.drafts import approve_draft, store_draft
from sheet_forms import COLLEAGUE_TOKEN, OTHER, TOKEN
from small_round import COLLEAGUE, FIRST, SECOND, days, give_link, open_small_round, participant_of
from sroki.web.app import create_app
from sroki.web.callers import cookie_name

APPROVED_AT = datetime(2021, 3, 18, 6, tzinfo=UTC)
NOW = datetime(2021, 6, 8, 4, 30, tzinfo=UTC)
ZONE = "Asia/Yekaterinburg"
_numbers = count(1)


def _task(number: str, title: str, raw: str, *spans: tuple[str | None, str], **more: object) -> ParsedTask:
    days = tuple(DateSpan(date.fromisoformat(a) if a else None, date.fromisoformat(b)) for a, b in spans)
    kind = TermKind.WINDOW if spans else TermKind.UNSPECIFIED
    line = int(number.replace(".", "")) + 40
    return ParsedTask(
        uid=number,
        number=number,
        number_raw=number,
        title=title,
        term=Term(raw, kind, days, meaning=f"понято: {raw}"),
        place=Place("order.txt", line=line),
        **more,  # type: ignore[arg-type]
    )


def make_document() -> ParsedDocument:
    """Windows, deadlines, something past on approval, something without a day, something far away."""
    institute, service = ("Институт",), ("Методическая служба",)
    return ParsedDocument(
        file="order.txt",
        kind="order_with_roadmap",
        annex_title="Дорожная карта мониторинга",
        number="01/713",
        issued_on=date(2021, 3, 18),
        period=(2021, 2022),
        controllers=("Управление",),
        rows=(
            _task("1.1", "Провести мониторинг", "15.04.2021 – 10.05.2021", ("2021-04-15", "2021-05-10"),
                  section="Мониторинг", responsible=institute, expected_result="Сводные данные"),
            _task("1.2", "Подготовить справку", "до 05.06.2021 и 30.05.2022", (None, "2021-06-05"),
                  (None, "2022-05-30"), section="Мониторинг", responsible=institute, co_responsible=service),
            _task("2.1", "Обучить тьюторов", "II квартал", ("2021-04-01", "2021-06-30"),
                  section="Кадры", responsible=service),
            _task("2.2", "Собрать предложения", "Январь - февраль", ("2021-01-01", "2021-02-28"),
                  section="Кадры", responsible=service),
            _task("3.1", "Подвести итоги", "IV квартал 2022", ("2022-10-01", "2022-12-31"),
                  section="Итоги", responsible=("Никому не известный центр",)),
            _task("3.2", "Вести переписку", "по мере необходимости", section="Итоги", responsible=institute),
        ),
        problems=(Problem("term_unspecified", "Срок не называет дня.", Place("order.txt", line=72),
                          subject="3.2", raw="по мере необходимости"),),
    )  # fmt: skip


@pytest.fixture
def house(engine: Engine, settings: Settings) -> House:
    """An empty house at a fixed moment."""
    return House(settings, engine, lambda: NOW, MemoryTransport())


@pytest.fixture
def store(house: House) -> Callable[[ParsedDocument], int]:
    """Store and approve a document as of the day of the order; the id of the roadmap."""

    def store_document(document: ParsedDocument) -> int:
        digest = sha256(repr(document).encode()).hexdigest()
        with open_session(house.engine) as session:
            roadmap, _ = store_draft(session, document, digest, ZONE, APPROVED_AT, "test")
            approve_draft(session, roadmap, APPROVED_AT, "test")
            return roadmap.id or 0

    return store_document


@pytest.fixture
def town(house: House, store: Callable[[ParsedDocument], int]) -> House:
    """The house with the order and with people: anna, boris, two controllers, an outsider."""
    store(make_document())
    people = {
        "anna@example.org": ("Институт", "Анна Иванова"),
        "boris@example.org": ("Методическая служба", "Борис Петров"),
        "clara@example.org": ("Управление", "Клара Сидорова"),
        "dmitri@example.org": ("Управление", "Дмитрий Орлов"),
        "outsider@example.org": ("Посторонние", "Посторонний"),
    }
    with open_session(house.engine) as session:
        for address, (party, name) in people.items():
            set_contact(session, party, address, APPROVED_AT, "test", name=name)
    return house


@pytest.fixture
def make_client() -> Iterator[Callable[[House], TestClient]]:
    """A browser for a house: it follows no redirect by itself and sees errors as visitors do."""
    clients: list[TestClient] = []

    def make(house: House) -> TestClient:
        client = TestClient(
            create_app(house),
            base_url="http://127.0.0.1",
            follow_redirects=False,
            raise_server_exceptions=False,
            client=("127.0.0.1", 50000),  # a house without accounts is open to its own machine
        )
        clients.append(client)
        return client

    yield make
    for client in clients:
        client.close()


@pytest.fixture
def client(town: House, make_client: Callable[[House], TestClient]) -> TestClient:
    """A browser before the town."""
    return make_client(town)


@pytest.fixture
def link(town: House) -> Callable[..., str]:
    """Issue a link to a person by the name before the @; the path of their page."""
    issued = 0

    def issue(name: str, *, expires_at: datetime | None = None, revoked: bool = False) -> str:
        nonlocal issued
        issued += 1
        token = f"token-{name}-{issued}"
        with open_session(town.engine) as session:
            person = session.exec(select(Person).where(Person.address == f"{name}@example.org")).one()
            session.add(
                AccessLink(
                    token_sha256=sha256(token.encode()).hexdigest(),
                    person_id=person.id or 0,
                    message_key=f"test:{issued}",
                    issued_at=APPROVED_AT,
                    expires_at=expires_at or NOW + timedelta(days=60),
                    revoked_at=NOW if revoked else None,
                )
            )
        return f"/l/{token}"

    return issue


@pytest.fixture
def occurrence_id(town: House) -> Callable[..., int]:
    """The id of an occurrence by the number of its task (and its place among the task's own)."""
    from models.occurrence import Occurrence
    from models.roadmap import Task

    def find(number: str, ordinal: int = 0) -> int:
        with open_reading(town.engine) as session:
            statement = (
                select(Occurrence.id)
                .join(Task, Task.id == Occurrence.task_id)  # type: ignore[arg-type]
                .where(Task.number == number, Occurrence.ordinal == ordinal)
            )
            found = session.exec(statement).one()
            assert found is not None
            return found

    return find


@pytest.fixture
def count_statements(engine: Engine) -> Callable[[Callable[[], object]], int]:
    """How many SQL statements a call makes."""

    def count(call: Callable[[], object]) -> int:
        statements: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            if statement.lstrip().upper().startswith("SELECT"):
                statements.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        try:
            call()
        finally:
            event.remove(engine, "before_cursor_execute", note)
        return len(statements)

    return count


@pytest.fixture
def signed_in(town: House, make_client: Callable[[House], TestClient]) -> Callable[..., TestClient]:
    """A browser with a session of a new account that is granted one role."""

    def enter(
        role: str, party: str | None = None, roadmap_id: int | None = None, address: str | None = None
    ) -> TestClient:
        with open_session(town.engine) as session:
            found = find_party(session, party) if party else None
            grant = Grant(AccountRole(role), found.id if found else None, roadmap_id)
            name = address or f"{role}{next(_numbers)}@example.org"
            account = make_account(session, name, "", grant, town.clock(), "test")
            token = start_session(session, account.id or 0, town.clock(), "127.0.0.1", "test")
        client = make_client(town)
        client.headers["cookie"] = f"{cookie_name(town.settings)}={token}"
        client.csrf = csrf_of(token)  # type: ignore[attr-defined]
        client.account_id = account.id  # type: ignore[attr-defined]
        return client

    return enter


@pytest.fixture
def round_(town: House) -> Round:
    """Open from 01.06 to 20.06.2021; the clock of the town stands at 08.06."""
    with open_session(town.engine) as session:
        source = session.exec(select(Roadmap.id)).first()
        made = open_small_round(
            session, days("2021-06-01", "2021-06-20"), town.clock(), source_roadmap_id=source
        )
        until = town.clock() + timedelta(days=60)
        give_link(session, FIRST, until, TOKEN)
        give_link(session, COLLEAGUE, until, COLLEAGUE_TOKEN)
        give_link(session, SECOND, until, OTHER)
        return made


@pytest.fixture
def first(town: House, round_: Round) -> RoundParticipant:
    with open_reading(town.engine) as session:
        return participant_of(session, round_)
