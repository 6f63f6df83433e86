"""The English catalogue of mail covers what the templates of mails say, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from models.language import find_translation
from spoken import counted_nouns, templates
from template_pieces import counted_in, mail_pieces, mail_templates

CATALOGUES = Path(__file__).parents[2] / "models" / "locale" / "en"


def entries(names: str) -> list[Message]:
    found: list[Message] = []
    for path in sorted(CATALOGUES.glob(names)):
        with path.open("rb") as file:
            found += [message for message in read_po(file) if message.id]
    return found


def nouns(names: str) -> set[tuple[str, str]]:
    return {(message.id[0], message.id[1]) for message in entries(names) if isinstance(message.id, tuple)}


def counted_in_mails() -> set[tuple[str, str]]:
    """Also by the English of their pieces, which count where the Russian does not."""
    english = (str(message.string) for message in entries("mail.po") if isinstance(message.id, str))
    return counted_in(mail_templates().values()) | counted_in(english)


def is_said_in_english(name: str, text: str) -> bool:
    """By itself, or as a string within pieces whose English has other words in its place."""
    if find_translation("en", text, name):
        return True
    quoted = re.compile(rf"""(["']){re.escape(text)}\1""")
    around = [other for at, other in mail_pieces() if at == name and quoted.search(other)]
    return bool(around) and all(find_translation("en", other, name) for other in around)


def test_every_piece_of_a_mail_is_in_the_catalogue() -> None:
    assert sorted(piece for piece in mail_pieces() if not is_said_in_english(*piece)) == []
    assert counted_in_mails() <= nouns("*.po")


def test_no_entry_is_unused() -> None:
    said = {("", text) for text in templates()} | {("", text) for _, text in mail_pieces()} | mail_pieces()
    texts = [(m.context or "", m.id) for m in entries("mail.po") if isinstance(m.id, str)]
    assert [entry for entry in texts if entry not in said] == []
    assert nouns("mail.po") <= counted_in_mails() | counted_nouns()
