"""A value of a YAML file that knows where it stands."""

from mux.dataclass import dataclass


@dataclass(slots=True)
class YamlNode:
    """A value and where it begins; lines and columns count from 1.

    It is a mapping where it has `entries`, a sequence where it has `items`, else `text`: "" for
    what was left empty. `quoted` text is never null, true or false.
    """

    line: int
    column: int
    text: str = ""
    quoted: bool = False
    items: "list[YamlNode] | None" = None
    entries: "dict[str, YamlNode] | None" = None

    @property
    def is_scalar(self) -> bool:
        return self.items is None and self.entries is None

    @property
    def is_null(self) -> bool:
        return self.is_scalar and not self.quoted and self.text in _NULL

    @property
    def truth(self) -> bool:
        """Whether it says yes, also in the words of YAML 1.1 and in quotes."""
        return self.is_scalar and self.text.lower() in _TRUE


_TRUE = ("true", "yes", "on")
_NULL = ("", "~", "null", "Null", "NULL")
