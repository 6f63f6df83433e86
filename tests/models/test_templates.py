"""Templates in another language: what is looked up, and that nothing else of them changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined

from models import templates
from models.templates import TranslatingLoader, translate_source

ROOT = Path(__file__).parents[2]
FOLDERS = [ROOT / "sroki/web/templates", ROOT / "flows/reporting/templates", ROOT / "notifications/templates"]


def make_environment(loader: DictLoader | TranslatingLoader | None = None) -> Environment:
    return Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def pieces_of(source: str, name: str = "page.html") -> list[str]:
    found: list[str] = []
    assert translate_source(make_environment(), source, name, lambda text: found.append(text)) == source  # type: ignore[func-returns-value]
    return found


@pytest.mark.parametrize(
    ("source", "pieces"),
    [
        ("<p>Версия  {{ a.b }}\n  от {{ a.at|moment }}</p>", ["Версия {{ a.b }} от {{ a.at|moment }}"]),
        ("<p>{{ a }}</p>", []),
        ("<p>plain, 1 &nbsp;</p>", []),
        ("Да<br>нет", ["Да", "нет"]),
        ("{% if a %}Да{% else %}Нет{% endif %}", ["Да", "Нет"]),
        ("Да{# примечание #}<!-- примечание <b> -->", ["Да"]),
        ('<input title="Имя" placeholder=\'Адрес "тут"\' value="{{ a }}">', ["Имя", 'Адрес "тут"']),
        ('<a title="{% if a %}Да{% else %}Нет > да{% endif %}" b="x">ещё</a>', ["Да", "Нет > да", "ещё"]),
        ('<a{% if a %} class="b"{% endif %}{{ c }}>Да</a>', ["Да"]),
        ("<style>a { content: 'нет' }</style><script>'нет < да'</script>Да", ["Да"]),
        ("5 < 6 и да", ["5 < 6 и да"]),
        ('{{ entry("a", "Обзор", b=["Ещё"]) }}{% set x = "Да" if y else "no" %}', ["Обзор", "Ещё", "Да"]),
        (
            'Ещё {{ n|plural("срок", "срока", "сроков") }} {{ f("Да") }}',
            ['Ещё {{ n|plural("срок", "срока", "сроков") }} {{ f("Да") }}', "Да"],
        ),
        ('{{ (n + (1))|plural("срок", f("срока"), "сроков") ~ ("Да") }}', ["Да"]),
    ],
)
def test_pieces_of_markup(source: str, pieces: list[str]) -> None:
    assert pieces_of(source) == pieces


def test_pieces_of_plain_text_are_lines() -> None:
    source = "Здравствуйте, {{ name }}!\n\n{% if a %}Срок <{{ a }}>{% endif %} сегодня.\nhttp://x\n"
    assert pieces_of(source, "mail.txt") == ["Здравствуйте, {{ name }}!", "Срок <{{ a }}>", "сегодня."]


def test_a_translation_may_turn_the_words_round_and_nothing_else_changes() -> None:
    source = '<b>\n  {{ a }} из {{ b }} \n</b> <i title="Имя {{ a }}">{{ "Да" if a == 1 else \'Нет\' }}</i>'
    english = {"{{ a }} из {{ b }}": "of {{ b }}, {{ a }}", "Имя {{ a }}": "{{ a }}: name",
               "Да": 'a "yes" \\ here', "Нет": "no, it isn't"}  # fmt: skip
    assert translate_source(make_environment(), source, "page.html", english.get) == (
        '<b>\n  of {{ b }}, {{ a }} \n</b> <i title="{{ a }}: name">'
        '{{ "a \\"yes\\" \\\\ here" if a == 1 else \'no, it isn\\\'t\' }}</i>'
    )


def test_the_loader_translates_with_the_words_of_the_template_first(monkeypatch: pytest.MonkeyPatch) -> None:
    words = {("", "Да"): "Yes", ("b.html", "Да"): "Indeed & <{{ a }}>"}

    def find(lang: str, text: str, template: str) -> str | None:
        assert lang == "en"
        return words.get((template, text)) or words.get(("", text))

    monkeypatch.setattr(templates, "find_translation", find)
    sources = {"a.html": "Да, {{ a }}: {{ 'Да' }} {% include 'b.html' %}", "b.html": "<p>Да</p>"}
    environment = make_environment(TranslatingLoader(DictLoader(sources), "en"))
    page = environment.get_template("a.html").render(a="<Да>")
    assert page == "Да, &lt;Да&gt;: Yes <p>Indeed & <&lt;Да&gt;></p>", "what the catalogue lacks stays"
    assert environment.list_templates() == ["a.html", "b.html"]


@pytest.mark.parametrize(
    "path", [p for f in FOLDERS for p in sorted(f.iterdir())], ids=lambda path: path.name
)
def test_a_template_without_translations_means_the_same(path: Path) -> None:
    environment, source = make_environment(), path.read_text(encoding="utf-8")
    same = translate_source(environment, source, path.name, lambda _: None)
    assert environment.parse(same) == environment.parse(source)
