"""The console command: options that all share, and errors as one sentence for people.

Commands live in ``sroki.commands`` and import what they need when they run: a command of a moment
must not pay for the imports of another.
"""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Iterable
from typing import NoReturn

import click

from models.errors import SrokiError
from models.language import choose_language, say, say_error
from sroki.commands import (
    absences,
    accounts,
    archives,
    audit,
    backups,
    bounces,
    calendars,
    coordinators,
    deployment,
    diagnosis,
    disclaimers,
    extensions,
    indicators,
    ledger,
    links,
    people,
    policies,
    reading,
    reviewing,
    round_papers,
    round_steps,
    rounds,
    running,
    steps,
    tokens,
    versions,
    webhooks,
)

# What click itself writes into help, and our words for it.
_CLICK_WORDS = {
    "[OPTIONS]": "[КЛЮЧИ]",
    "[COMMAND] [ARGS]...": "[КОМАНДА] [...]",
    "COMMAND [ARGS]...": "КОМАНДА [...]",
    "Options": "Ключи",
    "Commands": "Команды",
    "Show the version and exit.": "Показать версию и выйти.",
    "Show this message and exit.": "Показать эту справку и выйти.",
    "[default: ": "[по умолчанию: ",
    "[required]": "[обязательно]",
}


class SpokenFormatter(click.HelpFormatter):
    """Help whose frame is in the chosen language too."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, _speak(args), prefix or say("Вызов: "))

    def write_heading(self, heading: str) -> None:
        super().write_heading(_speak(heading))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        super().write_dl([(term, _speak(text)) for term, text in rows], col_max, col_spacing)


def _speak(text: str) -> str:
    for words, ours in _CLICK_WORDS.items():
        text = text.replace(words, say(ours))
    return text


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, invoke_without_command=True)
@click.option("--lang", type=click.Choice(["ru", "en"]), help="Язык сообщений (или SROKI_LANG).")
@click.option("--debug", is_flag=True, help="Показывать устройство ошибок.")
@click.version_option(package_name="sroki", message="%(prog)s %(version)s")
@click.pass_context
def cli(context: click.Context, lang: str | None, debug: bool) -> None:
    """Сроки: читает дорожные карты и доводит каждый срок до принятого подтверждения."""
    context.obj = {"debug": debug, "lang": lang}
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


for module in (
    reading,
    versions,
    ledger,
    audit,
    archives,
    steps,
    reviewing,
    people,
    absences,
    extensions,
    disclaimers,
    links,
    policies,
    indicators,
    coordinators,
    accounts,
    tokens,
    bounces,
    webhooks,
    calendars,
    rounds,
    round_papers,
    round_steps,
    running,
    deployment,
    diagnosis,
    backups,
):
    for command in module.COMMANDS:
        cli.add_command(command)
click.Context.formatter_class = SpokenFormatter


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command line and exit: 0 done, 2 the caller's mistake, 1 something failed."""
    # Imports and rows are no refuse: looking through them for cycles was a tenth of a command's time.
    gc.set_threshold(50_000, 20, 20)
    arguments = sys.argv[1:] if arguments is None else arguments
    debug = "--debug" in arguments
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot print Cyrillic gets escapes rather than an error half way.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        _choose_language(arguments)
        code = cli.main(args=arguments, prog_name="sroki", standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.exceptions.NoArgsIsHelpError as error:  # a group alone, like the program alone
        print(error.ctx.get_help() if error.ctx else "")
        sys.exit(0)
    except click.ClickException as error:
        _complain(_usage_sentence(error))
        sys.exit(2)
    except click.Abort:
        sys.exit(130)
    except SrokiError as error:
        if debug:
            raise
        _complain(say_error(error))
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # Whoever read us has enough. Python would complain again when it flushes at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        if debug:
            raise
        kind = f"{type(error).__name__}: {error}".splitlines()[0]
        _complain(say("Ошибка в программе ({kind}). Подробности покажет ключ --debug.", kind=kind))
        sys.exit(1)


def _choose_language(arguments: list[str]) -> None:
    """The language is wanted before the arguments are understood: their errors are spoken in it."""
    lang = os.environ.get("SROKI_LANG", "ru")
    for position, word in enumerate(arguments):
        if word == "--lang" and position + 1 < len(arguments):
            lang = arguments[position + 1]
        elif word.startswith("--lang="):
            lang = word.removeprefix("--lang=")
    if lang == "en":
        choose_language("en")
        _translate_help(cli)


def _translate_help(command: click.Command) -> None:
    command.help = say(command.help) if command.help else None
    for parameter in command.params:
        if parameter.metavar:
            parameter.metavar = say(parameter.metavar)
        if isinstance(parameter, click.Option) and parameter.help:
            parameter.help = say(parameter.help)
    if isinstance(command, click.Group):
        for child in command.commands.values():
            _translate_help(child)


def _usage_sentence(error: click.ClickException) -> str:
    """What was wrong with the words of the call, in one sentence."""
    name = getattr(error, "ctx", None) and error.ctx.command_path  # type: ignore[attr-defined]
    hint = say(" Справка: {name} --help.", name=name or "sroki")
    if isinstance(error, click.NoSuchOption):
        return say("Ключа {option} нет.", option=error.option_name) + hint
    if isinstance(error, click.MissingParameter):
        parameter = error.param
        what = parameter.human_readable_name if parameter else "?"
        if isinstance(parameter, click.Option):
            what = parameter.opts[-1]
        return say("Не хватает: {what}.", what=what) + hint
    if isinstance(error, click.BadParameter):
        parameter = error.param
        what = parameter.opts[-1] if isinstance(parameter, click.Option) else _human_name(parameter)
        return say("{what}: такое значение не годится ({reason}).", what=what, reason=error.message) + hint
    return say("Команда не понята: {reason}", reason=error.format_message()) + hint


def _human_name(parameter: click.Parameter | None) -> str:
    return parameter.human_readable_name if parameter else "?"


def _complain(sentence: str) -> None:
    print(sentence, file=sys.stderr)
