"""Options that several verbs take, and what was given for them."""

import argparse

_WHICH = "which session; else the one that this shell is in, or the only one that runs"
_TRUST = "start a layout from outside without asking what it runs"


def add_session_option(parser: argparse.ArgumentParser, help_text: str = _WHICH) -> None:
    """`--session` of a verb; it may stand before the verb as well."""
    parser.add_argument(
        "-s", "--session", metavar="NAME", default=argparse.SUPPRESS, help=help_text
    )


def add_name(parser: argparse.ArgumentParser, help_text: str = "which session") -> None:
    """A session as the verb's own argument."""
    parser.add_argument("name", nargs="?", metavar="NAME", help=help_text)
    parser.add_argument("-t", dest="target", metavar="NAME", help="the same, as tmux spells it")


def given_name(arguments: argparse.Namespace) -> str | None:
    """What was given for `add_name`, or for --session before the verb; None: nothing."""
    given: tuple[str | None, ...] = (arguments.name, arguments.target, arguments.session)
    return next((name for name in given if name is not None), None)


def add_trust_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--trust", action="store_true", default=argparse.SUPPRESS, help=_TRUST)


def add_nested_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--nested", action="store_true", default=argparse.SUPPRESS, help="also inside a pane of mux"
    )
