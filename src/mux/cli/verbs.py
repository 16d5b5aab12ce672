"""The table of verbs: what `mux --help` lists, and which module does each.

The module of a verb holds `configure_VERB(parser)`, which adds its arguments, and
`run_VERB(arguments) -> int`, which does it and returns the exit status; dashes become underscores.
"""

from typing import NamedTuple


class Verb(NamedTuple):
    name: str
    module: str
    summary: str
    aliases: tuple[str, ...] = ()
    takes_program: bool = False  # after `--`


VERBS = (
    Verb("new-session", "attach", "start a session and attach to it", ("new",), True),
    Verb("attach", "attach", "attach to a session, bringing it back if it has exited", ("a",)),
    Verb("list-sessions", "sessions", "list running and exited sessions", ("ls",)),
    Verb("kill-session", "sessions", "save a session and end it", ("k",)),
    Verb("kill-all-sessions", "sessions", "save all sessions and end them", ("ka",)),
    Verb("delete-session", "sessions", "delete an exited session for good", ("d",)),
    Verb("delete-all-sessions", "sessions", "delete all exited sessions for good", ("da",)),
    Verb("action", "actions", "do in a session anything that a key can do", (), True),
    Verb("run", "actions", "run a command in a new pane", ("r",), True),
    Verb("undo-close", "closing", "bring back the pane or tab that was closed last"),
    Verb("query", "queries", "ask a session for facts, as JSON"),
    Verb("list-tabs", "queries", "list the tabs of a session"),
    Verb("list-panes", "queries", "list the panes of a session"),
    Verb("dump-layout", "layouts", "print a session as a layout file"),
    Verb("layout", "layouts", "check, format or draw layout files"),
    Verb("import", "layouts", "turn sessions of other programs into layouts"),
    Verb("restore-report", "restores", "say how a session's panes came back"),
    Verb("history", "restores", "list the earlier states of a session"),
    Verb("diff", "restores", "say what changed between two states of a session"),
    Verb("shell-integration", "shell", "print the script by which a shell reports what it does"),
    Verb("upgrade", "renewal", "give running sessions a server of the installed mux"),
    Verb("gc", "upkeep", "delete exited sessions that are too old or too many"),
    Verb("setup", "setup", "check what mux finds, or print the default config"),
)

BY_WORD = {word: verb for verb in VERBS for word in (verb.name, *verb.aliases)}
