"""`python -m mux.keeper`: started once for each session, in a session (setsid) of its own.

    --session NAME --log FILE [--runtime-dir DIR] --ready-fd N -- SERVER_ARGV...
        Starts the server, which inherits N.
    --session NAME --log FILE [--runtime-dir DIR] --adopt-fd N --server-pid PID -- SERVER_ARGV...
        Takes the place of a keeper that died; N is one end of a socketpair with that server.

The server is started with `--keeper-fd N`, and again with `--recover` as well when it vanished.
SIGTERM ends the session, after the server has saved. SIGUSR1 asks for one more try with a server
that was given up.
"""

import os
import sys
from collections.abc import Mapping, Sequence

from mux.keeper.first_server import FirstServer, spawn_server
from mux.keeper.log import open_log

MOST_DESCRIPTORS = 65536
OPTIONS = ("--session", "--log", "--runtime-dir", "--ready-fd", "--adopt-fd", "--server-pid")


def main() -> None:
    options, server = read_arguments(sys.argv[1:])
    adopts = "--adopt-fd" in options
    handed = int(options["--adopt-fd" if adopts else "--ready-fd"])
    open_log(options["--log"])
    os.closerange(3, handed)
    os.closerange(max(3, handed + 1), MOST_DESCRIPTORS)
    os.chdir("/")
    first = None if adopts else start_first_server(server, handed)
    if first is not None or adopts:
        keep(options, server, first)


def start_first_server(argv: Sequence[str], ready: int) -> FirstServer | None:
    """It inherits `ready`, which is closed here; if it can't be started, that is what is written
    there."""
    try:
        return spawn_server(argv, [], ready)
    except OSError as error:
        os.write(ready, f"error: can't start the server: {error.strerror}\n".encode())
        return None
    finally:
        os.close(ready)


def keep(options: Mapping[str, str], server: Sequence[str], first: FirstServer | None) -> None:
    # Not before: loading takes longer than everything up to here.
    from mux.keeper.keeper import Keeper, Settings

    runtime_dir = options.get("--runtime-dir", "")
    keeper = Keeper(Settings(options["--session"], tuple(server), options["--log"], runtime_dir))
    if first is not None:
        keeper.start_session(first)
    else:
        keeper.join_session(int(options["--adopt-fd"]), int(options["--server-pid"]))
    keeper.run()


def read_arguments(words: Sequence[str]) -> tuple[Mapping[str, str], Sequence[str]]:
    """The options, and the server's command. argparse would take as long as all else together; only
    mux itself ever writes these words."""
    end = words.index("--") if "--" in words else len(words)
    options = dict(zip(words[:end:2], words[1:end:2], strict=False))
    adopts = "--adopt-fd" in options
    required = {"--session", "--log"} | ({"--server-pid"} if adopts else {"--ready-fd"})
    if end % 2 or len(words) <= end + 1 or not required <= options.keys() <= {*OPTIONS}:
        sys.exit("mux.keeper: wrong arguments; it is for mux itself to start")
    return options, words[end + 1 :]


if __name__ == "__main__":
    main()
