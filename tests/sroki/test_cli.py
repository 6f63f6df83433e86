"""The command line as people meet it: answers, and one clear Russian sentence for every mistake."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest

from command_line import sroki
from small_plan import CENTRE, write_plan
from sroki import commands
from sroki.cli import cli


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    code, out, err = sroki(capsys, *arguments)
    assert (code, err) == (0, "")
    return json.loads(out)


def approve(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    code, _, err = sroki(capsys, "import", str(write_plan(home)), "--approve", "--as-of", "2025-01-15")
    assert (code, err) == (0, "")
    code, _, err = sroki(capsys, "contact", "set", "МБУ «Методцентр»", CENTRE, "--as-of", "2025-01-15")
    assert (code, err) == (0, "")


def test_a_term_explains_itself(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = sroki(capsys, "term", "II, IV кварталы", "--period", "2021-2021")
    assert code == 0
    assert "с 01.04.2021 по 30.06.2021" in out
    assert "Кварталы сдачи: 2021-Q2, 2021-Q4" in out


def test_a_term_explains_itself_in_english_too(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = sroki(capsys, "--lang", "en", "term", "раз в две недели по пятницам", "--period", "2021")
    assert "Meaning: once per 2 weeks, on Fridays, from 1 January to 31 December 2021" in out
    assert "Assumed: the years are those of the document's period: 2021" in out


def test_a_term_as_json_has_the_stable_keys(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    term = answer(capsys, "term", "до 1 марта", "--period", "2024", "--json")
    assert term["occurrences"] == [[None, "2024-03-01"]]
    assert {"kind", "due_quarters", "recurrence", "problems", "quarters", "meaning"} <= set(term)


def test_many_terms_go_through_a_stream(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = home / "terms.jsonl"
    case = {"id": "a", "raw": "август", "context_period": [2021, 2021], "context_kind": None, "as_of": None}
    lines.write_text(json.dumps(case) + "\n\n", encoding="utf-8")
    code, out, _ = sroki(capsys, "term", "--jsonl", str(lines))
    assert code == 0
    assert json.loads(out)["occurrences"] == [["2021-08-01", "2021-08-31"]]


def test_a_document_is_parsed_without_storing_anything(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parsed = answer(capsys, "parse", str(write_plan(home)), "--json")
    assert [row["number"] for row in parsed["rows"]] == ["1.1", "1.2", "1.3"]
    assert not (home / "var").exists()


def test_the_way_from_a_document_to_accepted_evidence(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    approve(capsys, home)
    occurrences = answer(capsys, "occurrences", "--json", "--as-of", "2025-01-15")
    assert [(o["task_number"], o["due_on"], o["state"], o["quarter"]) for o in occurrences] == [
        ("1.1", "2025-03-31", "planned", "2025-Q1"),
        ("1.2", "2025-04-15", "planned", "2025-Q2"),
        ("1.3", "2025-06-30", "planned", "2025-Q2"),
    ]
    assert sroki(capsys, "tick", "--as-of", "2025-03-01T09:00+05:00")[0] == 0
    [mail] = answer(capsys, "outbox", "--json")
    assert (mail["to"], mail["kind"], mail["state"], mail["occurrences"]) == (CENTRE, "opened", "sent", [1])
    _, told, _ = sroki(capsys, "outbox", mail["message_id"])
    assert "plan.txt, строка" in told
    assert answer(capsys, "outbox", "1", "--json")["lines"][0]["occurrence_id"] == 1
    assert sroki(capsys, "outbox", "1", "--state", "sent")[0] == 2
    assert len(list((home / "var" / "mail" / "new").iterdir())) == 1
    proof = home / "order.pdf"
    proof.write_bytes(b"%PDF-1.4 signed")
    code, out, _ = sroki(capsys, "done", "1", "--evidence", str(proof), "--as-of", "2025-03-10")
    assert (code, "версия 1" in out, "SHA-256" in out) == (0, True, True)
    assert sroki(capsys, "review", "1", "--return", "нет подписи", "--as-of", "2025-03-11")[0] == 0
    assert sroki(capsys, "done", "1", "--evidence", "https://example.org/x", "--as-of", "2025-03-12")[0] == 0
    assert sroki(capsys, "review", "1", "--accept", "--as-of", "2025-03-13")[0] == 0
    assert (
        sroki(capsys, "extend", "2", "--to", "2025-05-20", "--reason", "болезнь", "--as-of", "2025-03-13")[0]
        == 0
    )
    states = {
        o["id"]: (o["state"], o["due_on"], o["original_due_on"])
        for o in answer(capsys, "occurrences", "--json")
    }
    assert states[1] == ("accepted", "2025-03-31", "2025-03-31")
    assert states[2] == ("planned", "2025-05-20", "2025-04-15")
    deeds = [entry["deed"] for entry in answer(capsys, "audit", "--json")]
    assert deeds[-5:] == ["submitted", "returned", "submitted", "accepted", "extended"]
    assert "отправлено" in sroki(capsys, "why", CENTRE)[1]


def test_importing_the_same_file_twice_changes_nothing(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    approve(capsys, home)
    before = answer(capsys, "occurrences", "--json")
    code, out, _ = sroki(capsys, "import", str(home / "plan.txt"), "--approve", "--as-of", "2025-02-01")
    assert (code, "повтор ничего не изменил" in out) == (0, True)
    assert answer(capsys, "occurrences", "--json") == before


def test_a_draft_waits_for_approval(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(write_plan(home))
    assert "Это черновик" in sroki(capsys, "import", path)[1]
    assert answer(capsys, "tasks", "--json") == []
    sroki(capsys, "import", path, "--approve", "--as-of", "2025-01-15")
    assert len(answer(capsys, "tasks", "--json")) == 3


def test_a_new_version_is_shown_before_it_is_approved(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    approve(capsys, home)
    before = answer(capsys, "occurrences", "--json")
    path = home / "second.txt"
    text = (home / "plan.txt").read_text(encoding="utf-8")
    path.write_text(text.replace("до 15 апреля", "до 25 апреля"), encoding="utf-8")
    code, out, _ = sroki(capsys, "diff", "7", str(path))
    assert code == 0
    assert "Без изменений 2, изменено 1, добавлено 0, снято 0" in out
    assert "до 25 апреля 2025 г.: 25.04.2025" in out
    assert "новой версией карты № 1" in sroki(capsys, "import", str(path))[1]
    assert answer(capsys, "occurrences", "--json") == before
    told = answer(capsys, "import", str(path), "--approve", "--as-of", "2025-02-01", "--json")
    assert (told["version"]["reason"], told["version"]["roadmap_id"], told["tasks"]) == (
        "same_document",
        1,
        0,
    )
    (changed,) = told["version"]["comparison"]["term_changed"]
    assert changed["new"]["occurrences"] == [[None, "2025-04-25"]]
    assert [o["id"] for o in answer(capsys, "occurrences", "--json")] == [o["id"] for o in before]
    assert "заменена картой № 2" in sroki(capsys, "roadmaps")[1]


def test_what_is_past_on_approval_is_listed_and_sends_nothing(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(write_plan(home))
    code, out, _ = sroki(capsys, "import", path, "--approve", "--as-of", "2025-05-01")
    assert code == 0
    assert "ждут вашего решения" in out
    sroki(capsys, "contact", "set", "МБУ «Методцентр»", CENTRE)
    sroki(capsys, "tick", "--as-of", "2025-05-02")
    assert answer(capsys, "outbox", "--json") == []
    assert [o["id"] for o in answer(capsys, "occurrences", "--held", "--json")] == [1, 2]
    assert sroki(capsys, "resume", "1", "--as-of", "2025-05-03")[0] == 0
    assert sroki(capsys, "cancel", "2", "--reason", "не нужно", "--as-of", "2025-05-03")[0] == 0
    sroki(capsys, "tick", "--as-of", "2025-05-03")
    assert [m["occurrences"] for m in answer(capsys, "outbox", "--json")] == [[1]]


def test_a_contact_is_written_to_in_the_language_that_was_named(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    approve(capsys, home)
    known = ("contact", "set", "МБУ «Методцентр»", CENTRE, "--as-of", "2025-01-16")
    assert sroki(capsys, *known, "--language", "en")[0] == 0
    assert sroki(capsys, *known)[0] == 0, "and keeps it when the address is named again"
    sroki(capsys, "tick", "--as-of", "2025-03-01T09:00+05:00")
    (mail,) = answer(capsys, "outbox", "--json")
    assert mail["subject"].startswith("Opened: item 1.1 Собрать сведения о музеях — from 1 March 2025")
    assert sroki(capsys, *known, "--language", "de")[0] == 2


def test_an_unreadable_term_keeps_its_words_and_waits_to_be_settled(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_plan(home)
    path.write_text(
        path.read_text(encoding="utf-8").replace("до 15 апреля 2025 г.", "когда зацветёт сирень"),
        encoding="utf-8",
    )
    sroki(capsys, "import", str(path), "--approve", "--as-of", "2025-01-15")
    problems = answer(capsys, "problems", "--json")
    assert any(
        p["subject"] == "1.2" and "когда зацветёт сирень" in (p["raw"] or p["sentence"]) for p in problems
    )
    tasks = {task["number"]: task for task in answer(capsys, "tasks", "--json")}
    assert tasks["1.2"]["raw_term"] == "когда зацветёт сирень"
    assert {o["task_number"] for o in answer(capsys, "occurrences", "--json")} == {"1.1", "1.3"}
    code, _, err = sroki(
        capsys, "settle", str(tasks["1.2"]["id"]), "--term", "до 20 мая 2025 г.", "--as-of", "2025-01-16"
    )
    assert (code, err) == (0, "")
    assert ("1.2", "2025-05-20") in {
        (o["task_number"], o["due_on"]) for o in answer(capsys, "occurrences", "--json")
    }


def test_a_dry_run_sends_and_changes_nothing(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    approve(capsys, home)
    foretold = answer(capsys, "simulate", "--from", "2025-01-15", "--to", "2025-04-30", "--json")
    assert foretold[0]["planned_on"] == "2025-03-01"
    assert answer(capsys, "outbox", "--json") == []
    assert not (home / "var" / "mail").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["parse", "нет.txt"], 2, "нет.txt"),
        (["parse", "empty.txt"], 2, "пуст"),
        (["parse", "binary.txt"], 2, "binary.txt"),
        (["parse", "prose.txt"], 2, "нет"),
        (["import", "prose.txt", "--approve"], 2, "нет"),
        (["parse", "."], 2, "папка"),
        (["term", "август", "--period", "2021-20"], 2, "«2021-20» — не годы плана"),
        (["term", "август", "--as-of", "вчера"], 2, "«вчера» — не дата"),
        (["term"], 2, "Напишите фразу"),
        (["term", "--jsonl", "prose.txt"], 2, "нужен JSON с полями"),
        (["tick", "--as-of", "2021-13-45"], 2, "не дата"),
        (["tick", "--as-of", "2021-04-15T25:00"], 2, "не момент времени"),
        (["done", "77", "--note", "готово"], 2, "Срока № 77 нет"),
        (["done", "семь", "--note", "готово"], 2, "не номер срока"),
        (["done", "1"], 2, "Приложите подтверждение"),
        (["review", "77", "--accept"], 2, "Срока № 77 нет"),
        (["review", "1"], 2, "--accept, --accept-part ЧЕГО_НЕТ или --return"),
        (["extend", "77", "--to", "2025-01-01", "--reason", "так"], 2, "Срока № 77 нет"),
        (["extend", "1", "--to", "31.02.2025", "--reason", "так"], 2, "«31.02.2025» — не дата"),
        (["contact", "set", "ММС", "не-адрес"], 2, "не похоже на почтовый адрес"),
        (["contact", "set", "ММС", "a@b.org", "--zone", "Марс/Кратер"], 2, "нет в базе IANA"),
        (["occurrences", "--quarter", "V"], 2, "не квартал"),
        (["occurrences", "--roadmap", "9"], 2, "Дорожной карты «9» нет"),
        (["simulate", "--from", "2025-02-01", "--to", "2025-01-01"], 2, "позже последнего"),
        (["diff", "9", "order.txt"], 2, "order.txt"),
        (["import", "prose.txt", "--replaces", "1", "--as-new"], 2, "--replaces или --as-new"),
        (["report", "--roadmap", "9"], 2, "Дорожной карты «9» нет"),
        (["why", "nobody@example.org"], 2, "Адреса «nobody@example.org» нет"),
        (["polka"], 2, "Команда не понята"),
        (["tick", "--fast"], 2, "Ключа --fast нет"),
        (["extend", "1"], 2, "Не хватает: --to"),
    ],
)
def test_every_mistake_gets_one_clear_sentence(
    home: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, sentence: str
) -> None:
    (home / "empty.txt").write_bytes(b"")
    (home / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (home / "prose.txt").write_text("Погода сегодня хорошая.\n", encoding="utf-8")
    got, _, err = sroki(capsys, *arguments)
    assert got == code
    assert sentence in err
    assert err.count("\n") == 1
    assert "Traceback" not in err
    assert re.search("[а-яё]", err)


def test_nothing_is_half_stored_after_a_bad_document(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "prose.txt").write_text("Погода сегодня хорошая.\n", encoding="utf-8")
    sroki(capsys, "import", "prose.txt", "--approve")
    assert answer(capsys, "roadmaps", "--json") == []


def test_a_mail_server_that_refuses_is_one_sentence_and_the_mail_waits(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    approve(capsys, home)
    monkeypatch.setenv("SROKI_SMTP_URL", "smtp://127.0.0.1:9")
    code, _, err = sroki(capsys, "tick", "--as-of", "2025-03-01")
    assert code == 1
    assert "письма ждут в очереди" in err
    assert err.count("\n") == 1
    assert [m["state"] for m in answer(capsys, "outbox", "--json")] == ["queued"]
    monkeypatch.delenv("SROKI_SMTP_URL")
    assert sroki(capsys, "tick", "--as-of", "2025-03-01")[0] == 0
    assert [m["state"] for m in answer(capsys, "outbox", "--json")] == ["sent"]


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("SROKI_ZONE", "Марс/Кратер", "SROKI_ZONE"),
        ("SROKI_SMTP_URL", "ftp://x", "SROKI_SMTP_URL"),
        ("SROKI_DATABASE_URL", "нечто", "баз"),
        ("SROKI_DATABASE_URL", "postgresql://127.0.0.1:9/nowhere", "баз"),
        ("SROKI_TICK_EVERY_S", "часто", "SROKI_TICK_EVERY_S"),
    ],
)
def test_a_wrong_setting_is_named(
    home: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    value: str,
    sentence: str,
) -> None:
    monkeypatch.setenv(name, value)
    code, _, err = sroki(capsys, "tick")
    assert code in (1, 2)
    assert sentence.lower() in err.lower()
    assert err.count("\n") == 1


def test_english_is_spoken_by_choice(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = sroki(capsys, "--lang", "en", "done", "77", "--note", "x")
    assert code == 2
    assert not re.search("[а-яё]", err), err
    assert "77" in err


def test_debug_shows_the_trace(home: Path) -> None:
    command = [sys.executable, "-m", "sroki", "--debug", "done", "77", "--note", "x"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Traceback" in done.stderr


def test_every_module_of_commands_is_on_the_command_line() -> None:
    modules = [import_module(f"sroki.commands.{found.name}") for found in iter_modules(commands.__path__)]
    written = {command.name for module in modules for command in getattr(module, "COMMANDS", ())}
    assert written == set(cli.commands)
