"""A mail that fills a shape is the mail that the templates make, whatever stands in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as some

from models.values import ActionKind, MailItem, MailRequest, Role
from notifications import messages
from notifications.shapes import MOST_LINES
from notifications.wording import Line, write_lines

Item = Callable[..., MailItem]
Request = Callable[..., MailRequest]

TODAY = date(2021, 5, 7)
KINDS = [kind for kind in ActionKind if kind is not ActionKind.CLOSE]
WORDS = some.sampled_from(
    [
        "",
        "Провести мониторинг",
        "<b>&\"'</b>",
        "{{ 7 * 7 }}",
        "\ue0000\ue001",
        "a" * 200,
        "п. 1\r\nBcc: x",
        "İß\u202e",
    ]
)
PARTIES = some.lists(WORDS, max_size=2).map(tuple)
DATES = some.none() | some.dates(date(2021, 4, 1), date(2021, 6, 30))
ITEMS = some.builds(
    MailItem,
    kind=some.sampled_from(KINDS),
    occurrence_id=some.integers(1, 4),
    roadmap=WORDS,
    task_number=WORDS,
    title=WORDS,
    raw_term=WORDS,
    opens_on=DATES,
    due_on=DATES,
    planned_on=some.just(TODAY),
    offset_days=some.just(0),
    late=some.booleans(),
    responsible=PARTIES,
    co_responsible=PARTIES,
    controller=PARTIES,
    expected_result=WORDS,
    original_due_on=DATES,
    reason=WORDS,
    asked_due_on=DATES,
    asked_reason=WORDS,
    refusal=WORDS,
    role=some.sampled_from(list(Role)),
    unreached=PARTIES,
)
REQUESTS = some.builds(
    MailRequest,
    key=some.just("digest:1:2021-05-07"),
    person_name=WORDS,
    address=some.just("a@example.org"),
    planned_on=some.just(TODAY),
    items=some.lists(ITEMS, min_size=1, max_size=5).map(tuple),
    link=some.sampled_from(["", "http://h.example/l/token", "http://h.example/?a=1&b=\"'"]),
)


def render_both_ways(request: MailRequest) -> tuple[object, object]:
    lines = write_lines(request.items, request.planned_on)
    name = messages._TEMPLATE_OF.get(messages._name_kind(request, lines), "digest")
    return messages._render(name, request, lines), render_by_templates(name, request, lines)


def render_by_templates(name: str, request: MailRequest, lines: list[Line]) -> object:
    data = messages._data_of(request)
    return messages._render_data(name, data | messages._data_of_lines(lines, request.parts, data["link"]))


@settings(max_examples=400, deadline=None)
@given(REQUESTS)
def test_filling_a_shape_and_rendering_templates_make_the_same_mail(request: MailRequest) -> None:
    filled, rendered = render_both_ways(request)
    assert filled == rendered


def test_every_template_of_lines_has_been_held_against_its_shape(
    make_item: Item, make_request: Request
) -> None:
    """Of one line and of two, in each role, with every word there is and with none that may be missing."""
    held = set()
    for kind in KINDS:
        for role in Role:
            whole = make_item(kind, role=role, late=True, reason="a", asked_due_on=TODAY, asked_reason="b")
            whole = replace(whole, unreached=("Лицей",), original_due_on=date(2021, 4, 1))
            bare = MailItem(kind, 2, "", "", "", "", None, None, TODAY, 0, False, (), (), (), role=role)
            for items in ((whole,), (bare,), (whole, bare)):
                request = make_request(*items)
                filled, rendered = render_both_ways(request)
                assert filled == rendered
                held.add(messages._name_kind(request, write_lines(items, TODAY)))
    templates = {messages._TEMPLATE_OF[kind] for kind in held}
    folder = Path(messages.__file__).parent / "templates"
    of_lines = {path.name.partition(".")[0] for path in folder.glob("*.subject.txt")}
    others = {"digest", "standing", "receipt", "invitation", "password_reset", "recommendations"}
    assert templates == of_lines - others


def test_a_long_mail_is_rendered_and_not_kept_as_a_shape(make_item: Item, make_request: Request) -> None:
    items = [make_item(ActionKind.OVERDUE, occurrence_id=number) for number in range(1, MOST_LINES + 2)]
    before = messages._shape.cache_info().currsize
    filled, rendered = render_both_ways(make_request(*items))
    assert filled == rendered
    assert messages._shape.cache_info().currsize == before
