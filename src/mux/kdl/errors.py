"""The one exception of this layer."""


class KdlError(Exception):
    """A text that is not KDL. Lines and columns count from 1; a column is a code point.

    `message` says what is wrong and, after a semicolon, what would be right.
    """

    def __init__(self, message: str, line: int, column: int) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column

    def __str__(self) -> str:
        return f"{self.line}:{self.column}: {self.message}"
