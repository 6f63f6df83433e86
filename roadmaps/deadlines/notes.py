"""What the reading of a phrase assumes and doubts, collected while it goes on."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Notes:
    """``assumed``: what came from the context; ``problems``: what a person should check."""

    assumed: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
