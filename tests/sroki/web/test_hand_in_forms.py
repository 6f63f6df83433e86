"""The forms behind the link: several files and pages, claims, nothing to report, not mine, the receipt."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes, policy
from hashlib import sha256

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from flows.house import House
from flows.ticking import tick
from models.audit import AuditEntry
from models.database import open_reading, open_session
from models.evidence import Disclaimer
from models.occurrence import Evidence
from models.outbox import OutboxContent, OutboxMessage
from models.party import Person
from notifications.outbox import withdraw_waiting
from roadmaps.store.coordinators import set_coordinator
from roadmaps.store.digests import coordinator_parts
from roadmaps.store.disclaimers import answer_disclaimer, list_disclaimers
from roadmaps.store.dossier import list_open_problems
from roadmaps.store.evidence import EvidenceView, load_evidence
from roadmaps.store.listing import list_trail
from roadmaps.store.reassigning import reassign_task
from roadmaps.store.steps import review

pytestmark = pytest.mark.either_database

PDF, ORDER = b"%PDF-1.4 the signed report", b"%PDF-1.4 the order"


@pytest.fixture
def number(occurrence_id: Callable[..., int]) -> int:
    return occurrence_id("1.1")


@pytest.fixture
def desk(link: Callable[..., str]) -> str:
    """The page of anna."""
    return link("anna")


@pytest.fixture
def send(client: TestClient, desk: str, number: int) -> Callable[..., object]:
    """Send a form about task 1.1 as anna."""

    def post(form: str = "evidence", files: object = None, **words: str) -> object:
        return client.post(f"{desk}/occurrences/{number}/{form}", data=words, files=files)

    return post


def versions(house: House, number: int) -> tuple[EvidenceView, ...]:
    with open_reading(house.engine) as session:
        return load_evidence(session, [number]).get(number, ())


def receipts(house: House) -> list[OutboxMessage]:
    with open_reading(house.engine) as session:
        return list(session.exec(select(OutboxMessage).where(OutboxMessage.kind == "receipt")))


class TestSeveral:
    """A version is a set of files and pages."""

    def test_several_files_and_addresses_make_one_version(
        self,
        town: House,
        client: TestClient,
        number: int,
        send: Callable[..., object],
        link: Callable[..., str],
    ) -> None:
        files = [("file", ("Отчёт.pdf", PDF)), ("file", ("Приказ.pdf", ORDER))]
        answer = send(files=files, url="https://a.example/1\nhttps://a.example/2\n", note="Всё")
        assert answer.status_code == 303
        (version,) = versions(town, number)
        assert [file.file_name for file in version.files] == ["Отчёт.pdf", "Приказ.pdf"]
        assert [page.url for page in version.links] == ["https://a.example/1", "https://a.example/2"]
        for page in (
            client.get(answer.headers["location"]),
            client.get(link("clara")),
            client.get("/tasks/1"),
        ):
            for words in ("Отчёт.pdf", "Приказ.pdf", sha256(ORDER).hexdigest(), "https://a.example/2"):
                assert words in page.text

    def test_the_same_set_again_is_the_same_version(
        self, town: House, number: int, send: Callable[..., object]
    ) -> None:
        for _ in range(2):
            send(files=[("file", ("a.pdf", PDF)), ("file", ("b.pdf", ORDER))], url="https://a.example/")
        assert len(versions(town, number)) == 1
        assert len(receipts(town)) == 1
        send(files=[("file", ("a.pdf", PDF))], url="https://a.example/")
        assert len(versions(town, number)) == 2, "one file less is another set"

    def test_the_same_bytes_twice_are_one_file(
        self, town: House, number: int, send: Callable[..., object]
    ) -> None:
        send(files=[("file", ("a.pdf", PDF)), ("file", ("копия.pdf", PDF))])
        assert [file.file_name for file in versions(town, number)[0].files] == ["a.pdf"]

    def test_more_than_ten_files_are_refused_in_words(
        self, town: House, number: int, send: Callable[..., object]
    ) -> None:
        """ASVS V5.2.4: the number of files is bounded."""
        answer = send(files=[("file", (f"{n}.txt", b"%d" % n)) for n in range(11)])
        assert answer.status_code == 422
        assert "не больше 10 файлов" in answer.text
        assert send(files=[("file", (f"{n}.txt", b"%d" % n)) for n in range(21)]).status_code == 400
        assert send(url="\n".join(f"https://a.example/{n}" for n in range(11))).status_code == 422
        assert not versions(town, number)

    def test_a_bad_address_among_good_ones_keeps_the_words(self, send: Callable[..., object]) -> None:
        answer = send(url="https://a.example/\nне адрес", note="Пишу", share="60")
        assert answer.status_code == 422
        assert "https://a.example/\nне адрес</textarea>" in answer.text
        assert 'name="share" maxlength="5" value="60"' in answer.text

    @pytest.mark.parametrize(
        "url", ["https://user:word@a.example/", "https://user@a.example/", "ftp://a.example/", "//a.example"]
    )
    def test_an_address_with_a_password_or_another_scheme_is_refused(
        self, town: House, number: int, send: Callable[..., object], url: str
    ) -> None:
        """ASVS V1.2.2."""
        assert send(url=url).status_code == 422
        assert not versions(town, number)


class TestClaims:
    """When it was done, what part of it, and with which number."""

    def test_the_reviewer_sees_what_is_claimed(
        self, client: TestClient, send: Callable[..., object], link: Callable[..., str]
    ) -> None:
        answer = send(
            note="Есть", effective_on="2021-05-11", share="60 %", years="2020 г. 2021 г.", result="214"
        )
        assert answer.status_code == 303
        for page in (
            client.get(link("clara")),
            client.get("/tasks/1"),
            client.get(answer.headers["location"]),
        ):
            for words in (
                "Исполнено 11.05.2021: позже срока на 1 дн.",
                "Выполнено частично: 60 %",
                "Выполнено за годы: 2020, 2021",
                "Результат: 214",
            ):
                assert words in page.text

    @pytest.mark.parametrize(
        ("words", "sentence"),
        [({"effective_on": "2021-06-09"}, "не может быть позже 08.06.2021"),
         ({"effective_on": "завтра"}, "Выберите день"),
         ({"share": "150"}, "от 1 до 100"),
         ({"years": "2022"}, "2022 год ещё не наступил"),
         ({"result": "<b>много</b>"}, "не число")],
    )  # fmt: skip
    def test_what_cannot_be_is_refused_and_kept_in_the_form(
        self, town: House, number: int, send: Callable[..., object], words: dict[str, str], sentence: str
    ) -> None:
        """ASVS V2.2.1, V1.2.1."""
        answer = send(note="Пояснение осталось", **words)
        assert answer.status_code == 422
        assert sentence in answer.text
        assert "Пояснение осталось" in answer.text
        assert "<b>много" not in answer.text
        assert not versions(town, number)


class TestNothingToReport:
    """There is nothing to report, and the note says why."""

    def test_it_is_handed_in_and_decided_like_all_else(
        self,
        town: House,
        client: TestClient,
        number: int,
        send: Callable[..., object],
        link: Callable[..., str],
    ) -> None:
        assert send(nothing="1", note="Мероприятие не проводилось").status_code == 303
        assert send(nothing="1", note="Мероприятие не проводилось").status_code == 303
        (version,) = versions(town, number)
        assert version.claim.nothing_to_report
        page = client.get(link("clara")).text
        assert "Сообщить нечего" in page
        assert "Мероприятие не проводилось" in page
        with open_session(town.engine) as session:
            review(session, number, town.clock(), "test")

    def test_it_needs_a_reason(self, town: House, number: int, send: Callable[..., object]) -> None:
        answer = send(nothing="1", note="  ")
        assert answer.status_code == 422
        assert "Напишите, почему сообщить нечего." in answer.text
        assert not versions(town, number)

    def test_it_goes_with_no_file(self, town: House, number: int, send: Callable[..., object]) -> None:
        """ASVS V2.2.3."""
        answer = send(nothing="1", note="Нет", files=[("file", ("a.pdf", PDF))])
        assert answer.status_code == 422
        assert not versions(town, number)


class TestNotMine:
    """«Not mine» goes to the coordinator, and the task stays until they have decided."""

    def test_it_is_a_problem_to_decide_and_stands_on_the_page(
        self, town: House, client: TestClient, desk: str, send: Callable[..., object]
    ) -> None:
        for _ in range(2):
            assert send("not-mine", reason="Это музей").status_code == 303
        with open_reading(town.engine) as session:
            assert len(session.exec(select(Disclaimer)).all()) == 1, "twice is the same as once"
            codes = [(p.code, p.raw) for p in list_open_problems(session)]
        assert ("not_mine", "Это музей") in codes
        for page in ("/problems", "/tasks/1"):
            assert "Анна Иванова: «не моё»" in client.get(page).text
        own = client.get(desk).text
        assert "Вы сообщили координатору, что это не ваше: Это музей" in own
        assert "Провести мониторинг" in own, "until then it stays theirs"

    def test_the_coordinator_reads_it_in_the_digest_once(
        self, town: House, send: Callable[..., object]
    ) -> None:
        send("not-mine", reason="Это музей")
        now, zone = town.clock(), town.settings.tzinfo
        with open_session(town.engine) as session:
            set_coordinator(session, "chief@example.org", now, "test", zone)
            told = coordinator_parts(session, None, now, now + timedelta(days=1), zone)
            later = coordinator_parts(session, None, now + timedelta(days=1), now + timedelta(days=2), zone)
        part = next(part for part in told if part.name == "not_mine")
        assert [(line.who, line.note) for line in part.lines] == [(("Анна Иванова",), "Это музей")]
        assert not [part for part in later if part.name == "not_mine"]

    def test_the_digest_mail_names_it(self, town: House, send: Callable[..., object]) -> None:
        with open_session(town.engine) as session:
            set_coordinator(session, "chief@example.org", town.clock(), "test", town.settings.tzinfo)
        send("not-mine", reason="Это музей")
        tick(town, town.clock() + timedelta(days=1))
        mails = [m.content for m in town.transport.sent if "chief@" in m.address]  # type: ignore[attr-defined]
        body = message_from_bytes(mails[-1], policy=policy.default).get_body(("plain",))
        assert body is not None
        assert "ИСПОЛНИТЕЛИ ПИШУТ «НЕ МОЁ»" in body.get_content()

    def test_an_answer_stands_on_the_page_and_the_problem_is_gone(
        self, town: House, client: TestClient, desk: str, send: Callable[..., object]
    ) -> None:
        send("not-mine", reason="Это музей")
        with open_session(town.engine) as session:
            (said,) = list_disclaimers(session)
            answer_disclaimer(session, said.id, "По приказу ваше", town.clock(), "test")
        assert "исполнять вам" in client.get(desk).text
        assert "По приказу ваше" in client.get(desk).text
        assert "«не моё»" not in client.get("/problems").text

    def test_giving_the_task_to_another_settles_it(self, town: House, send: Callable[..., object]) -> None:
        send("not-mine", reason="Это музей")
        with open_session(town.engine) as session:
            task_id = list_disclaimers(session)[0].task_id
            reassign_task(session, task_id, "Институт", "Методическая служба", town.clock(), "test")
            assert list_disclaimers(session) == []

    def test_it_needs_a_reason_and_owed_work(
        self, town: House, number: int, send: Callable[..., object]
    ) -> None:
        assert send("not-mine", reason=" ").status_code == 422
        send(note="Готово")
        with open_session(town.engine) as session:
            review(session, number, town.clock(), "test")
        assert send("not-mine", reason="Это музей").status_code == 409

    def test_nobody_disclaims_what_is_not_on_their_page(
        self, client: TestClient, link: Callable[..., str], number: int
    ) -> None:
        """ASVS V8.2.2."""
        for name in ("boris", "clara", "outsider"):
            path = f"{link(name)}/occurrences/{number}/not-mine"
            assert client.post(path, data={"reason": "x"}).status_code == 404


class TestReceipt:
    """A receipt by mail, with the hashes, for what came in through the link."""

    def test_it_names_everything_and_is_sent_at_once(self, town: House, send: Callable[..., object]) -> None:
        files = [("file", ("Отчёт.pdf", PDF))]
        send(files=files, url="https://a.example/", note="Подписан", share="60")
        (receipt,) = receipts(town)
        assert receipt.address == "anna@example.org"
        tick(town, town.clock())
        sent = [m for m in town.transport.sent if b"anna@" in m.content]  # type: ignore[attr-defined]
        mails = [message_from_bytes(m.content, policy=policy.default) for m in sent]
        mail = next(m for m in mails if str(m["Subject"]).startswith("Получено, версия 1"))
        for kind in ("plain", "html"):
            body = mail.get_body((kind,))
            assert body is not None
            text = body.get_content()
            for words in ("Отчёт.pdf", sha256(PDF).hexdigest(), "https://a.example/", "Подписан", "60 %"):
                assert words in text
            assert "08.06.2021 в 09:30" in text
            assert "/l/" not in text, "a receipt opens nothing"

    def test_it_is_not_withdrawn_when_its_day_has_passed(
        self, town: House, send: Callable[..., object]
    ) -> None:
        send(note="Готово")
        with open_session(town.engine) as session:
            withdraw_waiting(session, town.clock().date() + timedelta(days=3), "test")
        assert [receipt.state for receipt in receipts(town)] == ["queued"]

    def test_nothing_is_written_to_an_address_that_sends_mail_back(
        self, town: House, send: Callable[..., object]
    ) -> None:
        with open_session(town.engine) as session:
            anna = session.exec(select(Person).where(Person.address == "anna@example.org")).one()
            anna.unreachable_since_at = town.clock()
            session.add(anna)
        send(note="Готово")
        assert receipts(town) == []

    def test_a_hostile_name_stays_in_its_line(self, town: House, send: Callable[..., object]) -> None:
        """ASVS V1.2.1, V1.3: names are encoded where they land."""
        send(files=[("file", ("<img src=x onerror=alert(1)>.pdf", PDF))], note="a\r\nBcc: x@example.org")
        with open_reading(town.engine) as session:
            content = session.get_one(OutboxContent, receipts(town)[0].id).content
        mail = message_from_bytes(content, policy=policy.default)
        assert mail["Bcc"] is None
        html = mail.get_body(("html",))
        assert html is not None
        assert "<img" not in html.get_content()


@pytest.mark.either_database
class TestForeignForms:
    """OWASP ASVS 5.0, V3.5.1: a form of another site changes nothing."""

    @pytest.mark.parametrize("origin", ["cross-site", "same-site"])
    @pytest.mark.parametrize("form", ["evidence", "not-mine", "review"])
    def test_v3_5_1_it_is_refused(
        self, town: House, client: TestClient, desk: str, number: int, origin: str, form: str
    ) -> None:
        path = f"{desk}/occurrences/{number}/{form}"
        answer = client.post(path, data={"note": "x", "reason": "x"}, headers={"Sec-Fetch-Site": origin})
        assert answer.status_code == 403
        with open_reading(town.engine) as session:
            assert not session.exec(select(Evidence)).all()
            assert not session.exec(select(Disclaimer)).all()

    def test_our_own_and_an_old_browsers_are_taken(self, client: TestClient, desk: str, number: int) -> None:
        path = f"{desk}/occurrences/{number}/evidence"
        for headers in ({"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}, {}):
            assert client.post(path, data={"note": "x"}, headers=headers).status_code == 303

    def test_v3_5_3_nothing_is_done_by_looking(self, client: TestClient, desk: str, number: int) -> None:
        """ASVS V3.5.3: mail scanners open links."""
        for form in ("evidence", "not-mine", "review"):
            assert client.get(f"{desk}/occurrences/{number}/{form}?note=x").status_code == 405


@pytest.mark.either_database
class TestScript:
    """The progress of an upload: a few lines of our own, and nothing else may run."""

    def test_only_the_page_with_the_form_allows_our_script(self, client: TestClient, desk: str) -> None:
        """ASVS V3.4.3."""
        policy_of_desk = client.get(desk).headers["content-security-policy"]
        assert "script-src 'self'" in policy_of_desk
        assert "unsafe" not in policy_of_desk
        assert "default-src 'none'" in policy_of_desk
        for page in ("/", "/tasks/1", "/problems"):
            assert "script-src" not in client.get(page).headers["content-security-policy"]

    def test_the_script_is_there_and_writes_no_markup(self, client: TestClient, desk: str) -> None:
        source = re.search(r'<script src="([^"]+)"', client.get(desk).text)
        assert source is not None
        answer = client.get(source[1])
        assert answer.headers["content-type"].startswith("text/javascript")
        assert answer.headers["x-content-type-options"] == "nosniff"
        for word in ("innerHTML", "eval(", "document.write", "insertAdjacentHTML"):
            assert word not in answer.text

    def test_without_it_the_form_is_an_ordinary_form(
        self, client: TestClient, desk: str, number: int
    ) -> None:
        page = client.get(desk).text
        form = re.search(rf'<form method="post" action="{desk}/occurrences/{number}/evidence" [^>]*>', page)
        assert form is not None
        assert 'enctype="multipart/form-data"' in form[0]
        assert '<input type="file" name="file" multiple>' in page


HOSTILE_FILES = {
    "picture.svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "page.html": b"<!doctype html><script>alert(1)</script>",
    "page.xhtml": b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><script>1</script></html>",
    "report.pdf": b"%PDF-1.4 <html><script>alert(1)</script>",
    "photo.jpg": b"\xff\xd8\xff\xe0<script>alert(1)</script>",
    "anim.gif": b"GIF89a/*<svg/onload=alert(1)>*/=1;",
    "archive.zip": b"PK\x03\x04<html><script>alert(1)</script>",
    "note.txt": b"<script>alert(1)</script>",
    "nothing": b"\x00<html><script>alert(1)</script>",
    "mail.eml": b"Content-Type: text/html\r\n\r\n<script>alert(1)</script>",
}


@pytest.mark.either_database
@pytest.mark.parametrize("name", HOSTILE_FILES)
def test_v3_2_1_no_upload_is_ever_shown_inline(
    town: House,
    client: TestClient,
    number: int,
    send: Callable[..., object],
    link: Callable[..., str],
    name: str,
) -> None:
    """ASVS V5.4.1, V5.4.2, V3.2.1: SVG, HTML and polyglots leave as downloads that no browser runs."""
    send(files=[("file", (name, HOSTILE_FILES[name], "text/html"))])
    item = versions(town, number)[0].files[0]
    for path in (f"/files/{item.id}", f"{link('anna')}/files/{item.id}", f"{link('clara')}/files/{item.id}"):
        answer = client.get(path)
        assert answer.content == HOSTILE_FILES[name]
        assert answer.headers["content-type"] == "application/octet-stream"
        assert answer.headers["content-disposition"].startswith("attachment;")
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["content-security-policy"].startswith("sandbox;")


@pytest.mark.parametrize(
    "name",
    ["../../../etc/passwd", "..\\..\\windows\\win.ini", "/etc/passwd", "C:\\x.pdf", "a/../../b", "....//x",
     "%2e%2e%2fx", "\x00.pdf", "a\x00b.pdf", "con", ".", "..", "x" * 400, "a\r\nb.pdf", "..%5c..%5cx"],
)  # fmt: skip
def test_v5_3_2_a_name_never_leaves_its_folder(
    town: House, number: int, send: Callable[..., object], client: TestClient, name: str
) -> None:
    """ASVS V5.3.2: the path of a stored file follows from its digest alone."""
    send(files=[("file", (name, PDF))], note="Готово")
    digest = sha256(PDF).hexdigest()
    stored = [path for path in town.settings.evidence_dir.rglob("*") if path.is_file()]
    item = versions(town, number)[0].files[0] if versions(town, number)[0].files else None
    if item is None:
        assert stored == [], "a nameless part is no file"
        return
    assert stored == [town.settings.evidence_dir / digest[:2] / digest]
    assert not set(item.file_name or "") & set("/\\\0\r\n")
    assert 0 < len(item.file_name or "") <= 200
    assert client.get(f"/files/{item.id}").status_code == 200


def test_the_trail_names_what_was_handed_in(town: House, number: int, send: Callable[..., object]) -> None:
    send(files=[("file", ("a.pdf", PDF))], url="https://a.example/", share="60", effective_on="2021-06-01")
    with open_reading(town.engine) as session:
        stored = session.exec(select(AuditEntry).where(AuditEntry.deed == "submitted")).all()[-1]
        details = next(entry for entry in list_trail(session) if entry.id == stored.id).details
    digest = sha256(PDF).hexdigest()
    assert (details["sha256"], details["files"], details["urls"]) == (
        digest,
        [digest],
        ["https://a.example/"],
    )
    assert (details["share_percent"], details["effective_on"]) == (60, "2021-06-01")
    assert stored.details["files"] == [digest]  # no personal data: it stands in the chain as it is
    assert "a.example" not in str(stored.details)
