"""`python -m mux.server`: started by a keeper, never by hand."""

import gc
import sys

# What loading makes stays; looking for garbage in it would take a tenth of the start.
gc.disable()

from mux.server.main import main  # noqa: E402

sys.exit(main(sys.argv[1:]))
