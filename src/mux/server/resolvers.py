"""How well-known programs are brought back: by a command that goes on where they were.

One table, RESOLVERS. A resolver sees the words from the program's name on, and answers with the
words to run instead; the same words mean that the command is right as it is. Every resolver is
idempotent: a command that was brought back is saved, and brought back, again.

Only simple commands are resolved. A line that needs a shell (a pipeline, an assignment, an alias)
is the user's own way of starting things, and is kept to the letter.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from mux.core.layout import Run, RunCommand
from mux.core.runs import SHELL_SYNTAX
from mux.dataclass import dataclass, replace
from mux.server.programs import command_chain, split_words

VIM_SESSION = "Session.vim"  # what :mksession writes unless told otherwise

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Resolved:
    """`caution`: why the command must not run unseen, although its words are harmless."""

    words: Words
    caution: str = ""


Resolver = Callable[[Words, Callable[[str], bool]], Resolved]


def resolve(run: Run, has_file: Callable[[str], bool], wrappers: Sequence[str]) -> tuple[Run, str]:
    """The run that brings this one back, and why it is to ask for sure ("" = it needn't).

    `has_file` tells whether the directory of the pane holds a file of that name.
    """
    if not isinstance(run, RunCommand) or not (words := _plain_words(run)):
        return run, ""
    chain = command_chain(words, wrappers)
    resolver = RESOLVERS.get(chain[-1].name) if chain else None
    if resolver is None:
        return run, ""
    place = chain[-1].place
    resolved = resolver(words[place:], has_file)
    if resolved.words == words[place:]:
        return run, resolved.caution
    return replace(run, argv=(*words[:place], *resolved.words), text=""), resolved.caution


def _plain_words(run: RunCommand) -> Words:
    """The words of a run that is one simple command; of any other, none."""
    if not run.text:
        return run.argv
    if SHELL_SYNTAX & set(run.text):
        return ()
    words = tuple(split_words(run.text))
    return () if words and "=" in words[0] else words


# --- the resolvers --------------------------------------------------------------------------------


def _keep(words: Words, has_file: Callable[[str], bool]) -> Resolved:
    """Run again, it does what it did: it shows, serves or connects to the same thing."""
    return Resolved(words)


def _resolve_vim(words: Words, has_file: Callable[[str], bool]) -> Resolved:
    """With a session file beside it: that. It is a script, and whoever wrote the folder's other
    files may have written it, so it never runs unseen."""
    if "-S" in words[1:] or not has_file(VIM_SESSION):
        return Resolved(words)
    return Resolved((words[0], "-S"), f"{VIM_SESSION} in this folder is a script")


# Options that go with a conversation as well as with a new one; the number of their values, and
# -1 for all words up to the next option.
_CLAUDE_OPTIONS: Mapping[str, int] = {
    **dict.fromkeys(("--model", "--permission-mode", "--settings", "--fallback-model"), 1),
    **dict.fromkeys(("--append-system-prompt", "--system-prompt", "--agents", "--effort"), 1),
    **dict.fromkeys(("--add-dir", "--allowedTools", "--disallowedTools", "--mcp-config"), -1),
    **dict.fromkeys(("--allowed-tools", "--disallowed-tools", "--plugin-dir"), -1),
    **dict.fromkeys(("--verbose", "--ide", "--chrome", "--strict-mcp-config"), 0),
    **dict.fromkeys(("--dangerously-skip-permissions", "--allow-dangerously-skip-permissions"), 0),
}
_CODEX_OPTIONS: Mapping[str, int] = {
    **dict.fromkeys(("-m", "--model", "-p", "--profile", "-c", "--config", "-s", "--sandbox"), 1),
    **dict.fromkeys(("-a", "--ask-for-approval", "-C", "--cd", "--add-dir", "--enable"), 1),
    **dict.fromkeys(("--disable", "--local-provider"), 1),
    **dict.fromkeys(("--oss", "--search", "--no-alt-screen"), 0),
    **dict.fromkeys(("--dangerously-bypass-approvals-and-sandbox",), 0),
}
# What makes of these programs something else than a conversation.
_CLAUDE_VERBS = frozenset(
    (
        *("-p", "--print", "-v", "--version", "-h", "--help", "mcp", "config", "doctor", "update"),
        *("install", "plugin", "setup-token", "auth", "agents", "--from-pr"),
    )
)
_CODEX_VERBS = frozenset(
    (
        *("exec", "e", "login", "logout", "mcp", "mcp-server", "app-server", "completion", "app"),
        *("sandbox", "debug", "apply", "a", "cloud", "features", "review", "fork", "resume"),
        *("help", "-h", "--help", "-V", "--version", "plugin", "update"),
    )
)


def _resolve_claude(words: Words, has_file: Callable[[str], bool]) -> Resolved:
    """The conversation by its id where the command names one, else the folder's last one; the
    prompt that it was started with has been answered."""
    options = words[1:]
    if any(word.partition("=")[0] in _CLAUDE_VERBS for word in options):
        return Resolved(words)
    if any(word.partition("=")[0] in ("-c", "--continue", "-r", "--resume") for word in options):
        return Resolved(words)
    kept = _keep_options(options, _CLAUDE_OPTIONS)
    if session := _value_of("--session-id", options):
        return Resolved((words[0], "--resume", session, *kept))
    return Resolved((words[0], "--continue", *kept))


def _resolve_codex(words: Words, has_file: Callable[[str], bool]) -> Resolved:
    if any(word in _CODEX_VERBS for word in words[1:]):
        return Resolved(words)
    return Resolved((words[0], "resume", "--last", *_keep_options(words[1:], _CODEX_OPTIONS)))


def _keep_options(words: Sequence[str], known: Mapping[str, int]) -> list[str]:
    kept: list[str] = []
    left = 0  # values of the option before; negative: any number
    for word in words:
        if word.startswith("-"):
            name, has_value, _ = word.partition("=")
            left = 0 if has_value else known.get(name, 0)
            if name in known:
                kept.append(word)
        elif left:
            kept.append(word)
            left -= left > 0
    return kept


def _value_of(option: str, words: Sequence[str]) -> str:
    for word, following in pairwise((*words, "")):
        if word == option:
            return following
        if word.startswith(f"{option}="):
            return word.partition("=")[2]
    return ""


RESOLVERS: Mapping[str, Resolver] = {
    **dict.fromkeys(("vim", "nvim", "gvim", "vimx"), _resolve_vim),
    "claude": _resolve_claude,
    "codex": _resolve_codex,
    **dict.fromkeys(("ssh", "mosh", "less", "man", "tail", "http.server", "docker"), _keep),
}


def directory_holds(directory: str) -> Callable[[str], bool]:
    """`has_file` for a real directory."""
    return lambda name: os.path.isfile(os.path.join(directory, name))
