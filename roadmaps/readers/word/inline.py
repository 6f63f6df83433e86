"""The words of a paragraph in Word: runs, fields, insertions, hidden text (ECMA-376-1, 17.3, 17.16)."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from roadmaps.readers.characters import clean_characters
from roadmaps.readers.word.names import (
    ALTERNATE,
    MATH_TEXT,
    children,
    is_on,
    number,
    pick_branch,
    switch,
    value,
    w,
)
from roadmaps.readers.word.numbering import Numbering
from roadmaps.readers.word.styles import Look, Styles
from roadmaps.readers.word.symbols import symbol_text

_GONE = frozenset(
    w(name)
    for name in (
        "del", "moveFrom", "delText", "instrText", "delInstrText", "pPr", "rPr", "sdtPr", "sdtEndPr", "rt",
        "rubyPr", "annotationRef", "footnoteReference", "endnoteReference", "footnoteRef", "endnoteRef",
        "customXmlPr", "smartTagPr", "fldData",
    )
)  # fmt: skip
_TEXTS = frozenset([w("t"), MATH_TEXT])
_RUN, _CONTROL, _BOX, _FIELD = w("r"), w("sdt"), w("txbxContent"), w("fldChar")
_PRINTED = {
    w("tab"): "\t", w("ptab"): "\t", w("cr"): "\n", w("noBreakHyphen"): "-", w("softHyphen"): "",
}  # fmt: skip
_PROPERTIES, _RUN_PROPERTIES, _SPECIAL_HIDING = w("pPr"), w("rPr"), w("specVanish")
_UNMARKING = frozenset([w("del"), w("moveFrom")])
_BREAK, _PAGE, _SYMBOL = w("br"), w("lastRenderedPageBreak"), w("sym")
_MAX_FIELDS = 40  # open at a time; Word nests twenty
_PLACEHOLDER_STYLE = "placeholder text"


@dataclass
class Words:
    """What one paragraph prints. ``label`` is its automatic number; ``text`` may hold tabs, line breaks."""

    text: str = ""
    label: str = ""
    look: Look = field(default_factory=Look)
    style: str | None = None
    page: int = 1
    page_break: bool = False  # a break stands in it, before any words or after them
    break_before: bool = False
    runs_on: bool = False  # its mark is deleted or hidden: the next paragraph goes on in the same line
    boxes: list[etree._Element] = field(default_factory=list)


class Story:
    """Reads paragraphs in their order: automatic numbers, open fields and pages depend on those before."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.styles = styles
        self.numbering = numbering
        self.page = 1
        self._fields: list[_Field] = []
        self._words = Words()
        self._pieces: list[str] = []
        self._placeholder = False
        self._has_words = False

    def read_paragraph(self, paragraph: etree._Element) -> Words:
        """The words of a ``w:p``, its automatic number counted."""
        properties = paragraph.find(_PROPERTIES)
        look = self.styles.look_of(properties)
        words = Words(look=look, style=self.styles.style_of(properties), page=self.page)
        self._words, self._pieces, self._has_words = words, [], False
        self._walk(paragraph)
        # A field whose code never ends must not swallow the rest of the document.
        if any(field.in_code for field in self._fields):
            self._fields.clear()
        words.text = clean_characters("".join(self._pieces))
        words.runs_on = self._mark_is_gone(properties, look)
        if properties is not None:
            self._note_breaks(properties, words)
        if not words.runs_on:
            words.label = self.numbering.next_label(look, words.style)
        return words

    def _mark_is_gone(self, properties: etree._Element | None, look: Look) -> bool:
        """The paragraph's mark is deleted, moved away or hidden (17.13.5.15, 17.3.2.41)."""
        mark = properties.find(_RUN_PROPERTIES) if properties is not None else None
        if mark is None:
            return bool(look.hidden)
        said = children(mark)
        if not _UNMARKING.isdisjoint(said):
            return True
        return bool(is_on(said.get(_SPECIAL_HIDING))) or self.styles.hides(said, look)

    @staticmethod
    def _note_breaks(properties: etree._Element, words: Words) -> None:
        section = properties.find(w("sectPr"))
        if switch(properties, "pageBreakBefore"):
            words.break_before = True
        if section is not None and value(section, "type") != "continuous":
            words.page_break = True

    def _walk(self, parent: etree._Element) -> None:
        for child in parent:
            tag = child.tag
            if tag == _RUN:
                self._read_run(child)
            elif tag in _TEXTS:
                self._print(child.text or "")
            elif tag in _GONE:
                continue
            elif tag == _CONTROL:
                self._read_control(child)
            elif tag == ALTERNATE:
                branch = pick_branch(child)
                if branch is not None:
                    self._walk(branch)
            elif tag == _BOX:
                self._words.boxes.append(child)
            elif tag in _PRINTED:
                self._print(_PRINTED[tag])
            else:
                self._read_mark(child)

    def _read_mark(self, element: etree._Element) -> None:
        tag = element.tag
        if tag == _FIELD:
            self._turn_field(element)
        elif tag == _BREAK:
            self._break(element)
        elif tag == _PAGE:
            self._turn_page()
        elif tag == _SYMBOL:
            self._print(symbol_text(element.get(w("font"), ""), element.get(w("char"), "")))
        else:
            self._walk(element)

    def _read_run(self, run: etree._Element) -> None:
        properties = run.find(_RUN_PROPERTIES)
        if properties is None and not self._words.look.hidden:
            self._walk(run)
        elif self.styles.hides(children(properties), self._words.look) or self._is_placeholder(properties):
            for mark in run.iter(_FIELD):  # a hidden run may open or close a field all the same
                self._turn_field(mark)
        else:
            self._walk(run)

    def _is_placeholder(self, properties: etree._Element | None) -> bool:
        """ "Click here to enter a date": a control that nobody has filled in."""
        return self._placeholder and self.styles.name_of(value(properties, "rStyle")) == _PLACEHOLDER_STYLE

    def _read_control(self, control: etree._Element) -> None:
        content = control.find(w("sdtContent"))
        if content is None:
            return
        outer = self._placeholder
        self._placeholder = bool(switch(control.find(w("sdtPr")), "showingPlcHdr"))
        self._walk(content)
        self._placeholder = outer

    def _print(self, text: str) -> None:
        if not any(field.in_code for field in self._fields):
            self._pieces.append(text)
            self._has_words = self._has_words or not text.isspace()

    def _break(self, element: etree._Element) -> None:
        if element.get(w("type"), "textWrapping") != "page":
            self._print("\n")
        elif self._has_words:
            self._words.page_break = True
            self._print("\n")
        else:
            self._words.break_before = True

    def _turn_page(self) -> None:
        self.page += 1
        if not self._has_words:
            self._words.page = self.page

    def _turn_field(self, mark: etree._Element) -> None:
        kind = mark.get(w("fldCharType"))
        if kind == "begin":
            self._fields = [*self._fields[-_MAX_FIELDS:], _Field(True, _form_choice(mark))]
        elif kind == "separate" and self._fields:
            self._fields[-1].in_code, self._fields[-1].choice = False, ""
        elif kind == "end" and self._fields:
            self._print_choice(self._fields.pop())

    def _print_choice(self, done: _Field) -> None:
        if done.choice:
            self._print(done.choice)


@dataclass
class _Field:
    """An open complex field: its code comes first and does not print; ``choice`` prints if no result does."""

    in_code: bool
    choice: str = ""


def _form_choice(begin: etree._Element) -> str:
    """What an old form field shows without a result: the chosen entry, or a ticked box (17.16.6)."""
    data = begin.find(w("ffData"))
    if data is None:
        return ""
    box, listing = data.find(w("checkBox")), data.find(w("ddList"))
    if box is not None:
        ticked = switch(box, "checked")
        return "☒" if (ticked if ticked is not None else switch(box, "default")) else ""
    if listing is None:
        return ""
    entries = [entry.get(w("val"), "") for entry in listing.findall(w("listEntry"))]
    index = number(value(listing, "result") or value(listing, "default"), 0)
    return entries[index] if index < len(entries) else ""
