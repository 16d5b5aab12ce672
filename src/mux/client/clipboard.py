"""Text for the outer terminal's clipboard: OSC 52 (xterm ctlseqs, "Manipulate Selection Data")."""

import base64
import re


def copy_sequence(text: str, selection: str = "c") -> str:
    """`selection`: c clipboard, p primary, and the others of OSC 52."""
    chosen = selection if re.fullmatch(r"[cpqs0-7]+", selection) else "c"
    encoded = base64.b64encode(text.encode("utf-8", "replace")).decode("ascii")
    return f"\x1b]52;{chosen};{encoded}\x1b\\"
