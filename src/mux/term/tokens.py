"""Bytes to tokens: text and whole control sequences, however the bytes are cut.

The structure follows Paul Williams' parser for the VT500 series and xterm (ctlseqs). No meaning is
given to anything here. What is unfinished at the end of one call is kept for the next one, so any
split of the input gives the same tokens; only text may come in more pieces.
"""

import re

from mux.term.utf8 import Utf8Decoder

STRING_LIMIT = 1024 * 1024
"""Longer OSC, DCS, APC, PM and SOS strings are read to their end and dropped."""
SEQUENCE_LIMIT = 4096
"""The same for CSI and escape sequences."""

_C0 = r"\x00-\x17\x19\x1c-\x1f\x7f"  # without CAN, SUB and ESC, but with DEL
_TOKENS = re.compile(
    rf"""(
      \r\n
    | \x1b\[ [{_C0}\x20-\x3f]*+ [@-~]?+                               # CSI, controls in it included
    | \x1b[]k] [^\x07\x18\x1a\x1b]*+ (?: [\x07\x18\x1a] | \x1b\\ )?+  # OSC, and screen's title
    | \x1b[PX^_] [^\x18\x1a\x1b]*+ (?: [\x18\x1a] | \x1b\\ )?+        # DCS, SOS, PM, APC
    | \x1b[\x20-\x2f]*+ [0-~]?+                                       # other escape sequences
    | [\x00-\x1f\x7f]
    )""",
    re.VERBOSE,
)
_PARTIAL_SEQUENCE = re.compile(rf"\x1b(?:[ -/]*+|\[[{_C0}\x20-\x3f]*+)")
_PARTIAL_STRING = re.compile(r"\x1b(?:[]k][^\x07\x18\x1a\x1b]*+|[PX^_][^\x18\x1a\x1b]*+)\x1b?")
_STRING_END = re.compile(r"[\x07\x18\x1a\x1b]")
_STRING_END_NOT_BEL = re.compile(r"[\x18\x1a\x1b]")
_C1 = re.compile(r"[\x80-\x9f]")
_INTERRUPTED = re.compile(rf"\x1b(?=[ -/]*+[{_C0}])([ -/{_C0}]++)")
_CONTROL = re.compile(rf"[{_C0}]")


def _escape_c1(control: re.Match[str]) -> str:
    return "\x1b" + chr(ord(control[0]) - 0x40)


def _put_controls_first(sequence: re.Match[str]) -> str:
    """A control inside an escape sequence acts at once, and the sequence goes on after it."""
    body = sequence[1]
    return "".join(_CONTROL.findall(body)) + "\x1b" + _CONTROL.sub("", body)


class Tokenizer:
    """Cuts a stream of bytes into text and control tokens."""

    def __init__(self) -> None:
        self._decoder = Utf8Decoder()
        self._tail = ""  # an unfinished sequence
        self._string: list[str] = []  # an unfinished string, from its ESC on
        self._string_size = 0

    @property
    def idle(self) -> bool:
        """Whether nothing is half-read."""
        return self._decoder.idle and not (self._tail or self._string)

    def split(self, data: bytes) -> list[str]:
        """Text, token, text, token …, of even length; any of them may be empty.

        C1 controls come as their 7-bit forms (ECMA-35), ill-formed UTF-8 as U+FFFD. A token that
        was broken off (by CAN, SUB, ESC or a character that cannot be part of it) lacks its end.
        """
        text = self._decoder.decode(data)
        if not text.isascii() and _C1.search(text):
            text = _C1.sub(_escape_c1, text)
        if self._tail:
            text = self._tail + text
            self._tail = ""
        if "\x1b" in text and _INTERRUPTED.search(text):
            text = _INTERRUPTED.sub(_put_controls_first, text)
        if not self._string:
            parts = _TOKENS.split(self._hold_back(text))
            parts.append("")
            return parts
        string, text = self._continue_string(text)
        parts = _TOKENS.split(self._hold_back(text))
        return ["", string, *parts, ""]

    def _hold_back(self, text: str) -> str:
        """A text without the unfinished sequence at its end, which is kept."""
        last = text.rfind("\x1b")
        if last < 0:
            return text
        start = text.rfind("\x1b", 0, last) if last == len(text) - 1 else last
        if start >= 0 and _PARTIAL_STRING.fullmatch(text, start):
            if start < last:
                self._tail = "\x1b"
                self._keep_string(text[start:last])
            else:
                self._keep_string(text[start:])
            return text[:start]
        if _PARTIAL_SEQUENCE.fullmatch(text, last):
            self._tail = text[last:]
            text = text[:last]
            if len(self._tail) > SEQUENCE_LIMIT:
                text += "".join(_CONTROL.findall(self._tail))
                self._tail = "\x1b[<<" if self._tail[1] == "[" else "\x1b((("  # no sequence at all
        return text

    def _keep_string(self, part: str) -> None:
        self._string_size += len(part)
        if self._string_size <= STRING_LIMIT:
            self._string.append(part)
        else:
            del self._string[1:]

    def _continue_string(self, text: str) -> tuple[str, str]:
        """The string token, if its end is in the text, and the text after it."""
        end = _STRING_END if self._string[0][1] in "]k" else _STRING_END_NOT_BEL
        found = end.search(text)
        if not found:
            self._keep_string(text)
            return "", ""
        stop = found.end()
        if found[0] == "\x1b":
            if stop == len(text):
                self._tail = "\x1b"
                self._keep_string(text[:-1])
                return "", ""
            stop = stop + 1 if text[stop] == "\\" else stop - 1
        self._keep_string(text[:stop])
        token = "".join(self._string) if self._string_size <= STRING_LIMIT else ""
        self._string.clear()
        self._string_size = 0
        return token, text[stop:]
