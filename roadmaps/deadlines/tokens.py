"""A token of the language of terms."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Token:
    """One token: terminal name, value, and where it stands in the raw text."""

    type: str
    value: object
    start: int
    end: int
    note: str = ""  # what a person should check about it
    assumed: str = ""  # what was supplied to read it
