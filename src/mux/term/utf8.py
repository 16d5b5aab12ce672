"""UTF-8 to text, however the bytes are cut.

What is ill-formed becomes U+FFFD: one for each sequence, as in xterm, also where it has its full
length but says too much (overlong forms, surrogates, beyond U+10FFFF). Python's decoder would make
one of each of its bytes.
"""

import re

# It starts with a set of bytes, which is searched for much faster than alternatives are.
_TOO_MUCH = re.compile(
    rb"[\xc0\xc1\xe0\xed\xf0\xf4-\xfd]"
    rb"(?: (?<=[\xc0\xc1])[\x80-\xbf]?+"
    rb" | (?: (?<=\xe0)[\x80-\x9f] | (?<=\xed)[\xa0-\xbf] )[\x80-\xbf]?+"
    rb" | (?: (?<=\xf0)[\x80-\x8f] | (?<=\xf4)[\x90-\xbf] )[\x80-\xbf]{0,2}+"
    rb" | (?<=[\xf5-\xf7])[\x80-\xbf]{0,3}+ | (?<=[\xf8-\xfb])[\x80-\xbf]{0,4}+"
    rb" | (?<=[\xfc\xfd])[\x80-\xbf]{0,5}+ )",
    re.VERBOSE,
)
_UNFINISHED = re.compile(
    rb"(?: [\xc0-\xdf] | [\xe0-\xef][\x80-\xbf]? | [\xf0-\xf7][\x80-\xbf]{0,2}"
    rb" | [\xf8-\xfb][\x80-\xbf]{0,3} | [\xfc\xfd][\x80-\xbf]{0,4} )\Z",
    re.VERBOSE,
)
_LONGEST_UNFINISHED = 5
_REPLACEMENT = "\ufffd".encode()


class Utf8Decoder:
    """Keeps an unfinished sequence for the next bytes."""

    def __init__(self) -> None:
        self._tail = b""

    @property
    def idle(self) -> bool:
        """Whether nothing is half-read."""
        return not self._tail

    def decode(self, data: bytes) -> str:
        if self._tail:
            data = self._tail + data
            self._tail = b""
        if not data.isascii():
            unfinished = _UNFINISHED.search(data, max(0, len(data) - _LONGEST_UNFINISHED))
            if unfinished:
                self._tail = unfinished[0]
                data = data[: unfinished.start()]
            data = _TOO_MUCH.sub(_REPLACEMENT, data)
        return data.decode("utf-8", "replace")
