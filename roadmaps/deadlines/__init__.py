"""The language of terms: what a phrase like "II, IV кварталы" or "до 1 марта" means in days.

Pure: no clock, no files but the grammar of the package. See ``terms.lark`` for the language,
``vocabulary`` for its words, ``interpretation`` for the conventions.
"""

from __future__ import annotations

from roadmaps.deadlines.terms import find_deadlines, parse_deadline

__all__ = ["find_deadlines", "parse_deadline"]
