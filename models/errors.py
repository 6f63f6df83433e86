"""Errors with one sentence for people and details for logs.

The sentence is a Russian template with named fields. The shell prints it, or looks the template up
in a catalogue for another language; so no code below the shell knows which language is spoken.
"""

from __future__ import annotations

from collections.abc import Sequence


class SrokiError(Exception):
    """Something failed; ``exit_code`` 1. ``str(error)`` is one Russian sentence."""

    exit_code = 1

    def __init__(self, template: str, **details: object) -> None:
        super().__init__(template)
        self.template = template
        self.details = details

    def __str__(self) -> str:
        return self.template.format(**self.details)


class CallerError(SrokiError):
    """The caller asked for something that cannot be done; ``exit_code`` 2."""

    exit_code = 2


class SeveralMistakesError(CallerError):
    """Several mistakes of one file, each a sentence and a line of its own."""

    def __init__(self, mistakes: Sequence[CallerError]) -> None:
        super().__init__("")
        self.mistakes = tuple(mistakes)

    def __str__(self) -> str:
        return "\n".join(map(str, self.mistakes))


class PlacedError(CallerError):
    """A mistake with the place in a file where it stands: ``a.xlsx, лист «Ответы», строка 3: …``."""

    def __init__(self, place: object, mistake: CallerError) -> None:
        super().__init__("", place=place)
        self.place = place
        self.mistake = mistake

    def __str__(self) -> str:
        return f"{self.place}: {self.mistake}"


class UnreadableFileError(CallerError):
    """A file is missing, empty, of the wrong kind or holds nothing that can be read."""


class UnknownThingError(CallerError):
    """An occurrence, roadmap or person that is not in the database."""


class ForbiddenTransitionError(CallerError):
    """A step that the state of an occurrence does not allow, such as reviewing what was never submitted."""


class DeliveryError(SrokiError):
    """A message was not taken. ``permanent`` says that trying again cannot help.

    ``pause`` says that the relay itself refuses us (TLS, login): no message is to blame.
    ``dead``: there is nobody at the address, as a server said in so many words or by its code.
    ``may_have_left``: the server had all of it and did not answer, so it may stand in the mailbox.
    """

    def __init__(
        self,
        template: str,
        *,
        permanent: bool = False,
        pause: bool = False,
        dead: bool = False,
        may_have_left: bool = False,
        **details: object,
    ) -> None:
        super().__init__(template, **details)
        self.permanent = permanent
        self.dead = dead
        self.may_have_left = may_have_left
        self.pause = pause
