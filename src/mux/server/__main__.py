"""`python -m mux.server`: started by a keeper, never by hand."""

import sys

from mux.server.main import main

sys.exit(main(sys.argv[1:]))
