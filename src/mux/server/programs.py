"""What a command line is about: its programs, seen through those that only start another one."""

import os
import re
import shlex
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from mux.core.layout import Run, RunCommand

SHELLS = frozenset(("sh", "bash", "dash", "zsh", "fish", "ksh", "mksh", "ash", "tcsh", "csh", "nu"))
# Wrappers whatever the config says: the deny-list must see what they start.
_ALWAYS_WRAPPERS = frozenset(("sudo", "doas"))
# The options of wrappers that take the next word.
_VALUE_OPTIONS: Mapping[str, frozenset[str]] = {
    "sudo": frozenset(("-u", "-g", "-C", "-D", "-h", "-p", "-R", "-r", "-t", "-T", "-U")),
    "doas": frozenset(("-u", "-C")),
    "env": frozenset(("-u", "-C", "--unset", "--chdir")),
    "nice": frozenset(("-n",)),
    "stdbuf": frozenset(("-i", "-o", "-e")),
    "timeout": frozenset(("-s", "-k")),
    "time": frozenset(("-f", "-o")),
}
# Words of their own that wrappers take before the program.
_OWN_WORDS: Mapping[str, int] = {"timeout": 1, "direnv": 2}
# Options of wrappers whose value is a command line.
_SCRIPT_OPTIONS: Mapping[str, frozenset[str]] = {"nix-shell": frozenset(("--run", "--command"))}
_INTERPRETER = re.compile(r"(python|pypy|node|ruby|perl|bun|deno)[\d.]*$")
_ASSIGNMENT = re.compile(r"[A-Za-z_]\w*=")
# Where a shell's next command begins.
_SEPARATORS = re.compile(r"\|\|?|&&?|;|\n|\$\(|`|\(|\{")


class Named(NamedTuple):
    """A program in a list of words: where, and its name without the folder."""

    place: int
    name: str


def command_chain(words: Sequence[str], wrappers: Sequence[str]) -> list[Named]:
    """The programs of one simple command: what is started, what that starts, and so on.

    `sudo -u bob env A=1 nice -n 5 make -j4` is sudo, env, nice and make; `python3 -m pytest` is
    python3 and pytest. The last one is what the command is about.
    """
    chain: list[Named] = []
    place = 0
    while (place := _next_program(words, place, chain)) < len(words):
        name = os.path.basename(words[place]).lstrip("-")
        chain.append(Named(place, name))
        if _INTERPRETER.match(name):
            return chain + _script(words, place + 1)
        if name not in wrappers and name not in _ALWAYS_WRAPPERS:
            break
        place += 1
    return chain


def _next_program(words: Sequence[str], place: int, chain: Sequence[Named]) -> int:
    """Where the next program's name is, past assignments and the options of the wrapper before."""
    wrapper = chain[-1].name if chain else ""
    values = _VALUE_OPTIONS.get(wrapper, frozenset())
    own = _OWN_WORDS.get(wrapper, 0)
    if wrapper in _SCRIPT_OPTIONS:
        return len(words)  # what it starts is a text, which `programs_of` reads
    while place < len(words):
        word = words[place]
        if wrapper and word.startswith("-"):
            place += 2 if word in values else 1
        elif _ASSIGNMENT.match(word):
            place += 1
        elif own:
            own -= 1
            place += 1
        else:
            break
    return place


def _script(words: Sequence[str], place: int) -> list[Named]:
    """What an interpreter is given: a file, or a module."""
    while place < len(words) and words[place].startswith("-"):
        if words[place] in ("-c", "-e"):
            return []
        place += 1
    return [Named(place, os.path.basename(words[place]))] if place < len(words) else []


def programs_of(run: Run, wrappers: Sequence[str]) -> list[str]:
    """The names of all programs that a run would start, as far as its text tells:
    `env A=1 nice -n 5 make | tee log` is env, nice, make and tee."""
    if not isinstance(run, RunCommand):
        return []
    names = [named.name for named in command_chain(run.argv, wrappers)]
    for text in (run.text, *_scripts_of(run.argv)):
        for piece in _SEPARATORS.split(text):
            names += [named.name for named in command_chain(split_words(piece), wrappers)]
    return list(dict.fromkeys(names))


def subject_of(run: Run, wrappers: Sequence[str]) -> list[str]:
    """What a rule may call the run's first command: what it is about, then what starts that."""
    if not isinstance(run, RunCommand):
        return []
    words = split_words(_SEPARATORS.split(run.text)[0]) if run.text else run.argv
    return [named.name for named in reversed(command_chain(words, wrappers))]


def program_name(argv: Sequence[str], wrappers: Sequence[str]) -> str:
    """What a pane is about that runs this."""
    chain = command_chain(argv, wrappers)
    return chain[-1].name if chain else ""


def is_shell(argv: Sequence[str], shell: str) -> bool:
    """Whether a process is a shell, by whatever path; `shell` is the user's, which may be one that
    nobody has heard of, or a script that an interpreter runs."""
    own = os.path.basename(shell)
    names = [os.path.basename(word).lstrip("-") for word in argv[:2]]
    return bool(names) and (names[0] in SHELLS or own in names)


def is_plain_shell(argv: Sequence[str], shell: str) -> bool:
    """Whether it is the user's shell as mux would start it, perhaps as a login shell."""
    if not argv or os.path.basename(argv[0]).lstrip("-") != os.path.basename(shell):
        return False
    return all(word in ("-l", "-i", "-il", "-li", "--login") for word in argv[1:])


def split_words(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError:  # an open quote: cut by _SEPARATORS inside of one
        return text.split()


def _scripts_of(argv: Sequence[str]) -> list[str]:
    """Arguments that a shell runs as a script: those of `sh -c` and its like."""
    options = frozenset(word for options in _SCRIPT_OPTIONS.values() for word in options)
    given = [word for before, word in pairwise(argv) if before in options]
    if argv and os.path.basename(argv[0]).lstrip("-") in SHELLS:
        given += [word for word in argv[1:] if re.search(r"[\s;|&$`(]", word)]
    return given
