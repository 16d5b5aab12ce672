"""`python -m mux.keeper`: started once for each session, in a session (setsid) of its own.

    --session NAME --log FILE [--runtime-dir DIR] --ready-fd N -- SERVER_ARGV...
        Starts the server, which inherits N.
    --session NAME --log FILE [--runtime-dir DIR] --adopt-fd N --server-pid PID -- SERVER_ARGV...
        Takes the place of a keeper that died; N is one end of a socketpair with that server.

The server is started with `--keeper-fd N`, and again with `--recover` as well when it vanished.
SIGTERM ends the session, after the server has saved. SIGUSR1 asks for one more try with a server
that was given up.
"""

import argparse
import os
import sys

from mux.keeper.keeper import Keeper, Settings
from mux.keeper.log import open_log

MOST_DESCRIPTORS = 65536


def main() -> None:
    arguments = _parse_arguments()
    handed = arguments.ready_fd if arguments.adopt_fd is None else arguments.adopt_fd
    open_log(arguments.log)
    os.closerange(3, handed)
    os.closerange(max(3, handed + 1), MOST_DESCRIPTORS)
    os.chdir("/")
    keeper = Keeper(
        Settings(arguments.session, tuple(arguments.server), arguments.log, arguments.runtime_dir)
    )
    if arguments.adopt_fd is None:
        keeper.start_session(handed)
    else:
        keeper.join_session(handed, arguments.server_pid)
    keeper.run()


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="mux.keeper")
    parser.add_argument("--session", required=True)
    parser.add_argument("--log", required=True)
    parser.add_argument("--runtime-dir", default="")
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--ready-fd", type=int)
    which.add_argument("--adopt-fd", type=int)
    parser.add_argument("--server-pid", type=int, default=0)
    parser.add_argument("server", nargs="+")
    if "--" not in sys.argv:
        parser.error("the server's command must follow a --")
    # Only the first -- is the keeper's; argparse would swallow the server's own as well.
    end = sys.argv.index("--")
    arguments = parser.parse_args([*sys.argv[1:end], *sys.argv[end + 1 :][:1]])
    arguments.server = sys.argv[end + 1 :]
    return arguments


if __name__ == "__main__":
    main()
