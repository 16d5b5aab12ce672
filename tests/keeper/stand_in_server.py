"""A server of a few lines: hands its end of the keeper's channel to the test, which plays it.

argv: PATH --keeper-fd N [--recover]; PATH is the test's socket. Ends with the status that comes
back on it, or with 0 when the test closes it. SIGTERM is told to the test.
"""

import json
import os
import signal
import socket
import sys

path, arguments = sys.argv[1], sys.argv[2:]
channel = int(arguments[arguments.index("--keeper-fd") + 1])
with socket.socket(socket.AF_UNIX) as control:
    control.connect(path)
    inherited = sorted(int(name) for name in os.listdir("/proc/self/fd"))
    said = {"pid": os.getpid(), "argv": arguments, "descriptors": inherited}
    socket.send_fds(control, [json.dumps(said).encode() + b"\n"], [channel])
    os.close(channel)
    signal.signal(signal.SIGTERM, lambda *_: control.send(b"SIGTERM"))
    status = control.recv(16)
sys.exit(int(status or b"0"))
