"""The colours that a pane has of its own, as SGR parameters."""

from mux.core.model import Pane
from mux.term.colours import parse_colour


def own_colours(pane: Pane) -> str:
    """What stands before the parameters of every run in the pane: its text and its ground in 24-bit
    colour (ISO 8613-6; xterm ctlseqs: SGR 38 and 48). "" where it has none, or none that is known.
    """
    parts = []
    for code, wanted in ((38, pane.default_fg), (48, pane.default_bg)):
        if colour := parse_colour(wanted):
            red, green, blue = (share >> 8 for share in colour)
            parts.append(f"{code};2;{red};{green};{blue}")
    return ";".join(parts)
