"""The one exception of this layer."""


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
