"""The order's own points."""

from __future__ import annotations

from datetime import date

from models.values import DateSpan
from reading_problems import telling
from roadmaps.documents import parse_text
from roadmaps.parsed import ParsedDocument

HEAD = "ПРИКАЗ\n\nот 12.02.2025 № 31\n\nО мониторинге\n\nПРИКАЗЫВАЮ:\n\n"
FOOT = "\nНачальник управления\n\n\nА.В. Громов\n\nРазослать: в дело, школам, МКУ ЦРО\n"
TABLE = (
    "\nПлан на 2025 год\n\n№\tМероприятие\tСрок\tИсполнитель\n"
    "1\tПроведение мониторинга качества подготовки учителей в школах района\tапрель\tМКУ ЦРО\n"
)


def parse(points: str, table: str = "") -> ParsedDocument:
    return parse_text(HEAD + points + FOOT + table, "приказ.txt")


def spans(document: ParsedDocument, number: str) -> list[DateSpan]:
    return [
        s for p in document.order_points if p.effective_number == number for t in p.terms for s in t.spans
    ]


def test_sub_points_under_a_wrong_number_are_corrected() -> None:
    document = parse(
        "1. Первое.\n2. МКУ ЦРО:\n2.1. начать;\n3. МКУ ИМЦ:\n2.1. продолжить;\n2.2. закончить.\n"
    )
    assert [(p.number, p.effective_number) for p in document.order_points] == [
        ("1", "1"), ("2", "2"), ("2.1", "2.1"), ("3", "3"), ("2.1", "3.1"), ("2.2", "3.2"),
    ]  # fmt: skip
    assert [p.sentence for p in telling(document)] == [
        "Пункт напечатан с номером 2.1, по порядку это 3.1.",
        "Пункт напечатан с номером 2.2, по порядку это 3.2.",
    ]


def test_sub_points_have_the_addressee_of_their_point() -> None:
    document = parse(
        "1. ГБУ ДПО «Озёрский институт развития» (далее — ГБУ ДПО ОИР) (Лукин А.Б.)\n"
        "1.1. обеспечить мониторинг с 14.04.2025 г. по 12.05.2025 г.;\n"
        "1.2. сдать справки в срок до 06.06.2025 г. и 29.05.2026 г.\n"
    )
    assert {(p.responsible, p.persons) for p in document.order_points} == {
        (("ГБУ ДПО ОИР",), ("Лукин А.Б.",))
    }
    assert spans(document, "1.1") == [DateSpan(date(2025, 4, 14), date(2025, 5, 12))]
    assert [s.due_on for s in spans(document, "1.2")] == [date(2025, 6, 6), date(2026, 5, 29)]


def test_addressees_in_the_dative() -> None:
    document = parse(
        "1. Отделу общего образования (Стрельцова Н.Г.) подготовить отчёт.\n"
        "2. Руководителям школ, начальникам отделов представить планы.\n"
        "3. Утвердить план.\n4. Поручить Чернову П.К. подготовить справку.\n"
        "5. Специалисту управления (Вольской Г.Г.) собрать отчёты.\n"
    )
    assert [(p.responsible, p.persons) for p in document.order_points] == [
        (("Отдел общего образования",), ("Стрельцова Н.Г.",)),
        (("Руководители школ", "начальники отделов"), ()),
        ((), ()),
        (("Чернов П.К.",), ("Чернов П.К.",)),
        (("Специалист управления",), ("Вольская Г.Г.",)),
    ]


def test_the_controller_in_the_nominative() -> None:
    document = parse(
        "1. Контроль за исполнением приказа возложить на заместителя начальника управления Рябинину О.В.\n"
    )
    assert document.controllers == ("заместитель начальника управления Рябинина О.В.",)
    assert document.order_points[0].responsible == document.controllers
    assert document.aliases[document.controllers[0]] == document.controllers[0]


def test_control_kept_by_the_signatory() -> None:
    document = parse("1. Утвердить план.\n2. Контроль за исполнением приказа оставляю за собой.\n")
    assert document.controllers == ("начальник управления Громов А.В.",)


def test_a_point_over_several_lines_and_what_follows_the_signature() -> None:
    document = parse("1. Утвердить план\nмероприятий района.\n")
    assert [p.text for p in document.order_points] == ["Утвердить план мероприятий района."]
    assert document.signatory == "А.В. Громов, Начальник управления"
    assert document.distribution == ("в дело", "школам", "МКУ ЦРО")


def test_terms_and_executors_named_as_such() -> None:
    document = parse_text(
        "Протокол совещания\n\n1. Провести ревизию фонда.\nСрок: до 1 июля 2025 г.\n"
        "Ответственный: библиотекарь\n",
        "a.txt",
    )
    [point] = document.order_points
    assert point.responsible == ("библиотекарь",)
    assert [s.due_on for t in point.terms for s in t.spans] == [date(2025, 7, 1)]


def test_the_order_against_its_table() -> None:
    document = parse(
        "1. МКУ ЦРО провести мониторинг качества подготовки учителей в школах района с 15.04.2025 "
        "г. по 10.05.2025 г.\n",
        TABLE,
    )
    assert [(p.code, p.sentence) for p in telling(document)] == [
        ("order_against_table", "В пункте 1 приказа срок 15.04.2025–10.05.2025, в строке 1 — «апрель».")
    ]


def test_points_above_a_plan_need_no_word_of_command() -> None:
    document = parse_text(
        "РАСПОРЯЖЕНИЕ\n\nот 12.02.2025 № 31\n\nО плане\n\n1. Утвердить план.\n"
        "2. Отделу кадров до 1 марта 2025 г. собрать заявки.\n\nГлава округа   П. Ветров\n" + TABLE,
        "a.txt",
    )
    assert [(p.effective_number, p.responsible) for p in document.order_points] == [
        ("1", ()), ("2", ("Отдел кадров",)),
    ]  # fmt: skip
    assert (document.signatory, len(document.rows)) == ("П. Ветров, Глава округа", 1)


def test_the_title_of_a_plan_ends_the_points_of_an_unsigned_order() -> None:
    document = parse_text(
        "РАСПОРЯЖЕНИЕ\n\nот 12.02.2025 № 31\n\nМОСКВА\n\n1. Утвердить план.\n\n2. Отделу кадров начать.\n"
        + TABLE,
        "a.txt",
    )
    assert [p.text for p in document.order_points] == ["Утвердить план.", "Отделу кадров начать."]
    assert document.place_name == "МОСКВА"


def test_parts_of_a_plan_are_no_points_of_an_order() -> None:
    document = parse_text("План на 2025 год\n\n1. Общие положения\n\nО плане.\n" + TABLE, "a.txt")
    assert (document.order_points, len(document.rows)) == ((), 1)


def test_replaced_words_set_no_deadline_and_name_nobody() -> None:
    document = parse(
        "1. Внести в план, утверждённый приказом от 10.01.2024 № 5, изменения:\n"
        "1) в строке 1.2 слова «до 1 мая 2025 года» заменить словами «до 1 июля 2025 года»;\n"
        "2) строку 2.3 признать утратившей силу.\n2. Признать утратившей силу строку 3.1 плана.\n"
    )
    assert [(p.effective_number, p.responsible, p.terms) for p in document.order_points] == [
        (number, (), ()) for number in ("1", "1.1", "1.2", "2")
    ]
    assert document.amendments.dropped == ("2.3", "3.1")
    assert [(c.number, c.before, c.after) for c in document.amendments.reworded] == [
        ("1.2", "до 1 мая 2025 года", "до 1 июля 2025 года")
    ]


def test_a_new_wording_is_a_task_of_whom_it_names() -> None:
    document = parse(
        "1. Внести в приказ от 10.01.2024 № 5 изменения:\n1.1. пункт 4 изложить в следующей редакции:\n"
        "«4. МБУ «Центр» (Лунина А.Б.):\n4.1. провести опрос до 15 мая 2025 года;\n4.2. сдать отчёт.»;\n"
        "1.2. приложение изложить в новой редакции.\n"
    )
    assert [(p.effective_number, p.responsible) for p in document.order_points] == [
        ("1", ()), ("1.1", ("МБУ «Центр»",)), ("1.2", ()),
    ]  # fmt: skip
    assert spans(document, "1.1") == [DateSpan(None, date(2025, 5, 15))]


def test_adverbs_and_objects_name_nobody() -> None:
    document = parse(
        "1. Далее представлять отчёты.\n2. Следующее заседание группы провести в апреле.\n"
        "3. По итогам года направить справку.\n4. Рабочую группу созвать.\n5. Плановому отделу начать.\n"
    )
    assert [p.responsible for p in document.order_points] == [(), (), (), (), ("Плановый отдел",)]


def test_what_is_enumerated_inside_one_name() -> None:
    document = parse(
        "1. Отделу дошкольного, общего и дополнительного образования начать.\n"
        "2. Руководителям школ, колледжей и техникумов начать.\n3. Управлениям, отделам, центрам начать.\n"
    )
    assert [p.responsible for p in document.order_points] == [
        ("Отдел дошкольного, общего и дополнительного образования",),
        ("Руководители школ, колледжей и техникумов",),
        ("Управления", "отделы", "центры"),
    ]


def test_several_controllers() -> None:
    control = "1. Контроль за исполнением приказа возложить на "
    both = ("заместитель директора Фролов Д.Е.", "начальник отдела Рябова С.К.")
    for joint in (" и ", ", "):
        document = parse(f"{control}заместителя директора Фролова Д.Е.{joint}начальника отдела Рябову С.К.\n")
        assert document.controllers == document.order_points[0].responsible == both
    behind = parse(f"{control}Фролова Д.Е., директора, и Лунину А.Б., методиста.\n")
    assert behind.controllers == ("Фролов Д.Е., директор", "Лунина А.Б., методист")


def test_who_answers_is_not_who_controls() -> None:
    document = parse(
        "1. Ответственность за исполнение пункта 2 возложить на Орлову М.В., контроль за исполнением приказа "
        "в целом – на консультанта Жукову С.И.\n"
        "2. Отделу контроля провести проверку – на основании плана.\n"
    )
    assert document.controllers == ("консультант Жукова С.И.",)
    assert [p.responsible for p in document.order_points] == [("Орлова М.В.",), ("Отдел контроля",)]


def test_who_is_appointed_has_the_post_that_stands_before_the_name() -> None:
    document = parse(
        "1. Назначить ответственной за опрос Орлову М.В.\n"
        "2. Назначить ответственным за ход опроса главного специалиста управления Лунина А.Б.\n"
    )
    assert [p.responsible for p in document.order_points] == [
        ("Орлова М.В.",), ("главный специалист управления Лунин А.Б.",),
    ]  # fmt: skip


def test_how_often_a_thing_is_done_is_no_part_of_who_does_it() -> None:
    (point,) = parse(
        "1. Отделу ЖКХ (Рыбаков О.Л.) еженедельно, по пятницам, направлять сводку.\n"
    ).order_points
    assert point.responsible == ("Отдел ЖКХ",)
    assert [term.raw for term in point.terms] == ["еженедельно, по пятницам"]
