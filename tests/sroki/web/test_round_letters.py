"""Letters of recommendations on the pages of their organiser: drafted, edited, foreseen, approved, sent."""

from __future__ import annotations

import re
from collections.abc import Callable

import httpx
import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from finished_round import at, finish_two_rounds
from flows.house import House
from models.authority import AccountRole, Grant
from models.database import open_reading, open_session
from models.occurrence import Occurrence
from models.outbox import OutboxMessage
from models.roadmap import Roadmap, Task
from models.round import Round
from roadmaps.rounds.recommending import LibraryText
from roadmaps.store.rounds.letters import LetterView, list_letters
from roadmaps.store.rounds.library import store_library

pytestmark = pytest.mark.either_database

MAY = at(2024, 5, 20)
LIBRARY = (
    LibraryText("", "", "Изучить итоги мониторинга"),
    LibraryText("1.1", "", "Принять план методической работы", "до 01.09.2024"),
    LibraryText("1.2", "", "Учредить методический отдел"),
    LibraryText("1.2", "high", "Описать опыт отдела"),
)
DRAFTING = {
    "term": "до 01.12.2024",
    "signatory": "А.Б. Орлова, директор",
    "basis": "",
    "closing": "С уважением",
}


@pytest.fixture
def round_(town: House) -> Round:
    """Closed, with a library and no letter yet."""
    with open_session(town.engine) as session:
        round_ = finish_two_rounds(session)[1]
        store_library(session, "Методическая работа", LIBRARY, MAY, "test")
        return round_


@pytest.fixture
def organiser(
    town: House,
    round_: Round,
    make_client: Callable[[House], TestClient],
    signed_in: Callable[..., TestClient],
) -> TestClient:
    """A coordinator whose clock stands after the close."""
    entered = signed_in("coordinator")
    client = make_client(town.at(MAY))
    with open_session(town.engine) as session:
        from flows.accounts.register import make_account
        from flows.accounts.sessions import csrf_of, start_session
        from sroki.web.callers import cookie_name

        account = make_account(session, "late@example.org", "", Grant(AccountRole.COORDINATOR), MAY, "test")
        token = start_session(session, account.id or 0, MAY, "127.0.0.1", "test")
    client.headers["cookie"] = f"{cookie_name(town.settings)}={token}"
    client.csrf = csrf_of(token)  # type: ignore[attr-defined]
    assert entered.csrf != client.csrf  # type: ignore[attr-defined]
    return client


def post(client: TestClient, path: str, data: dict[str, object]) -> httpx.Response:
    return client.post(path, data={"csrf": client.csrf, **data})  # type: ignore[attr-defined]


def letters(house: House, round_: Round) -> list[LetterView]:
    with open_reading(house.engine) as session:
        return list_letters(session, session.get_one(Round, round_.id))


@pytest.fixture
def drafted(town: House, round_: Round, organiser: TestClient) -> list[LetterView]:
    assert post(organiser, f"/rounds/{round_.id}/letters", DRAFTING).status_code == 303
    return letters(town, round_)


def test_letters_are_drafted_once_for_each_participant_and_listed(
    town: House, round_: Round, organiser: TestClient, drafted: list[LetterView]
) -> None:
    assert len(drafted) == 3
    post(organiser, f"/rounds/{round_.id}/letters", DRAFTING)
    assert len(letters(town, round_)) == 3
    page = organiser.get(f"/rounds/{round_.id}/letters").text
    assert page.count("составлено</td>") + page.count("составлено<span") == 3
    assert "Район без адреса" in page
    assert "Показано 0 из 0" in organiser.get(f"/rounds/{round_.id}/letters?state=approved").text


def test_letters_that_are_drafted_on_an_english_page_are_russian(
    town: House, round_: Round, organiser: TestClient
) -> None:
    assert post(organiser, "/me/language", {"language": "en"}).status_code == 303
    assert post(organiser, f"/rounds/{round_.id}/letters", DRAFTING).status_code == 303
    openings = [line for view in letters(town, round_) for line in view.text.opening]
    assert any("чем в 2023 году" in line for line in openings)
    assert not [line for line in openings if re.search("[A-Za-z]", line)]


def test_a_term_without_a_day_drafts_nothing_and_says_why(
    town: House, round_: Round, organiser: TestClient
) -> None:
    answer = post(organiser, f"/rounds/{round_.id}/letters", {**DRAFTING, "term": "когда-нибудь"})
    assert answer.status_code == 422
    assert "нет дня" in answer.text
    assert letters(town, round_) == []


def fields(page: str) -> dict[str, object]:
    """What a browser would send of the form of editing, untouched."""
    from html import unescape

    found: dict[str, object] = {}
    for tag in re.findall(r"<input[^>]*>", page):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and 'type="checkbox"' not in tag:
            found[name[1]] = unescape(value[1]) if value else ""
    for name, words in re.findall(r'<textarea name="([^"]+)"[^>]*>([^<]*)</textarea>', page):
        found[name] = unescape(words)
    return found


def place_of(page: str, title: str) -> str:
    """The number of the place in the form whose legend has the title."""
    found = re.search(r'id="p(\d+)">\s*<legend>[^<]*' + re.escape(title), page)
    assert found
    return found[1]


def test_a_form_that_is_sent_untouched_changes_no_word(
    town: House, round_: Round, organiser: TestClient, drafted: list[LetterView]
) -> None:
    path = f"/rounds/{round_.id}/letters/{drafted[0].id}/edit"
    assert post(organiser, path, fields(organiser.get(path).text)).status_code == 303
    after = letters(town, round_)[0]
    assert after.text == drafted[0].text
    assert after.state == "edited"


def test_texts_come_from_the_library_by_level_or_from_ones_own_words(
    town: House, round_: Round, organiser: TestClient, drafted: list[LetterView]
) -> None:
    path = f"/rounds/{round_.id}/letters/{drafted[1].id}/edit"
    page = organiser.get(path).text
    assert "Описать опыт отдела" in page, "a text for a level that this one does not have is offered too"
    place = place_of(page, "Показатель 1.2")
    (mark,) = re.findall(rf'name="lib:{place}" value="(\w+)"', page)
    own = place_of(page, "Показатель 2.2")
    changed = fields(page) | {
        f"lib:{place}": mark,
        f"t:{own}:0": "Создать объединение",
        f"d:{own}:0": "до 1 октября 2024",
        f"t:{place_of(page, 'В целом')}:0": "",
        "number": "17-к",
    }
    assert post(organiser, path, changed).status_code == 303
    text = letters(town, round_)[1].text
    by_code = {point.code: point for point in text.points}
    assert by_code["1.2"].texts == ("Учредить методический отдел", "Описать опыт отдела")
    assert (by_code["2.2"].texts, by_code["2.2"].terms) == (("Создать объединение",), ("до 1 октября 2024",))
    assert "" not in by_code
    assert text.number == "17-к"
    assert "Создать объединение" in organiser.get(path.removesuffix("/edit")).text


def test_of_two_who_edit_the_second_keeps_the_own_words_and_is_told(
    town: House, round_: Round, organiser: TestClient, drafted: list[LetterView]
) -> None:
    path = f"/rounds/{round_.id}/letters/{drafted[0].id}/edit"
    page = organiser.get(path).text
    assert post(organiser, path, fields(page) | {"heading": "Первая"}).status_code == 303
    answer = post(organiser, path, fields(page) | {"heading": "Вторая"})
    assert answer.status_code == 422
    assert "кто-то другой" in answer.text
    assert 'value="Вторая"' in answer.text
    assert letters(town, round_)[0].text.heading == "Первая"


def test_a_term_that_names_no_day_is_refused_with_the_words_kept(
    round_: Round, organiser: TestClient, drafted: list[LetterView]
) -> None:
    path = f"/rounds/{round_.id}/letters/{drafted[0].id}/edit"
    page = organiser.get(path).text
    answer = post(organiser, path, fields(page) | {f"d:{place_of(page, 'В целом')}:0": "когда-нибудь"})
    assert answer.status_code == 422
    assert "нет дня" in answer.text
    assert 'value="когда-нибудь"' in answer.text


def test_what_is_foreseen_is_what_approval_does(
    town: House, round_: Round, organiser: TestClient, drafted: list[LetterView]
) -> None:
    second = drafted[1]
    page = organiser.get(f"/rounds/{round_.id}/letters/approve?letter={second.id}").text
    assert f"Письмо № {round_.id}/1." in page
    assert "second@example.org" in page
    foreseen = set(
        re.findall(r'<td role="cell">([^<]+)</td><td role="cell" data-label="Срок">([\d.]+)', page)
    )
    sent = re.findall(r'name="letter" value="([\d:]+)"', page)
    answer = post(organiser, f"/rounds/{round_.id}/letters/approve", {"letter": sent})
    assert answer.headers["location"] == f"/rounds/{round_.id}/letters/{second.id}"
    with open_reading(town.engine) as session:
        made = session.exec(
            select(Task.title, Occurrence.due_on)
            .join(Occurrence, Occurrence.task_id == Task.id)  # type: ignore[arg-type]
            .join(Roadmap, Roadmap.id == Task.roadmap_id)  # type: ignore[arg-type]
            .where(Roadmap.kind == "recommendation_letter")
        ).all()
        mails = session.exec(
            select(OutboxMessage.address).where(OutboxMessage.kind == "recommendations")
        ).all()
        number = session.exec(select(Roadmap.number).where(Roadmap.kind == "recommendation_letter")).one()
    assert {(title, f"{day:%d.%m.%Y}") for title, day in made} == foreseen
    assert foreseen
    assert mails == ["second@example.org"]
    assert number == f"{round_.id}/1"


def test_numbers_follow_each_other_and_an_own_number_takes_none(
    town: House, round_: Round, organiser: TestClient, drafted: list[LetterView]
) -> None:
    path = f"/rounds/{round_.id}/letters/{drafted[1].id}/edit"
    post(organiser, path, fields(organiser.get(path).text) | {"number": "05/99"})
    for letter in letters(town, round_):
        seen = f"{letter.id}:{letter.revision}"
        assert post(organiser, f"/rounds/{round_.id}/letters/approve", {"letter": seen}).status_code == 303
    assert [one.text.number for one in letters(town, round_)] == [
        f"{round_.id}/1", "05/99", f"{round_.id}/2",
    ]  # fmt: skip


def test_what_was_changed_after_it_was_shown_is_not_approved(
    town: House, round_: Round, organiser: TestClient, drafted: list[LetterView]
) -> None:
    first = drafted[0]
    path = f"/rounds/{round_.id}/letters/{first.id}/edit"
    post(organiser, path, fields(organiser.get(path).text) | {"heading": "Иначе"})
    answer = post(organiser, f"/rounds/{round_.id}/letters/approve", {"letter": f"{first.id}:1"})
    assert answer.status_code == 422
    assert "кто-то другой" in answer.text
    assert letters(town, round_)[0].state == "edited"
    assert post(organiser, f"/rounds/{round_.id}/letters/approve", {}).status_code == 422


def test_an_approved_letter_is_read_and_downloaded_and_edited_no_more(
    round_: Round, organiser: TestClient, drafted: list[LetterView]
) -> None:
    path = f"/rounds/{round_.id}/letters/{drafted[0].id}"
    post(organiser, f"/rounds/{round_.id}/letters/approve", {"letter": f"{drafted[0].id}:1"})
    page = organiser.get(path).text
    assert f"№ {round_.id}/1" in page
    assert "/edit" not in page
    assert organiser.get(f"{path}/edit").status_code == 409
    assert organiser.get(f"{path}/letter.docx").content.startswith(b"PK")
    assert organiser.get(f"{path}/letter.pdf").content.startswith(b"%PDF")
    assert organiser.get(f"{path}/letter.exe").status_code == 404
    assert organiser.get(f"/rounds/{round_.previous_id}/letters/{drafted[0].id}").status_code == 404


def test_hostile_words_of_a_letter_stay_text(
    round_: Round, organiser: TestClient, drafted: list[LetterView]
) -> None:
    path = f"/rounds/{round_.id}/letters/{drafted[0].id}"
    form = fields(organiser.get(f"{path}/edit").text) | {"heading": "<script>alert(1)</script>"}
    assert post(organiser, f"{path}/edit", form).status_code == 303
    for page in (path, f"{path}/edit", f"/rounds/{round_.id}/letters/approve?letter={drafted[0].id}"):
        assert "<script>alert" not in organiser.get(page).text
