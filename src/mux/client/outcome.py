"""How a client ended."""

from mux.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """kind: detached, exited (the session is over), switch (to session `text`), lost (no server any
    more), error, or fault (one of ours); `text` is for the user. `generation` and `layout` as in
    SwitchSession."""

    kind: str
    text: str = ""
    generation: str = ""
    layout: str = ""
