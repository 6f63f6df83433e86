"""What monitorings ask, and what is recommended after them: sets in versions, each with its library."""

from __future__ import annotations

import tempfile
from datetime import datetime
from hashlib import sha256
from pathlib import Path as FilePath
from typing import Annotated

from fastapi import File, Form, Response, UploadFile
from pydantic import BaseModel, Field
from sqlmodel import Session

from flows.evidence import bare_name
from flows.question_sets import read_questions
from models.database import open_reading, open_session
from models.errors import UnknownThingError
from models.language import SOURCE, speaking
from models.round import IndicatorSet
from roadmaps.rounds.library_sheets import read_library_words, write_library_words
from roadmaps.rounds.set_sheets import SetWords, read_words, write_words
from roadmaps.rounds.values import QuestionSet
from roadmaps.store.rounds.library import load_library, mark_library, store_library
from roadmaps.store.rounds.sets import list_sets, load_set, store_set
from sroki.web.access import CallerOf, HouseOf
from sroki.web.api.enforcing import make_router
from sroki.web.api.failures import ApiError
from sroki.web.api.once import OnceOf
from sroki.web.api.paging import PageOf, TurnOf
from sroki.web.api.values import Id, Incoming, LongWords, MaybeWords, Words
from sroki.web.rules import Rule, ruled

router = make_router("Показатели мониторингов")


class SetOut(BaseModel):
    """Версия набора показателей."""

    id: int
    name: str
    version: int
    indicators: int
    source_name: str
    made_at: datetime


class IndicatorWords(Incoming):
    """Показатель словами, как в книге Excel."""

    criterion: MaybeWords = Field("", description="Номер критерия или «1. Название»")
    code: Words
    title: Words
    kind: MaybeWords = Field("", description="да/нет; число; доля, %; выбор; текст")
    weight: MaybeWords = "1"
    rule: MaybeWords = Field("", description="«да — 100 %», «от 0 до 100», «по вариантам» …")
    choices: Annotated[list[Words], Field(default_factory=list, max_length=50)]
    unit: MaybeWords = ""
    targets: Annotated[list[Words], Field(default_factory=list, max_length=50)]
    needs_evidence: bool = False
    is_required: bool = True
    hint: MaybeWords = ""


class CriterionWords(Incoming):
    """Критерий словами."""

    code: Words
    title: Words
    weight: MaybeWords = "1"


class LevelWords(Incoming):
    """Уровень и доля баллов, с которой он начинается."""

    code: Words
    name: Words
    from_share: Words = Field(description="«40 %»")


class SetIn(Incoming):
    """Набор целиком. Изменённый становится следующей версией своего названия."""

    name: Words
    indicators: Annotated[list[IndicatorWords], Field(min_length=1, max_length=300)]
    criteria: Annotated[list[CriterionWords], Field(default_factory=list, max_length=100)]
    levels: Annotated[list[LevelWords], Field(default_factory=list, max_length=20)]


class SetWhole(BaseModel):
    """Версия набора словами: то же можно послать обратно."""

    id: int
    version: int
    set: SetIn


class RecommendationWords(Incoming):
    """Рекомендация тем, кто стоит на уровне."""

    code: MaybeWords = Field("в целом", description="Номер показателя или критерия либо «в целом»")
    level: MaybeWords = Field("любой", description="Название уровня; «любой»: всем, кроме высшего")
    text: LongWords
    term: MaybeWords = Field("", description="Срок словами, если он свой")


class LibraryIn(Incoming):
    """Все рекомендации набора: встают на место прежних."""

    recommendations: Annotated[list[RecommendationWords], Field(max_length=5_000)]
    mark: Words | None = Field(None, description="Из прочитанного: если их тем временем изменили, будет 409")


class LibraryOut(BaseModel):
    """Все рекомендации набора в порядке писем."""

    recommendations: list[RecommendationWords]
    mark: str = Field(description="Короткое имя этих самых текстов")


@router.get("/indicator-sets", summary="Наборы показателей")
@ruled(Rule.COORDINATE)
def list_versions(house: HouseOf, turn: TurnOf) -> PageOf[SetOut]:
    """All versions of all sets, in the order of their numbers."""
    turn.check(int)
    with open_reading(house.engine) as session:
        shown = [_show(row) for row in list_sets(session)]
    rows, following = turn.cut(shown, lambda row: (row.id,))
    return PageOf[SetOut](items=list(rows), next=following)


@router.get("/indicator-sets/{set_id}", summary="Версия набора целиком")
@ruled(Rule.COORDINATE)
def show_one(set_id: Id, house: HouseOf) -> SetWhole:
    """In the words of the workbook, which are Russian in every language: they are read back."""
    with open_reading(house.engine) as session:
        questions = _find(session, set_id)
    with speaking(SOURCE):
        return SetWhole(id=set_id, version=questions.version, set=_write(write_words(questions)))


@router.post("/indicator-sets", status_code=201, summary="Ввести набор", response_model=SetOut)
@ruled(Rule.COORDINATE)
def add_one(body: SetIn, caller: CallerOf, house: HouseOf, once: OnceOf) -> Response:
    """The next version of its name; the same content again is the same version."""

    def make(session: Session) -> SetOut:
        questions = read_words(_read(body), "тело запроса")
        return _store(session, questions, "", house.clock(), caller.actor)

    return once.make(body, make)


@router.post(
    "/indicator-sets/import", status_code=201, summary="Ввести набор из файла", response_model=SetOut
)
@ruled(Rule.COORDINATE)
def import_one(
    caller: CallerOf,
    house: HouseOf,
    once: OnceOf,
    file: Annotated[
        UploadFile, File(description="Книга xlsx или документ, в котором показатели перечислены")
    ],
    name: Annotated[Words | None, Form(description="Если оно другое, чем в файле")] = None,
) -> Response:
    """Read in a process of its own; mistakes are named by sheet and row, and nothing is stored then."""
    content = file.file.read(house.settings.upload_limit_bytes + 1)
    if len(content) > house.settings.upload_limit_bytes:
        raise ApiError(413)
    file_name = bare_name(file.filename)

    def prepare() -> QuestionSet:
        with tempfile.TemporaryDirectory(prefix="sroki-set-") as folder:
            path = FilePath(folder) / (file_name.encode()[:200].decode("utf-8", "ignore") or "document")
            path.write_bytes(content)
            return read_questions(path, name or "")

    def make(session: Session, questions: QuestionSet) -> SetOut:
        return _store(session, questions, file_name, house.clock(), caller.actor)

    said = {"sha256": sha256(content).hexdigest(), "name": name}
    return once.make_prepared(said, prepare, make)


@router.get("/indicator-sets/{set_id}/recommendations", summary="Рекомендации для писем")
@ruled(Rule.COORDINATE)
def show_library(set_id: Id, house: HouseOf) -> LibraryOut:
    """One library for all versions of a set."""
    with open_reading(house.engine) as session:
        return _show_library(session, _find(session, set_id))


@router.put("/indicator-sets/{set_id}/recommendations", summary="Задать рекомендации для писем")
@ruled(Rule.COORDINATE)
def set_library(set_id: Id, body: LibraryIn, caller: CallerOf, house: HouseOf) -> LibraryOut:
    """Letters that are drafted already stay as they are."""
    rows = [(one.code, one.level, one.text, one.term) for one in body.recommendations]
    with open_session(house.engine) as session:
        questions = _find(session, set_id)
        texts = read_library_words(questions, rows, "тело запроса")
        store_library(session, questions.name, texts, house.clock(), caller.actor, body.mark)
        session.flush()
        return _show_library(session, questions)


def _find(session: Session, set_id: int) -> QuestionSet:
    if session.get(IndicatorSet, set_id) is None:
        raise UnknownThingError("Такого набора показателей нет.")
    return load_set(session, set_id)


def _store(session: Session, questions: QuestionSet, source: str, at: datetime, actor: str) -> SetOut:
    set_id = store_set(session, questions, source, at, actor)
    return _show(session.get_one(IndicatorSet, set_id))


def _show(row: IndicatorSet) -> SetOut:
    return SetOut(
        id=row.id or 0,
        name=row.name,
        version=row.version,
        indicators=len(row.content["indicators"]),
        source_name=row.source_name,
        made_at=row.made_at,
    )


def _show_library(session: Session, questions: QuestionSet) -> LibraryOut:
    library = load_library(session, questions.name)
    words = write_library_words(questions, library)
    return LibraryOut.model_construct(
        recommendations=[
            RecommendationWords.model_construct(code=code, level=level, text=text, term=term)
            for code, level, text, term in words
        ],
        mark=mark_library(library),
    )


def _read(body: SetIn) -> SetWords:
    return SetWords(
        body.name,
        1,
        tuple(
            (
                one.criterion, one.code, one.title, one.kind, one.weight, one.rule, "\n".join(one.choices),
                one.unit, "\n".join(one.targets), _flag(one.needs_evidence), _flag(one.is_required), one.hint,
            )
            for one in body.indicators
        ),
        tuple((one.code, one.title, one.weight) for one in body.criteria),
        tuple((one.code, one.name, one.from_share) for one in body.levels),
    )  # fmt: skip


def _write(words: SetWords) -> SetIn:
    """Without validation: what was stored before a limit was set is shown all the same."""
    return SetIn.model_construct(
        name=words.name,
        indicators=[
            IndicatorWords.model_construct(
                criterion=criterion,
                code=code,
                title=title,
                kind=kind,
                weight=weight,
                rule=rule,
                choices=choices.split("\n") if choices else [],
                unit=unit,
                targets=targets.split("\n") if targets else [],
                needs_evidence=evidence == "да",
                is_required=required == "да",
                hint=hint,
            )
            for (
                criterion, code, title, kind, weight, rule, choices, unit, targets, evidence, required, hint
            ) in words.indicators
        ],
        criteria=[CriterionWords.model_construct(code=c, title=t, weight=w) for c, t, w in words.criteria],
        levels=[LevelWords.model_construct(code=c, name=n, from_share=s) for c, n, s in words.levels],
    )  # fmt: skip


def _flag(value: bool) -> str:
    return "да" if value else "нет"
