"""Letters of recommendations on paper, and their approval with the mail that carries them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from flows.house import House
from flows.papers.blocks import Block, CornerBlock, Heading, Items, PageBreak, Paper, Paragraph, Signature
from flows.papers.pdf_file import write_pdf
from flows.papers.word_file import write_docx
from models.database import open_reading, open_session
from models.errors import CallerError
from models.language import SOURCE, speaking
from models.party import Membership, Party, Person
from models.round import Round
from models.values import RecommendationMail
from notifications.messages import compose_recommendation_mail
from notifications.outbox import enqueue
from roadmaps.rounds.letter_text import group_points, is_of_criterion, say_texts, whole_texts
from roadmaps.rounds.values import QuestionSet
from roadmaps.store.rounds.letters import (
    ComingTask,
    LetterView,
    approve_letter,
    find_letter,
    foresee_tasks,
    next_place,
    questions_of,
    say_number,
)
from roadmaps.store.standing_in import load_substitution


@speaking(SOURCE)  # a paper
def make_letter_file(house: House, letter_id: int, form: str) -> tuple[bytes, str]:
    """A letter as bytes, and a file name. ``form``: docx | pdf."""
    if form not in ("docx", "pdf"):
        raise CallerError("Письмо бывает docx и pdf.")
    with open_reading(house.engine) as session:
        paper = load_paper(session, find_letter(session, letter_id))
    content = write_docx(paper) if form == "docx" else write_pdf(paper)
    return content, f"Рекомендации, письмо {letter_id}.{form}"


@speaking(SOURCE)  # a paper
def approve_and_send(
    house: House, letter_id: int, at: datetime, actor: str, revision: int | None = None
) -> int | None:
    """Approve a letter and put it into the outbox for the people of the participant, in one transaction.

    The roadmap that its recommendations became; None when it was approved before, and nothing is sent.
    ``revision`` as in ``approve_letter``.
    """
    with open_session(house.engine) as session:
        return approve_within(session, house, letter_id, at, actor, revision)


@speaking(SOURCE)  # a paper
def approve_within(
    session: Session, house: House, letter_id: int, at: datetime, actor: str, revision: int | None = None
) -> int | None:
    """``approve_and_send`` inside a transaction that holds something else too."""
    roadmap_id = approve_letter(session, letter_id, at, actor, revision)
    if roadmap_id is not None:
        _queue_mail(session, house, find_letter(session, letter_id), at)
    return roadmap_id


@dataclass(frozen=True)
class Outlook:
    """What the approval of a letter would do: its number, its tasks, the people who get it by mail."""

    letter: LetterView
    number: str
    tasks: tuple[ComingTask, ...]
    people: tuple[tuple[str, str], ...]  # name and address


def foresee_approval(session: Session, letter_ids: Sequence[int], at: datetime) -> tuple[Outlook, ...]:
    """What would follow if these letters were approved now in this order; those approved are left out."""
    found, places = [], Counter[int]()
    for letter_id in letter_ids:
        letter = find_letter(session, letter_id)
        if letter.approved_at is not None:
            continue
        round_ = session.get_one(Round, letter.round_id)
        number = letter.text.number
        if not number:
            number = say_number(round_, next_place(session, round_) + places[letter.round_id])
            places[letter.round_id] += 1
        people = tuple((person.name, person.address) for person in _people_of(session, letter.party_id, at))
        found.append(Outlook(letter, number, foresee_tasks(session, letter, at), people))
    return tuple(found)


def load_paper(session: Session, letter: LetterView) -> Paper:
    """A letter as it stands, as a paper."""
    round_ = session.get_one(Round, letter.round_id)
    organiser = session.get(Party, round_.organiser_id) if round_.organiser_id else None
    return build_letter(letter, questions_of(session, round_), organiser.name if organiser else "")


def build_letter(letter: LetterView, questions: QuestionSet, issuer: str) -> Paper:
    """The letter in the form that our reader reads back."""
    return Paper(letter.text.heading, tuple(_blocks(letter, questions, issuer)), author=issuer)


def _blocks(letter: LetterView, questions: QuestionSet, issuer: str) -> Iterator[Block]:
    text = letter.text
    if issuer:
        yield Heading(issuer.upper(), 2, "center")
    if text.issued_on:
        registered = f" № {text.number}" if text.number else ""
        yield Paragraph(f"От {text.issued_on:%d.%m.%Y} г.{registered}", "left")
    yield CornerBlock((f"Кому: {text.addressee}",))
    yield Heading(text.heading, 2, "center")
    for paragraph in text.opening:
        yield Paragraph(paragraph, indent=True)
    for number, words in enumerate(whole_texts(text), start=1):
        yield Paragraph(f"{number}. {words}.", indent=True)
    for paragraph in text.closing:
        yield Paragraph(paragraph, indent=True)
    name, _, post = text.signatory.partition(", ")
    yield Signature(post or "Руководитель", name)
    groups = group_points(text, questions)
    if groups:
        yield PageBreak()
    for heading, points in groups:
        if heading:
            yield Heading(heading, 2)
        for point in points:
            if not is_of_criterion(point, questions):
                yield Heading(f"Показатель {point.code}. «{point.title}»:", 3)
            texts = say_texts(point)
            ends = [";"] * (len(texts) - 1) + ["."]
            yield Items(tuple(words + end for words, end in zip(texts, ends, strict=True)))


def _queue_mail(session: Session, house: House, letter: LetterView, at: datetime) -> None:
    content = write_docx(load_paper(session, letter))
    for person in _people_of(session, letter.party_id, at):
        mail = RecommendationMail(
            key=f"letter:{letter.id}:{person.id}",
            person_name=person.name,
            address=person.address,
            planned_on=at.astimezone(house.settings.tzinfo).date(),
            written_at=at,
            person_id=person.id,
            party=letter.name,
            heading=letter.text.heading,
            recommendations=letter.recommendations,
            file_name=f"letter-{letter.id}.docx",
            file=content,
            language=person.language,
        )
        enqueue(session, compose_recommendation_mail(mail, sender=house.settings.mail_from), at)


def _people_of(session: Session, party_id: int, at: datetime) -> Sequence[Person]:
    """Whom a letter to a party is mailed to: the deputy in the place of whoever is away."""
    members = session.exec(select(Membership.person_id).where(Membership.party_id == party_id)).all()
    substitution = load_substitution(session)
    told = {substitution.receiver_at(number, at) for number in members}
    return session.exec(
        select(Person)
        .where(col(Person.id).in_(told), col(Person.unreachable_since_at).is_(None))
        .order_by(col(Person.id))
    ).all()
