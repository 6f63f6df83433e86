"""A monitoring on the pages: a participant answers behind the link, the organiser watches and sums up."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import httpx
from fastapi.testclient import TestClient
from sqlmodel import select

from flows.house import House
from models.database import open_reading, open_session
from models.round import Round, RoundAnswer, RoundParticipant, RoundProof, RoundSubmission
from roadmaps.store.rounds.lifecycle import close_round, reopen_participant
from sheet_forms import ANSWERS, OTHER, TOKEN, path, revisions
from small_round import days, open_small_round, participant_of


def send(
    client: TestClient, first: RoundParticipant, do: str = "save", token: str = TOKEN, **more: str
) -> httpx.Response:
    return client.post(path(first, token), data={**ANSWERS, **more, "do": do}, follow_redirects=False)


def submissions(house: House) -> list[RoundSubmission]:
    with open_reading(house.engine) as session:
        return list(session.exec(select(RoundSubmission)).all())


def test_the_desk_leads_to_the_form_and_takes_no_other_proof(
    town: House, client: TestClient, first: RoundParticipant
) -> None:
    page = client.get(f"/l/{TOKEN}").text
    assert f"/sheet/{first.id}" in page
    assert f"/occurrences/{first.occurrence_id}/evidence" not in page
    led = client.get(f"/l/{TOKEN}/occurrences/{first.occurrence_id}", follow_redirects=False)
    assert led.headers["location"] == path(first)
    answer = client.post(f"/l/{TOKEN}/occurrences/{first.occurrence_id}/evidence", data={"note": "готово"})
    assert answer.status_code == 409


def test_a_draft_is_kept_and_shown_again(client: TestClient, first: RoundParticipant) -> None:
    assert send(client, first).status_code == 303
    page = client.get(path(first)).text
    assert 'value="42,5"' in page
    assert re.search(r'value="да" checked', page)
    assert "Отвечено: 4 из 5" in page
    assert "вы)" in page


def test_what_cannot_be_read_stays_in_its_field_and_the_rest_is_kept(
    town: House, client: TestClient, first: RoundParticipant
) -> None:
    answer = send(client, first, **{"v:2.1": "половина"})
    assert answer.status_code == 422
    assert "Показатель 2.1: нужно число" in answer.text
    assert 'value="половина"' in answer.text
    with open_reading(town.engine) as session:
        codes = {row.code for row in session.exec(select(RoundAnswer)).all()}
    assert codes == {"1.1", "1.2", "2.2"}


def test_handing_in_needs_the_answers_and_the_proof_and_says_which(
    town: House, client: TestClient, first: RoundParticipant
) -> None:
    answer = send(client, first, "submit", **{"v:1.2": ""})
    assert answer.status_code == 422
    assert "Показатель 1.1: нужно подтверждение." in answer.text
    assert "Показатель 1.2: нет ответа." in answer.text
    assert submissions(town) == []
    files = {"f:1.1": ("план.pdf", b"%PDF-1.4 plan", "application/pdf")}
    page = client.get(path(first)).text
    answer = client.post(
        path(first), data={**ANSWERS, **revisions(page), "do": "submit"}, files=files, follow_redirects=False
    )
    assert answer.status_code == 303
    (handed,) = submissions(town)
    assert handed.answers["2.1"]["value"] == "42.5"
    assert len(handed.answers["1.1"]["proofs"]) == 1
    page = client.get(path(first) + "?done=sent").text
    assert "Форма сдана" in page
    number = handed.answers["1.1"]["proofs"][0]
    assert client.get(f"{path(first)}/proofs/{number}").content == b"%PDF-1.4 plan"
    assert client.get(f"/l/{OTHER}/sheet/{first.id}/proofs/{number}").status_code == 404


def test_nothing_to_report_needs_a_reason(town: House, client: TestClient, first: RoundParticipant) -> None:
    assert client.post(f"{path(first)}/nothing", data={"reason": ""}).status_code == 422
    answer = client.post(f"{path(first)}/nothing", data={"reason": "Службы нет"}, follow_redirects=False)
    assert answer.status_code == 303
    assert submissions(town)[0].nothing_to_report


def test_a_form_is_nobody_elses(client: TestClient, first: RoundParticipant) -> None:
    assert client.get(path(first, OTHER)).status_code == 404
    assert send(client, first, token=OTHER).status_code == 404
    assert client.get(f"/l/{TOKEN}/sheet/99").status_code == 404


def test_a_closed_monitoring_takes_no_answers_in_plain_words(
    town: House, make_client: Callable[[House], TestClient], round_: Round, first: RoundParticipant
) -> None:
    late = town.at(town.clock() + timedelta(days=15))
    with open_session(town.engine) as session:
        close_round(session, session.get_one(Round, round_.id), late.clock(), "clock")
    client = make_client(late)
    page = client.get(path(first)).text
    assert "ответы больше не принимаются" in page
    answer = send(client, first)
    assert answer.status_code == 409
    assert "мониторинг закрыт" in answer.text


def test_the_organiser_watches_and_sums_up(
    town: House,
    client: TestClient,
    signed_in: Callable[..., TestClient],
    round_: Round,
    first: RoundParticipant,
) -> None:
    send(client, first, "submit", **{"v:1.1": "нет"})
    organiser = signed_in("coordinator")
    page = organiser.get("/rounds").text
    assert "1 из 3" in page
    page = organiser.get(f"/rounds/{round_.id}").text
    assert "Некому писать у 1 участника" in page
    assert "не начал" in page
    results = organiser.get(f"/rounds/{round_.id}/results").text
    assert "Район Первый" in results
    assert "не сдано" in results
    assert "без ответа: 2" in results
    table = organiser.get(f"/rounds/{round_.id}/results.csv").text
    assert "42,5" in table
    answers = organiser.get(f"/rounds/{round_.id}/participants/{first.id}").text
    assert "отдел" in answers


def test_results_are_never_older_than_what_was_handed_in(
    town: House,
    client: TestClient,
    signed_in: Callable[..., TestClient],
    round_: Round,
    first: RoundParticipant,
) -> None:
    organiser = signed_in("coordinator")
    place = f"/rounds/{round_.id}/results.csv"
    assert "42,5" not in organiser.get(place).text
    send(client, first, "submit", **{"v:1.1": "нет"})
    assert "42,5" in organiser.get(place).text
    again = revisions(client.get(path(first)).text)
    send(client, first, "submit", **{"v:1.1": "нет", "v:2.1": "43,7", **again})
    assert "43,7" in organiser.get(place).text
    with open_session(town.engine) as session:
        participant = session.get_one(RoundParticipant, first.id)
        row, at = session.get_one(Round, round_.id), town.clock()
        reopen_participant(session, row, participant, row.due_on, "нет плана", at, "test")
    assert "43,7" not in organiser.get(place).text, "what was returned does not count"


def test_the_organiser_reopens_a_form_with_a_reason(
    town: House,
    client: TestClient,
    signed_in: Callable[..., TestClient],
    round_: Round,
    first: RoundParticipant,
) -> None:
    send(client, first, "submit", **{"v:1.1": "нет"})
    organiser = signed_in("coordinator")
    csrf = organiser.csrf  # type: ignore[attr-defined]
    place = f"/rounds/{round_.id}/participants/{first.id}"
    form = {"do": "reopen", "day": "2021-06-25", "reason": "", "csrf": csrf}
    assert organiser.post(place, data=form).status_code == 422
    answer = organiser.post(place, data={**form, "reason": "нет плана"}, follow_redirects=False)
    assert answer.status_code == 303
    assert "Форма возвращена" in client.get(path(first)).text
    assert "25.06.2021" in client.get(path(first)).text


def test_whoever_may_only_see_changes_nothing(
    town: House, signed_in: Callable[..., TestClient], round_: Round, first: RoundParticipant
) -> None:
    reviewer = signed_in("reviewer")
    assert reviewer.get(f"/rounds/{round_.id}").status_code == 200
    form = {"do": "extend", "day": "2021-06-25", "reason": "x", "csrf": reviewer.csrf}  # type: ignore[attr-defined]
    assert reviewer.post(f"/rounds/{round_.id}/participants/{first.id}", data=form).status_code == 403
    with open_session(town.engine) as session:
        other = open_small_round(session, days("2021-06-01", "2021-06-20"), town.clock(), key="manual:other")
    stranger = signed_in("coordinator", roadmap_id=other.roadmap_id)
    assert stranger.get(f"/rounds/{round_.id}").status_code == 404


def test_hostile_names_stay_text(town: House, signed_in: Callable[..., TestClient], round_: Round) -> None:
    with open_session(town.engine) as session:
        row = session.get_one(Round, round_.id)
        row.title = "<script>alert(1)</script>"
        session.add(row)
    page = signed_in("coordinator").get(f"/rounds/{round_.id}").text
    assert "<script>alert" not in page


def test_the_proof_of_an_answer_that_cannot_be_read_is_kept(
    town: House, client: TestClient, first: RoundParticipant
) -> None:
    data = {"v:2.1": "половина", "n:2.1": "", "u:2.1": "https://example.org/a"}
    files = {"f:2.1": ("p.pdf", b"%PDF-1.4 x", "application/pdf")}
    assert client.post(path(first), data=data, files=files, follow_redirects=False).status_code == 422
    with open_reading(town.engine) as session:
        kinds = sorted(row.kind for row in session.exec(select(RoundProof)).all())
    assert kinds == ["file", "link"]


def test_the_organiser_sees_what_was_handed_in_and_no_draft(
    town: House,
    client: TestClient,
    signed_in: Callable[..., TestClient],
    round_: Round,
    first: RoundParticipant,
) -> None:
    organiser, place = signed_in("coordinator"), f"/rounds/{round_.id}/participants/{first.id}"
    send(client, first)
    assert "отдел" not in organiser.get(place).text
    send(client, first, "submit", **{"v:1.1": "нет", **revisions(client.get(path(first)).text)})
    client.post(path(first), data={**revisions(client.get(path(first)).text), "v:2.1": "88,25"})
    page = organiser.get(place).text
    assert "42,5" in page
    assert "88,25" not in page


def test_the_organiser_opens_what_was_handed_in_and_no_file_of_a_draft(
    client: TestClient, signed_in: Callable[..., TestClient], round_: Round, first: RoundParticipant
) -> None:
    organiser, place = signed_in("coordinator"), f"/rounds/{round_.id}/participants/{first.id}"
    files = {"f:1.1": ("план.pdf", b"%PDF-1.4 plan", "application/pdf")}
    client.post(path(first), data={**ANSWERS, "do": "submit"}, files=files)
    files = {"f:1.2": ("черновик.pdf", b"%PDF-1.4 draft", "application/pdf")}
    client.post(path(first), data={"v:1.2": "отдел", **revisions(client.get(path(first)).text)}, files=files)
    assert organiser.get(f"{place}/proofs/1").content == b"%PDF-1.4 plan"
    assert organiser.get(f"{place}/proofs/2").status_code == 404
    client.post(f"{path(first)}/proofs/1/remove")
    assert organiser.get(f"{place}/proofs/1").status_code == 200, "what was handed in stays handed in"


def test_a_file_beside_an_answer_that_is_left_out_is_handed_in_with_the_form(
    town: House, client: TestClient, signed_in: Callable[..., TestClient], round_: Round,
    first: RoundParticipant,
) -> None:  # fmt: skip
    place = f"/rounds/{round_.id}/participants/{first.id}"
    send(client, first, "submit", **{"v:1.1": "нет"})
    files = {"f:2.3": ("почему.pdf", b"%PDF-1.4 why", "application/pdf")}
    client.post(path(first), data={"v:2.3": "", "n:2.3": "", "do": "submit"}, files=files)
    assert [len(handed.answers) for handed in submissions(town)] == [4, 5]
    assert "почему.pdf" in signed_in("coordinator").get(place).text
    assert "ответов 4 из 5" in client.get(path(first)).text


def watched(page: str) -> dict[str, list[int]]:
    """Handed in in time, late, in drafts, missing, by code, as the page of the round shows them."""
    table = page.partition('id="indicators"')[2].partition("</table>")[0]
    cells = r'data-label="(?:Сдано в срок|С опозданием|В черновике|Нет ответа)">(\d+)'
    rows = re.findall(r'<td role="cell">(\d\.\d)\..*?</tr>', table, re.DOTALL)
    parts = table.split('<tr role="row">')[2:]
    return {code: [int(n) for n in re.findall(cells, part)] for code, part in zip(rows, parts, strict=True)}


def test_the_page_follows_each_indicator_while_the_monitoring_runs(
    town: House,
    client: TestClient,
    make_client: Callable[[House], TestClient],
    signed_in: Callable[..., TestClient],
    round_: Round,
    first: RoundParticipant,
) -> None:
    organiser, place = signed_in("coordinator"), f"/rounds/{round_.id}"
    assert watched(organiser.get(place).text)["2.1"] == [0, 0, 0, 3]
    send(client, first)
    assert watched(organiser.get(place).text)["2.1"] == [0, 0, 1, 2]
    send(client, first, "submit", **{"v:1.1": "нет", **revisions(client.get(path(first)).text)})
    shown = watched(organiser.get(place).text)
    assert (shown["2.1"], shown["2.3"]) == ([1, 0, 0, 2], [0, 0, 0, 3])
    with open_reading(town.engine) as session:
        second = participant_of(session, round_, 2)
    late = make_client(town.at(town.clock() + timedelta(days=13)))  # 21.06, within the days of grace
    send(late, second, "submit", token=OTHER, **{"v:1.1": "нет", "v:2.2": ""})
    shown = watched(organiser.get(place).text)
    assert (shown["2.1"], shown["2.2"]) == ([1, 1, 0, 1], [1, 0, 0, 2])
    with open_session(town.engine) as session:
        row = session.get_one(Round, round_.id)
        reopen_participant(
            session,
            row,
            session.get_one(RoundParticipant, first.id),
            row.due_on,
            "нет плана",
            town.clock(),
            "test",
        )
    assert watched(organiser.get(place).text)["2.1"] == [0, 1, 1, 1], "what is returned is a draft again"
    answer = client.post(
        path(first), data={**revisions(client.get(path(first)).text), "v:2.1": ""}, follow_redirects=False
    )
    assert answer.status_code == 303
    assert watched(organiser.get(place).text)["2.1"] == [0, 1, 0, 2], "an answer that was taken back is none"
