"""Files become sets of indicators and libraries of recommendations, and these become files again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlmodel import Session

from flows.house import House
from flows.reporting import write_whole
from models.database import open_reading, open_session
from models.errors import CallerError
from roadmaps.documents import read_document
from roadmaps.parsed import ParsedDocument
from roadmaps.readers import Sheet, load_file
from roadmaps.rounds.importing import gather_questions
from roadmaps.rounds.library_sheets import read_library, write_library
from roadmaps.rounds.recommending import LibraryText, gather_recommendations
from roadmaps.rounds.set_sheets import read_set_sheets, write_set_sheets
from roadmaps.rounds.values import QuestionSet
from roadmaps.sandbox import read_sheets_apart
from roadmaps.store.rounds.library import load_library, store_library
from roadmaps.store.rounds.sets import find_set, list_sets, load_set, store_set


@dataclass(frozen=True)
class StoredSet:
    """The version that a file became; ``is_new`` False where it says what the newest version says."""

    id: int
    questions: QuestionSet
    is_new: bool


@dataclass(frozen=True)
class StoredLibrary:
    """The library of a set after an import. ``left_out``: texts whose indicator the set does not have."""

    set_name: str
    texts: int
    is_changed: bool
    left_out: tuple[LibraryText, ...] = ()


def import_questions(house: House, path: Path, name: str, at: datetime, actor: str) -> StoredSet:
    """The set in a workbook of ours or in a document, stored as the next version of its name.

    UnreadableFileError, or SeveralMistakesError with sheet and row of each cell; then nothing is stored.
    """
    questions = read_questions(path, name)
    with open_session(house.engine) as session:
        known = {row.id for row in list_sets(session)}
        id_ = store_set(session, questions, path.name, at, actor)
        return StoredSet(id_, load_set(session, id_), id_ not in known)


def read_questions(path: Path, name: str) -> QuestionSet:
    """The set in a workbook of ours or in a document, by its own name or by this one; nothing is stored."""
    name = " ".join(name.split())
    if is_workbook(path):
        return read_set_sheets(read_sheets(path), path.name, name)
    return gather_questions(read_document(path), name)


def export_questions(house: House, name: str, path: Path, at: datetime) -> QuestionSet:
    """Write a version of a set as a workbook that ``import_questions`` reads."""
    with open_reading(house.engine) as session:
        questions = load_set(session, find_set(session, name).id or 0)
    write_whole(path, write_set_sheets(questions, at))
    return questions


def import_recommendations(house: House, path: Path, name: str, at: datetime, actor: str) -> StoredLibrary:
    """A workbook is the whole library of a set from now on; what a letter recommends is added to it."""
    file = _read_file(path)
    with open_session(house.engine) as session:
        questions = _find_questions(session, name)
        texts, left_out = _make_library(session, questions, file, path.name)
        is_changed = store_library(session, questions.name, texts, at, actor)
    return StoredLibrary(questions.name, len(texts), is_changed, left_out)


def foresee_recommendations(
    house: House, path: Path, name: str
) -> tuple[tuple[LibraryText, ...], tuple[LibraryText, ...]]:
    """The library that ``import_recommendations`` would make, and what it would leave out; nothing stored."""
    file = _read_file(path)
    with open_reading(house.engine) as session:
        return _make_library(session, _find_questions(session, name), file, path.name)


def _read_file(path: Path) -> tuple[Sheet, ...] | ParsedDocument:
    return read_sheets(path) if is_workbook(path) else read_document(path)


def _make_library(
    session: Session, questions: QuestionSet, file: tuple[Sheet, ...] | ParsedDocument, name: str
) -> tuple[tuple[LibraryText, ...], tuple[LibraryText, ...]]:
    if isinstance(file, ParsedDocument):
        return _add_letter(load_library(session, questions.name), file, questions)
    return read_library(questions, file, name), ()


def _add_letter(
    known: tuple[LibraryText, ...], document: ParsedDocument, questions: QuestionSet
) -> tuple[tuple[LibraryText, ...], tuple[LibraryText, ...]]:
    """The library with the letter's texts after it, and those that belong to nothing in the set."""
    found = gather_recommendations(document)
    if not found:
        raise CallerError("В документе «{file}» нет рекомендаций.", file=document.file)
    codes = {"", *(i.code for i in questions.indicators), *(c.code for c in questions.criteria)}
    fitting = tuple(text for text in found if text.code in codes)
    return tuple(dict.fromkeys(known + fitting)), tuple(text for text in found if text.code not in codes)


def export_recommendations(house: House, name: str, path: Path, at: datetime) -> StoredLibrary:
    """Write the library of a set as a workbook that ``import_recommendations`` reads, empty ones too."""
    with open_reading(house.engine) as session:
        questions = _find_questions(session, name)
        library = load_library(session, questions.name)
    write_whole(path, write_library(questions, library, at))
    return StoredLibrary(questions.name, len(library), False)


def _find_questions(session: Session, name: str) -> QuestionSet:
    return load_set(session, find_set(session, name).id or 0)


def is_workbook(path: Path) -> bool:
    """By its name: what else there may be inside is told by the process that reads it."""
    return path.suffix.lower() in (".xlsx", ".xltx")


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """The sheets of a workbook on disk, read apart as every hostile file is."""
    return read_sheets_apart(load_file(path), path.name)
