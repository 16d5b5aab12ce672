"""The argparse tree. Of the verbs, only the one that is wanted gets its arguments."""

import argparse
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from mux import __version__
from mux.cli.errors import UsageError
from mux.cli.options import add_nested_option, add_trust_option
from mux.cli.verbs import BY_WORD, VERBS, Verb
from mux.config.paths import printable

_TAKES_A_VALUE = ("-s", "--session", "-l", "--layout")
_SHORT_WITH_VALUE = ("-s", "-l")  # -sNAME
_FLAGS = ("-h", "--help", "--version", "--nested", "--trust")

_EPILOG = """\
With no verb, mux starts a session; if none runs and some were interrupted, it brings those back.
`mux VERB --help` tells the rest. Inside, Ctrl-b ? lists the keys and Ctrl-b d detaches.
"""


class Parser(argparse.ArgumentParser):
    """Raises UsageError where argparse would print its usage and exit."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{printable(message)} (`{self.prog} --help` helps)")


def parse_arguments(argv: Sequence[str]) -> argparse.Namespace:
    """The arguments, with `run` set to the function that does them. Raises UsageError."""
    word = find_verb(argv)
    if word is not None and word not in BY_WORD:
        from mux.config.suggest import did_you_mean

        raise UsageError(f"no command called “{printable(word)}”{did_you_mean(word, BY_WORD)}")
    if word is None or BY_WORD[word].takes_program:
        # What follows a bare `--` belongs to the program, and is never ours to read.
        ours, program = _cut_at_dashes(argv)
    else:
        ours, program = list(argv), []
    arguments = build_parser(word).parse_args(ours)
    arguments.program = program
    return arguments


def build_parser(word: str | None = None) -> Parser:
    """With only the verb called `word`, and its arguments; or with the names of all verbs."""
    parser = Parser(
        prog="mux",
        description="A terminal multiplexer whose sessions do not die.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"mux {__version__}")
    parser.add_argument(
        "-s", "--session", metavar="NAME", help="start a session of this name; or, for verbs: which"
    )
    parser.add_argument(
        "-l", "--layout", metavar="FILE", help="a layout to start with: path or name"
    )
    add_trust_option(parser)
    add_nested_option(parser)
    parser.set_defaults(run=_run_root, trust=False, nested=False)
    verbs = parser.add_subparsers(metavar="VERB", title="verbs")
    for verb in VERBS:
        wanted = word in (verb.name, *verb.aliases)
        if wanted or word is None:  # a parser takes a quarter of a millisecond to make
            _add_verb(verbs, verb, wanted=wanted)
    return parser


def _run_root(arguments: argparse.Namespace) -> int:
    from mux.cli.attach import run_root

    return run_root(arguments)


def find_verb(argv: Sequence[str]) -> str | None:
    """The first word that is neither an option nor an option's value. Raises UsageError on an
    option that does not stand before verbs."""
    words = iter(argv)
    for word in words:
        if word == "--":
            return None
        if not word.startswith("-"):
            return word
        if word in _TAKES_A_VALUE:
            next(words, None)
        elif not word.startswith(_SHORT_WITH_VALUE):
            _check_option(word)
    return None


def _check_option(word: str) -> None:
    known = (*_TAKES_A_VALUE, *_FLAGS)
    if word.partition("=")[0] not in known:
        from mux.config.suggest import did_you_mean

        raise UsageError(f"no option called “{printable(word)}”{did_you_mean(word, known)}")


def _cut_at_dashes(argv: Sequence[str]) -> tuple[list[str], list[str]]:
    words = list(argv)
    at = words.index("--") if "--" in words else len(words)
    return words[:at], words[at + 1 :]


def _add_verb(verbs: "argparse._SubParsersAction[Parser]", verb: Verb, wanted: bool) -> None:
    parser = verbs.add_parser(
        verb.name,
        aliases=verb.aliases,
        help=verb.summary,
        description=f"{verb.summary[0].upper()}{verb.summary[1:]}.",
        allow_abbrev=False,
    )
    if wanted:
        module = import_module(f"mux.cli.{verb.module}")
        function = verb.name.replace("-", "_")
        getattr(module, f"configure_{function}")(parser)
        parser.set_defaults(run=getattr(module, f"run_{function}"))
