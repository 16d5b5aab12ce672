"""What a session may be called. Its name is a folder's, a socket's, and a word on command lines."""

LONGEST = 64  # bytes; a socket's path has about 100


def check_session_name(name: str) -> str:
    """The name, if a session may have it. Raises ValueError with what is wrong, in one line."""
    if not name:
        raise ValueError("a session name can't be empty")
    if name in (".", "..") or "/" in name:
        raise ValueError(f"a session name can't hold “/” or be “.” or “..”: {printable(name)}")
    if not name.isprintable():
        raise ValueError(f"a session name can't hold control characters: {printable(name)}")
    if name.startswith(("-", ".")):
        raise ValueError(f"a session name can't start with “{name[0]}”: {printable(name)}")
    if len(name.encode("utf-8", "replace")) > LONGEST:
        raise ValueError(f"a session name can be {LONGEST} bytes long, no more")
    return name


def printable(text: str) -> str:
    """The text with its control characters made visible, safe for a terminal."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
