"""Cells with executors -> names in roles: separators, aliases, suspected misprints. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from models.values import fold, unique
from roadmaps.abbreviations import (
    LEGAL_FORM,
    canonical_abbreviations,
    core_of,
    edit_distance_is_one,
    short_name_of,
)
from roadmaps.persons import FULL_NAME, PERSON, find_persons

_CLAUSE = re.compile(
    r"(?:осуществляющ|обеспечивающ|реализующ|подведомственн|которы|имеющ|являющ|участвующ|отвечающ|курирующ|расположенн|"
    r"ответственн\w+ за|назначенн|в том числе|в т\.? ?ч|включая|находящ)",
    re.IGNORECASE,
)
_REMARK = re.compile(
    r"\((?:по согласованию|по договор[её]нности|при необходимости|далее[^)]*)\)", re.IGNORECASE
)
_SHORTENED = (
    (re.compile(r"\bзам\.\s*(?=\w)|\bзам\s+(?=[а-я])", re.IGNORECASE), "заместитель "),
    (re.compile(r"\bнач\.\s*", re.IGNORECASE), "начальник "),
    (re.compile(r"\bгл\.\s*(?=спец)", re.IGNORECASE), "главный "),
    (re.compile(r"\bвед\.\s*(?=спец)", re.IGNORECASE), "ведущий "),
    (re.compile(r"\bрук\.\s*", re.IGNORECASE), "руководитель "),
)
_POSTS = (
    "директор заместитель заместители начальник начальники руководитель руководители специалист специалисты "
    "методист методисты педагог педагоги тьютор тьюторы наставник наставники куратор кураторы координатор "
    "координаторы заведующий заведующая заведующие председатель секретарь консультант инспектор советник "
    "учитель воспитатель воспитатели психолог психологи логопед логопеды глава главы ректор проректор "
    "министр член члены"
)
_OFFICES = "министерство департамент комитет администрация отдел органы"
_POST_STARTS = frozenset(_POSTS.split())
# Of one person, so that they may stand behind a name.
_ONES_POSTS = frozenset(post for post in _POST_STARTS if not post.endswith(("и", "ы", "щие")))
_STARTS = frozenset([*_POST_STARTS, *_OFFICES.split()])
_AMBIGUOUS = frozenset(["главы", "член"])
_BULLET = re.compile(r"(?:^|\s)[•▪●◦]\s*")
_ITEM = re.compile(r"(?:^|(?<!№)\s)\d{1,2}[.)]\s+(?=[^\W\d])")  # "1) школы 2) отдел": lists that Word numbers
_ADJECTIVE = re.compile(r"[а-яё-]+(?:ый|ий|ой|ая|яя|ое|ее|ые|ие)", re.IGNORECASE)
_JOINER_WORDS = "и или в на с по при за от для о об из к до со"
_JOINERS = frozenset(_JOINER_WORDS.split())
_CAPITALS = re.compile(r"[А-ЯЁA-Z]{2,}[А-ЯЁа-яA-Z]*")
_ORGANISATION = re.compile(
    r"(?:министерств|управлени|департамент|комитет|администраци|отдел|центр|институт)", re.IGNORECASE
)


@dataclass(frozen=True)
class PartyReading:
    """The names of one cell. ``misprints``: (as written, as understood); ``unseparated``: no separators."""

    responsible: tuple[str, ...]
    co_responsible: tuple[str, ...] = ()
    misprints: tuple[tuple[str, str], ...] = ()
    unseparated: bool = False


class PartyBook:
    """The names that one document uses, learned from its cells and its own definitions.

    ``aliases`` maps every variant met to the canonical name.
    """

    def __init__(
        self, cells: Iterable[str], abbreviations: Mapping[str, str], mentions: Iterable[str] = ()
    ) -> None:
        self.aliases: dict[str, str] = {}
        self._defined = dict(abbreviations)
        self._readings: dict[tuple[str, bool], PartyReading] = {}
        segments: Counter[str] = Counter()
        for cell, count in Counter(cells).items():
            segments.update(dict.fromkeys(_pieces_of(cell), count))
        self._lexicon = _learn_names(segments)
        self._known = frozenset(map(fold, self._lexicon))
        self._spelling = _choose_spellings(self._lexicon)
        self._canonical = self._canonicals(mentions)
        self._capitals = self._known_capitals(mentions)

    def read_cell(self, cell: str, co_executors_after_slash: bool = False) -> PartyReading:
        """Names in roles; ``co_executors_after_slash``: what follows the first slash is co-responsible."""
        key = (cell, co_executors_after_slash)
        if key not in self._readings:
            self._readings[key] = self._read_cell(cell, co_executors_after_slash)
        return self._readings[key]

    def _read_cell(self, cell: str, co_executors_after_slash: bool) -> PartyReading:
        main, _, rest = _split_slash(cell) if co_executors_after_slash else (cell, "", "")
        misprints: list[tuple[str, str]] = []
        unseparated = False
        roles: list[tuple[str, ...]] = []
        for part in (main, rest):
            pieces = _pieces_of(part)
            names = [name for piece in pieces for name in _peel(piece, self._known)]
            unseparated |= len(names) > len(_printed_pieces(part))
            roles.append(unique(self.canonical(name, misprints) for name in names))
        co_responsible = tuple(name for name in roles[1] if name not in roles[0])
        return PartyReading(roles[0], co_responsible, unique_pairs(misprints), unseparated)

    def canonical(self, name: str, misprints: list[tuple[str, str]] | None = None) -> str:
        """The canonical name of one party; a name within one letter of a known one is noted as a misprint."""
        key = fold(name)
        found = self._canonical.get(key) or self._by_full_name(name)
        if found is None:
            found = self._respell(name)
            if found is not None and misprints is not None:
                misprints.append((name, found))
        elif misprints is not None and self._is_misspelled_definition(name, found):
            misprints.append((name, found))
        found = found or self._spelling.get(key, name)
        self.aliases[name] = found
        self.aliases.setdefault(found, found)
        return found

    def note(self, name: str) -> str:
        """Remember a name that is canonical as it stands, such as a controller's."""
        self.aliases.setdefault(name, name)
        return name

    def _is_misspelled_definition(self, name: str, found: str) -> bool:
        first, second = fold(name).split(), fold(found).split()
        return len(first) == len(second) and any(
            len(a) >= 4 and edit_distance_is_one(a, b) for a, b in zip(first, second, strict=True)
        ) and name in self._defined  # fmt: skip

    def _canonicals(self, mentions: Iterable[str]) -> dict[str, str]:
        """Folded variant -> canonical name, from definitions, derived acronyms and bare posts."""
        chosen = canonical_abbreviations(self._defined)
        table = {fold(short): canonical for short, canonical in chosen.items()}
        self._cores = {core_of(full): chosen[short] for short, full in self._defined.items()}
        for full in self._lexicon:
            if fold(full) not in table and len(full.split()) > 2:
                self._add_acronym(full, table)
        self._add_bare_posts(table)
        self._add_bare_persons(table)
        return table

    def _add_acronym(self, full: str, table: dict[str, str]) -> None:
        """ПСП is "профессиональные сообщества педагогов" where both are names; the full one stands."""
        for short in self._spelling:
            if (
                short in short_name_of(full)
                and len(short.split()[-1]) >= 3
                and short not in table
                and short != fold(full)
            ):
                table[short] = self._spelling[fold(full)]

    def _add_bare_posts(self, table: dict[str, str]) -> None:
        """ "специалисты" is "специалисты КМЦ" where no other office has specialists in this document."""
        longer: dict[str, set[str]] = {}
        for key, name in self._spelling.items():
            head, _, last = name.rpartition(" ")
            if (
                head
                and _CAPITALS.fullmatch(last)
                and fold(head).split()[0] in _POST_STARTS | {"ответственный"}
            ):
                longer.setdefault(fold(head), set()).add(key)
        for bare, keys in longer.items():
            if len(keys) == 1 and bare in self._spelling and bare not in table:
                table[bare] = self._spelling[next(iter(keys))]

    def _add_bare_persons(self, table: dict[str, str]) -> None:
        """ "Лунина А.С." is "Лунина А.С., методист" where nobody else of that name has a post here."""
        longer: dict[str, list[str]] = {}
        for name in self._spelling.values():
            persons = find_persons(name)
            if len(persons) == 1 and fold(name) != fold(persons[0]) and "(" not in name:
                longer.setdefault(fold(persons[0]), []).append(name)
        for bare, names in longer.items():
            if len(names) == 1 and bare in self._spelling and bare not in table:
                table[bare] = names[0]

    def _by_full_name(self, name: str) -> str | None:
        if "«" in name and core_of(name) in self._cores:
            return self._cores[core_of(name)]
        return self._cores.get(fold(name))

    def _known_capitals(self, mentions: Iterable[str]) -> dict[str, str]:
        """Names that a misprint may be of: defined ones, and those used at least twice."""
        known = {fold(name): name for name in canonical_abbreviations(self._defined).values()}
        for name in mentions:
            known.setdefault(fold(name), name)
        for key, name in self._spelling.items():
            if self._lexicon[name] > 1 and key not in self._canonical:
                known.setdefault(key, name)
        return known

    def _respell(self, name: str) -> str | None:
        """The one known name that differs in one letter of one acronym of four letters or more."""
        if fold(name) in self._capitals:
            return None
        mine = name.split()
        found = set()
        for other in self._capitals.values():
            theirs = other.split()
            if len(theirs) != len(mine):
                continue
            different = [(a, b) for a, b in zip(mine, theirs, strict=True) if fold(a) != fold(b)]
            if len(different) == 1 and _is_misprint(*different[0]):
                found.add(other)
        return found.pop() if len(found) == 1 else None


def _is_misprint(written: str, known: str) -> bool:
    both_capitals = all(_CAPITALS.fullmatch(word) and len(word) >= 4 for word in (written, known))
    return both_capitals and edit_distance_is_one(fold(written), fold(known))


def unique_pairs(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The pairs once each, in their order."""
    return tuple(dict.fromkeys(pairs))


def _split_slash(cell: str) -> tuple[str, str, str]:
    """At the first slash outside of brackets and quotation marks; "и/или" is no separator."""
    depth = 0
    for index, char in enumerate(cell):
        depth += (char in "(«") - (char in ")»")
        if char == "/" and depth <= 0 and cell[max(0, index - 1) : index + 4].lower() != "и/или":
            return cell[:index], "/", cell[index + 1 :]
    return cell, "", ""


def _printed_pieces(cell: str) -> list[str]:
    """The pieces between printed separators, clauses kept with the name they explain."""
    text = _BULLET.sub("; ", _REMARK.sub(" ", cell))
    if _ITEM.match(text):
        text = _ITEM.sub("; ", text)
    for pattern, full in _SHORTENED:
        text = pattern.sub(full, text)
    pieces: list[str] = []
    for piece in _split_outside_marks(text):
        piece = _strip_marks(piece)
        if not piece:
            continue
        if pieces and _belongs_to_previous(piece, pieces[-1]):
            pieces[-1] += ", " + piece
        else:
            pieces.append(piece)
    return pieces


def _strip_marks(piece: str) -> str:
    """Marks around a name go; the full stop of initials and of "г." stays."""
    piece = " ".join(piece.split()).lstrip(" .,;:-–—•").rstrip(" ,;:-–—")
    return piece if re.search(r"[А-ЯЁ]\.$", piece) else piece.rstrip(" .,;:-–—")


def _split_outside_marks(text: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for index, char in enumerate(text):
        depth = max(0, depth + (char in "(«") - (char in ")»"))
        is_slash = char == "/" and text[max(0, index - 1) : index + 4].lower() != "и/или"
        if depth == 0 and (char in ",;\n" or is_slash):
            parts.append(text[start:index])
            start = index + 1
    return [*parts, text[start:]]


def _belongs_to_previous(piece: str, previous: str) -> bool:
    if _CLAUSE.match(piece):
        return True
    # "Иванова И.И., начальник отдела": a person and then the post.
    if not (PERSON.fullmatch(previous) or FULL_NAME.fullmatch(previous)) or find_persons(piece):
        return False
    return next((word for word in piece.lower().split() if not _ADJECTIVE.fullmatch(word)), "") in _ONES_POSTS


def _pieces_of(cell: str) -> list[str]:
    return [part for piece in _printed_pieces(cell) for part in _split_at_starts(piece)]


def _split_at_starts(piece: str) -> list[str]:
    """Where a name plainly begins inside a piece: a legal form after an office, a post in the nominative."""
    words = piece.split()
    parts: list[list[str]] = [[]]
    depth = 0
    for index, word in enumerate(words):
        if index and depth == 0 and _starts_name(word, words[index - 1], parts[-1]):
            parts.append([])
        parts[-1].append(word)
        depth = max(0, depth + word.count("«") + word.count("(") - word.count("»") - word.count(")"))
    return [" ".join(part) for part in parts]


def _starts_name(word: str, before: str, so_far: list[str]) -> bool:
    low = word.lower().strip("«»(),.")
    if before.lower() in _JOINERS or before[-1] in ",–—-" or _ADJECTIVE.fullmatch(before):
        return False
    office_so_far = (
        bool(so_far) and (_ORGANISATION.match(so_far[0]) or LEGAL_FORM.fullmatch(so_far[0])) is not None
    )
    if LEGAL_FORM.fullmatch(word) and len(word) > 2:
        return office_so_far and not LEGAL_FORM.fullmatch(before)
    if word in ("Управление", "Министерство", "Департамент", "Комитет", "Администрация"):
        return True
    return low in _STARTS - _AMBIGUOUS and (word[0].islower() or bool(so_far))


def _learn_names(segments: Counter[str]) -> Counter[str]:
    """Names that stand alone somewhere tell how to divide those that ran together."""
    names = segments
    for _ in range(3):
        known = frozenset(map(fold, names))
        divided: Counter[str] = Counter()
        for name, count in names.items():
            for part in _peel(name, known):
                divided[part] += count
        if divided.keys() == names.keys():
            break
        names = divided
    return names


def _peel(name: str, known: Collection[str]) -> list[str]:
    """Known names (folded) taken off the beginning and the end of a longer piece."""
    words = name.split()
    for size in range(len(words) - 1, 0, -1):
        head, tail = " ".join(words[:size]), " ".join(words[size:])
        if fold(head) in known and _begins_name(tail, head):
            return [head, *_peel(tail, known)]
    for size in range(len(words) - 1, 0, -1):
        head, tail = " ".join(words[:-size]), " ".join(words[-size:])
        if fold(tail) in known and _begins_name(tail, head) and not _ADJECTIVE.fullmatch(words[-size - 1]):
            return [*_peel(head, known), tail]
    return [name]


def _begins_name(tail: str, head: str) -> bool:
    """``tail`` can stand as a name of its own after ``head``."""
    first = tail.split()[0]
    if head.endswith(",") or head.split()[-1].lower() in _JOINERS or head.count("«") != head.count("»"):
        return False
    is_post = head.split()[0].lower() in _POST_STARTS or _ADJECTIVE.fullmatch(head.split()[0]) is not None
    if _CAPITALS.match(first):
        return not is_post and len(tail.split()) > 1
    return bool(_ADJECTIVE.fullmatch(first) and len(tail.split()) > 1) or first.lower() in _STARTS


def _choose_spellings(names: Counter[str]) -> dict[str, str]:
    """Folded name -> the spelling used most; small letters win a tie."""
    best: dict[str, str] = {}
    for name, count in names.items():
        key = fold(name)
        other = best.get(key)
        if other is None or (count, name[0].islower()) > (names[other], other[0].islower()):
            best[key] = name
    for key, name in best.items():
        if name.split()[0].lower() in _POST_STARTS:
            best[key] = name[0].lower() + name[1:]
    return best


def match_party(name: str, known: Mapping[str, str]) -> str | None:
    """The canonical name that a person meant, among ``known`` (variant -> canonical); None where unclear.

    An exact name first, then an alias, then the one name that holds the same surname with initials.
    """
    key = fold(name)
    for canonical in known.values():
        if fold(canonical) == key:
            return canonical
    for variant, canonical in known.items():
        if fold(variant) == key:
            return canonical
    wanted = {fold(person) for person in find_persons(name)}
    if not wanted:
        return None
    holders = {
        c for v, c in known.items() if wanted & {fold(p) for p in (*find_persons(v), *find_persons(c))}
    }
    return holders.pop() if len(holders) == 1 else None
