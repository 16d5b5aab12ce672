"""The one exception of this layer, and the same for several mistakes at once."""

from collections.abc import Sequence


class ConfigError(Exception):
    """Something the user wrote, or a folder the user has, is not as it must be.

    str() of it is one line: `path:line:column: what is wrong`, as far as the place is known.
    """

    def __init__(self, message: str, path: str = "", line: int = 0, column: int = 0) -> None:
        self.message = message
        self.path = path
        self.line = line
        self.column = column
        super().__init__(message)

    def __str__(self) -> str:
        place = self.path
        if self.line:
            place += f":{self.line}:{self.column}"
        return f"{place}: {self.message}" if place else self.message


class CombinedConfigError(ConfigError):
    """Several of them, found in one reading; at least one. It stands for the first of them."""

    def __init__(self, errors: Sequence[ConfigError]) -> None:
        first = errors[0]
        super().__init__(first.message, first.path, first.line, first.column)
        self.errors = tuple(errors)

    def __str__(self) -> str:
        return "\n".join(str(error) for error in self.errors)
