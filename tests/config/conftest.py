"""Lets the tests of this folder import what they share, such as layout_picture."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
