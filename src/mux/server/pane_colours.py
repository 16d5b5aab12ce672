"""The colours that a pane has of its own, as SGR parameters."""

import re

from mux.core.model import Pane

_COLOUR = re.compile(r"#([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})")


def own_colours(pane: Pane) -> str:
    """What stands before the parameters of every run in the pane: its text and its ground in 24-bit
    colour (ISO 8613-6; xterm ctlseqs: SGR 38 and 48). "" where it has none, or none that is known.
    """
    return ";".join(
        f"{code};2;" + ";".join(str(int(part, 16)) for part in found.groups())
        for code, colour in ((38, pane.default_fg), (48, pane.default_bg))
        if (found := _COLOUR.fullmatch(colour))
    )
