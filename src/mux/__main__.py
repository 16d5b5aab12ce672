"""`python -m mux` is `mux`."""

import sys

from mux.cli import main

if __name__ == "__main__":
    sys.exit(main())
