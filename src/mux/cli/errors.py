"""The one exception of this layer, and the statuses that `mux` exits with."""

OK = 0
FAILED = 1  # asked for something that could not be done
USAGE = 2  # the command line itself is wrong
INTERRUPTED = 130  # Ctrl-C: 128 + SIGINT, as a shell reports it
BROKEN_PIPE = 141  # nobody reads any more: 128 + SIGPIPE


class CommandLineError(Exception):
    """What the user asked for can't be done. str() is one line, printed after `mux: `."""

    status = FAILED


class UsageError(CommandLineError):
    """The command line is wrong: exit status 2."""

    status = USAGE
