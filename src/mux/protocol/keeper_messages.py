"""Everything that a server and its keeper say to each other, on one page.

A server may meet a keeper of an older version (it lives as long as the session does), so fields are
only ever added, with a default. VERSION is raised when a field changes its meaning.

Descriptors ride beside the stream (SCM_RIGHTS). How the two stay in step: a message that announces
descriptors says how many in its field `descriptors`; its frame is handed to the kernel in a sendmsg
of its own, with the descriptors attached to its first byte. They thus reach the reader no later
than the frame, and in the same order; the reader keeps them in a queue, and each message takes from
its head as many as it announced. Their order is [pty master, journal] unless said otherwise.
"""

from typing import Any

from mux.dataclass import dataclass

VERSION = 1


@dataclass(frozen=True, slots=True)
class KeeperMessage:
    """Root of all messages between a server and its keeper."""


# --- the server to its keeper -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ready(KeeperMessage):
    """The session stands. From a server's first message on, of whatever kind, the keeper restarts
    it when it vanishes; a server that has nothing to spawn yet says so with this one."""


@dataclass(frozen=True, slots=True)
class Spawn(KeeperMessage):
    """Start a program in a pty of its own. Answered by Spawned with the same request number.

    argv and env are taken exactly; the program is looked up in env's PATH, seen from cwd. A pane
    whose last program ended may spawn again, and keeps its journal.
    """

    request: int
    pane: int
    argv: list[str]
    env: dict[str, str]
    cwd: str
    width: int  # in cells
    height: int


@dataclass(frozen=True, slots=True)
class Signal(KeeperMessage):
    """Send a signal to the process group of the pane's program and to its foreground group."""

    pane: int
    signal: int


@dataclass(frozen=True, slots=True)
class Forget(KeeperMessage):
    """Close the pane's master and drop its journal. Once the server closed its own duplicate, the
    kernel hangs up a program that still runs there."""

    pane: int


@dataclass(frozen=True, slots=True)
class Adopt(KeeperMessage):
    """A program that a keeper before this one started; with [pty master, journal]."""

    pane: int
    pid: int
    argv: list[str]
    descriptors: int = 2


@dataclass(frozen=True, slots=True)
class Hold(KeeperMessage):
    """With [the session's lock]: while the keeper has it too, nobody can start the session a second
    time before a server that crashed is replaced. The next server gets it with Hello."""

    descriptors: int = 1


@dataclass(frozen=True, slots=True)
class Rename(KeeperMessage):
    """The session is called otherwise, and this is how its next server is to be started."""

    session: str
    argv: list[str]


@dataclass(frozen=True, slots=True)
class Restart(KeeperMessage):
    """The server is about to leave so that another can take its place: start this one then, with
    --recover. Not counted as a crash."""

    argv: list[str]


@dataclass(frozen=True, slots=True)
class Goodbye(KeeperMessage):
    """The server leaves on purpose. kill: the session is over, end every program (SIGHUP, and after
    three seconds SIGKILL). Otherwise the programs run on, and the keeper stays until the last one
    has ended."""

    kill: bool = True


# --- the keeper to its server -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Hello(KeeperMessage):
    """Always first. `children` Reports follow, then whatever happens. With [the session's lock] if
    a server before this one gave it to hold."""

    version: int
    session: str
    pid: int
    children: int = 0
    descriptors: int = 0


@dataclass(frozen=True, slots=True)
class Report(KeeperMessage):
    """A program from before this server's time; with [pty master, journal].

    What it printed while no server was there follows in the journal upon what the last server wrote
    there; `drained` says how many bytes that was. What had not been read yet waits in the pty.
    """

    pane: int
    pid: int
    argv: list[str]
    ended: bool = False
    status: int | None = None  # as in Ended
    drained: int = 0
    descriptors: int = 2


@dataclass(frozen=True, slots=True)
class Spawned(KeeperMessage):
    """The answer to Spawn: with [pty master, journal], or with an error and nothing.

    note: the program runs, but not quite as asked (its folder is gone, say); for the user.
    """

    request: int
    pane: int
    pid: int = 0
    error: str = ""
    note: str = ""
    descriptors: int = 0


@dataclass(frozen=True, slots=True)
class Ended(KeeperMessage):
    """A program ended. What it printed last may still wait in the pty.

    status: 0 to 255, or the signal that killed it as a negative number, or null where nobody can
    know: an adopted program was never this keeper's child.
    """

    pane: int
    pid: int
    status: int | None


MESSAGES: list[type[Any]] = [
    Ready, Spawn, Signal, Forget, Adopt, Hold, Rename, Restart, Goodbye,
    Hello, Report, Spawned, Ended,
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class CrashNote:
    """What a keeper that gave up on its server leaves beside the socket, in `<session>.crashed`.

    SIGUSR1 to the keeper asks for one more try.
    """

    keeper: int  # pid
    reason: str  # one line for the user
    log: str = ""

    def write(self) -> str:
        return f"keeper {self.keeper}\nlog {self.log}\n{self.reason}\n"

    @classmethod
    def read(cls, text: str) -> "CrashNote":
        """Takes whatever is there; keeper is 0 if it can't be told."""
        first, log, reason = ([*text.splitlines(), "", "", ""])[:3]
        pid = first.removeprefix("keeper ")
        return cls(int(pid) if pid.isdecimal() else 0, reason, log.removeprefix("log "))
