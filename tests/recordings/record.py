"""Records what real programs send to a terminal of 80x24, for test_recordings.py to replay.

    python tests/recordings/record.py [NAME ...]

Every program runs in a pty, in a folder made for it, under a host name and among processes of its
own (Linux namespaces), so that a recording tells nothing of the machine it was made on. Our own
emulator answers what it asks. NAME.rec holds the size and all bytes, NAME.txt the screen after
them.
Look at each NAME.txt before you commit it: it must be what the program shows in other terminals.
`--tmux` prints, for comparison, what tmux makes of the same bytes.
"""

import argparse
import fcntl
import os
import re
import select
import shlex
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
from dataclasses import dataclass
from pathlib import Path

from mux.term.emulator import Reply
from mux.term.keys import CTRL, encode_char, encode_key
from mux.term.terminal import Terminal

COLUMNS, ROWS = 80, 24
HERE = Path(__file__).parent
FIXTURE = Path(tempfile.gettempdir()) / "fixture"
HOME, WORK = FIXTURE / "home", FIXTURE / "work"
DEADLINE = 20.0
QUIET = 0.3  # a program that sent nothing for so many seconds has painted all it wanted to

ENVIRONMENT = {
    "HOME": str(HOME),
    "LANG": "C.UTF-8",
    "PATH": "/usr/local/bin:/usr/bin:/bin",
    "PS1": "$ ",
    "SHELL": "/bin/sh",
    "TERM": "xterm-256color",
    "TZ": "UTC",
    "USER": "user",
    "LOGNAME": "user",
    "LESSHISTFILE": "-",
    "FZF_DEFAULT_COMMAND": "ls",
    "PYTHONSTARTUP": "",
}


@dataclass(frozen=True)
class Step:
    """Waits until the screen shows a text (and nothing more comes), then types keys.

    In `keys`, <name> is a named key and <C-x> a character with Ctrl.
    """

    shows: str
    keys: str = ""


@dataclass(frozen=True)
class Recording:
    command: str
    steps: tuple[Step, ...]


PROGRAMS = {
    "vim": Recording(
        "vim -N -u vimrc poem.py",
        (
            Step("def main", ":split notes.txt<enter>"),
            Step("Shopping", "<C-w>jGovalue = 'größer 漢字'<esc>yyp:set cursorline<enter>"),
            Step("漢字", "gg/print<enter>ggvjj"),
            Step("VISUAL"),
        ),
    ),
    "less": Recording(
        "less -R -N log.txt",
        (Step("INFO", "/WARN<enter>"), Step("WARN", "<pagedown><down><down>"), Step(":")),
    ),
    "htop": Recording(
        "htop",
        (Step("Help", "<f5>"), Step("List", "<down>/sle"), Step("Search")),
    ),
    "mc": Recording(
        "mc -u",
        (
            Step("poem.py", "<down><down><tab>"),
            Step("notes.txt", "<f9><enter>"),
            Step("Listing format"),
        ),
    ),
    "nano": Recording(
        "nano -l notes.txt",
        (
            Step("Shopping", "<down><down><C-k><end>, and tea: ☕ 茶<enter><C-w>milk<enter>"),
            Step("茶", "<C-o>"),
            Step("File Name to Write"),
        ),
    ),
    "dialog": Recording(
        "dialog --title Colours --checklist 'Which ones?' 15 50 6 "
        "r Red on g Green off b Blue off y Yellow on",
        (Step("Yellow", "<down><down> <tab>"), Step("Cancel")),
    ),
    "fzf": Recording(
        "seq -f 'number %g of many' 500 | fzf --multi --preview 'echo {}'",
        (Step("500/500", "42"), Step("23/500", "<tab><up>"), Step("(1)")),
    ),
    "git-log": Recording(
        "git -c color.ui=always log --graph --oneline --decorate --stat | less -R",
        (Step("Begin", "<down><down>"), Step("Merge")),
    ),
    "man": Recording("man ./fixture.1", (Step("SYNOPSIS", "<down>/colour<enter>"), Step("colour"))),
    "tmux": Recording(
        "tmux -u -f tmux.conf -L fixture new-session -s work",
        (
            Step("$", "ls<enter>"),
            Step("poem.py", "<C-b>%"),
            Step("│$", '<C-b>"cat notes.txt<enter>'),
            Step("Shopping", "<C-b>crename<C-b>p<C-b>["),
            Step("[0/"),
        ),
    ),
    "python": Recording(
        "python3 -q",
        (
            Step(">>>", "for n in range(3):<enter>    print('é漢' * n)<enter><enter>"),
            Step("é漢é漢", "import poem<enter>1 / 0<enter>'unfinished"),
            Step("ZeroDivisionError"),
        ),
    ),
    "emacs": Recording(
        "emacs -nw -Q poem.py",
        (
            Step("def main", "<C-x>3<C-x>o<C-x><C-f>notes.txt<enter>"),
            Step("Shopping", "<down><end> 漢字<C-space><down><down>"),
            Step("漢字", "<C-x>2"),
            Step("漢字"),
        ),
    ),
}

POEM = '''"""A poem, printed line by line."""

import time

LINES = [
    "The sky above the port",
    "was the colour of television,",
    "tuned to a dead channel.",
]


def main(pause: float = 0.5) -> None:
    for number, line in enumerate(LINES, 1):
        print(f"{number:3} {line}")  # slowly
        time.sleep(pause)


if __name__ == "__main__":
    main()
'''
NOTES = """Shopping list
=============
milk, bread, a very long line that goes on and on until it no longer fits into eighty columns
café crème
日本茶
\ttabbed
"""
MAN_PAGE = """.TH FIXTURE 1 2024-01-01 fixture "User Commands"
.SH NAME
fixture \\- a page for a recording
.SH SYNOPSIS
.B fixture
[\\fB\\-\\-colour\\fR=\\fIWHEN\\fR] [\\fIFILE\\fR]...
.SH DESCRIPTION
Prints each
.I FILE
in the colour that its name deserves. With no
.IR FILE ,
or when it is a dash, reads the standard input.
.TP
\\fB\\-\\-colour\\fR=\\fIWHEN\\fR
.I WHEN
is one of always, never and auto.
.SH SEE ALSO
.BR cat (1)
"""
LOG = "".join(
    f"\x1b[2m12:00:{second:02}\x1b[0m {level} step {second} of sixty\n"
    for second, level in enumerate(["\x1b[32mINFO\x1b[0m"] * 25 + ["\x1b[1;33mWARN\x1b[0m"] * 35)
)
HTOPRC = """fields=0 48 17 18 38 39 40 2 46 47 1
hide_kernel_threads=1
hide_userland_threads=1
left_meters=Tasks
left_meter_modes=2
right_meters=
right_meter_modes=
"""
MC_INI = """[Layout]
free_space=false
"""
TMUX_CONF = """set -g status-right ''
set -g default-command 'exec sh'
set -g escape-time 0
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("names", nargs="*", choices=[[], *PROGRAMS], metavar="NAME")
    parser.add_argument("--tmux", action="store_true", help="show what tmux makes of the bytes")
    arguments = parser.parse_args()
    for name in arguments.names or PROGRAMS:
        if not arguments.tmux:
            make_fixture()
            record(name)
        print(f"--- {name}")
        print(replay_in_tmux(name) if arguments.tmux else (HERE / f"{name}.txt").read_text())
    return 0


def make_fixture() -> None:
    """The folders that the programs see: files of fixed names, contents and times."""
    shutil.rmtree(FIXTURE, ignore_errors=True)
    files = {
        WORK / "poem.py": POEM,
        WORK / "notes.txt": NOTES,
        WORK / "fixture.1": MAN_PAGE,
        WORK / "log.txt": LOG,
        WORK / "vimrc": "syntax on\nset number ruler showcmd laststatus=2 encoding=utf-8\n",
        WORK / "tmux.conf": TMUX_CONF,
        HOME / ".config/htop/htoprc": HTOPRC,
        HOME / ".config/mc/ini": MC_INI,
    }
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    make_commits()
    for path in (*WORK.iterdir(), FIXTURE):
        os.utime(path, (1_704_067_200, 1_704_067_200))


def make_commits() -> None:
    def git(*arguments: str) -> None:
        subprocess.run(["git", *arguments], cwd=WORK, env=environment, check=True)

    who = {"NAME": "A User", "EMAIL": "user@example.org", "DATE": "2024-01-01T00:00:00Z"}
    environment = ENVIRONMENT | {
        f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in who.items()
    }
    git("init", "-q", "-b", "main")
    git("add", "poem.py")
    git("commit", "-q", "-m", "Begin with a poem")
    git("switch", "-q", "-c", "notes")
    git("add", "notes.txt")
    git("commit", "-q", "-m", "Write down what to buy: 日本茶")
    git("switch", "-q", "main")
    git("add", "fixture.1")
    git("commit", "-q", "-m", "Explain it")
    git("merge", "-q", "-m", "Merge the notes", "notes")
    git("tag", "v1")


# --- recording -----------------------------------------------------------------------------------


def record(name: str) -> None:
    recording = PROGRAMS[name]
    pid, pty = os.forkpty()
    if pid == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        os.chdir(WORK)
        os.environ.clear()
        os.environ.update(ENVIRONMENT)
        os.execvp("/bin/sh", ["sh", "-c", isolated(recording.command)])
    terminal = Terminal(COLUMNS, ROWS)
    recorded = bytearray()
    try:
        for step in recording.steps:
            wait_for(step.shows, pty, terminal, recorded)
            for key in encode_keys(step.keys, terminal):
                os.write(pty, key)
                read_until_quiet(pty, terminal, recorded, QUIET / 4)
    finally:
        os.kill(pid, signal.SIGKILL)
        os.close(pty)
        os.waitpid(pid, 0)
    (HERE / f"{name}.rec").write_bytes(f"{COLUMNS}x{ROWS}\n".encode() + recorded)
    (HERE / f"{name}.txt").write_text(screen_text(replay(bytes(recorded))))


def isolated(command: str) -> str:
    """A shell command with a host name and a process table of its own."""
    unshare = ["unshare", "--uts", "--pid", "--fork", "--mount-proc"]
    if subprocess.run([*unshare, "true"], capture_output=True, check=False).returncode:
        sys.exit("recording needs Linux and the right to unshare(2) namespaces")
    script = f"hostname fixture; sleep 1000 & {command}"
    return f"exec {' '.join(unshare)} --kill-child sh -c {shlex.quote(script)}"


def wait_for(text: str, pty: int, terminal: Terminal, recorded: bytearray) -> None:
    end = time.monotonic() + DEADLINE
    while time.monotonic() < end:
        read_until_quiet(pty, terminal, recorded, QUIET)
        if text in screen_text(terminal):
            return
    sys.exit(f"the screen never showed {text!r}:\n" + screen_text(terminal))


def read_until_quiet(pty: int, terminal: Terminal, recorded: bytearray, quiet: float) -> None:
    while select.select([pty], [], [], quiet)[0]:
        try:
            data = os.read(pty, 65536)
        except OSError:  # EIO: the program has ended
            return
        recorded += data
        for event in terminal.feed(data):
            if isinstance(event, Reply):
                os.write(pty, event.data)


def encode_keys(keys: str, terminal: Terminal) -> list[bytes]:
    encoded = []
    for name, character in re.findall(r"<([\w-]+)>|(.)", keys):
        modes = terminal.input_modes
        if name.startswith("C-"):
            key = " " if name == "C-space" else name[2:]
            encoded.append(encode_char(key, CTRL, modes))
        else:
            encoded.append(encode_key(name, 0, modes) if name else character.encode())
    return encoded


def replay(recorded: bytes) -> Terminal:
    terminal = Terminal(COLUMNS, ROWS)
    terminal.feed(recorded)
    return terminal


def screen_text(terminal: Terminal) -> str:
    """The screen's rows without the blanks at their ends, and where the cursor is."""
    cursor = terminal.cursor
    rows = ["".join(run.text for run in terminal.row(y)).rstrip() for y in range(terminal.rows)]
    return "\n".join([*rows, f"cursor {cursor.x},{cursor.y}", ""])


# --- the oracle ----------------------------------------------------------------------------------


def replay_in_tmux(name: str) -> str:
    """The screen that tmux shows after the same bytes."""
    recorded = (HERE / f"{name}.rec").read_bytes().partition(b"\n")[2]
    with tempfile.NamedTemporaryFile() as file:
        file.write(recorded)
        file.flush()
        tmux = ["tmux", "-L", f"recording-{name}", "-f", "/dev/null"]
        size = ["-x", str(COLUMNS), "-y", str(ROWS)]
        script = f"stty raw -echo; cat {file.name}; {' '.join(tmux)} wait-for -S done; sleep 100"
        environment = ENVIRONMENT | {"HOME": "/"}
        try:
            subprocess.run(
                [*tmux, "-u", "new-session", "-d", *size, f"sh -c '{script}'"],
                env=environment,
                check=True,
            )
            subprocess.run([*tmux, "wait-for", "done"], env=environment, check=True)
            time.sleep(0.3)
            captured = subprocess.run(
                [*tmux, "capture-pane", "-p"], env=environment, check=True, capture_output=True
            )
        finally:
            subprocess.run([*tmux, "kill-server"], env=environment, check=False)
    return captured.stdout.decode()


if __name__ == "__main__":
    sys.exit(main())
