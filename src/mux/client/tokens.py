"""What the outer terminal sends, cut into tokens by one regex; nothing is given a meaning here.

The shapes are those of ECMA-48 5.4 (control sequences) and of "xterm control sequences": keys,
mouse reports (SGR and X10), focus events, bracketed pastes, and the terminal's answers.
"""

import re
from enum import StrEnum
from typing import NamedTuple

# How long to wait for the rest of a sequence, in seconds. A lone ESC is most likely the Escape key;
# the start of a longer sequence is most likely cut by a slow line.
ESCAPE_PATIENCE = 0.02
SEQUENCE_PATIENCE = 0.15

# A paste is given on in pieces of this many bytes, so that none has to fit into memory twice.
PASTE_PIECE = 1024 * 1024
PASTE_END = b"\x1b[201~"
CUT_CHARACTER = rb"(?:[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]?|[\xf0-\xf4][\x80-\xbf]{0,2})"
PASTE_TAIL = re.compile(rb"(?:\x1b(?:\[(?:2(?:0(?:1)?)?)?)?|%b)\Z" % CUT_CHARACTER)


class TokenKind(StrEnum):
    TEXT = "text"  # a run of printable characters, UTF-8
    CTRL = "ctrl"  # one C0 control or DEL, not ESC
    ALT = "alt"  # ESC and one key
    CSI = "csi"
    SS3 = "ss3"
    ESC = "esc"  # the Escape key
    MOUSE = "mouse"  # SGR (1006) report
    X10 = "x10"
    FOCUS = "focus"
    REPLY = "reply"  # an answer of the terminal
    PASTE = "paste"  # what was pasted, without its brackets


class Token(NamedTuple):
    kind: TokenKind
    raw: bytes


CHARACTER = rb"(?:[ -~]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})"

# Strings are only those that terminals answer with: ESC P, ] and _ may also be typed with Alt.
STRING = rb"\x1b(?:\]\d|P[01]?[$+>!]|_G)[^\x07\x1b]*"

TOKEN = re.compile(
    rb"""
      (?P<text>  CHARACTER+ )
    | (?P<ctrl>  [\x00-\x1a\x1c-\x1f\x7f] )
    | (?P<paste> \x1b\[200~ )
    | (?P<mouse> \x1b\[<\d+;\d+;\d+[Mm] )
    | (?P<x10>   \x1b\[M[\x20-\xff]{3} )
    | (?P<focus> \x1b\[[IO] )
    | (?P<reply> \x1b\[[>?=][0-9;:]*[ -/]*[@-~]      # DA, DECRPM, kitty flags: marked as private
               | \x1b\[[0-9;]+(?:[ctn]|\$y)          # DA, XTWINOPS, DSR, DECRPM
               | \x1b\[(?!1;(?:[2-9]|1[0-6])R)\d+;\d+R   # CPR, unless it is F3 with modifiers
               | STRING(?:\x07|\x1b\\) )
    | (?P<rest>  (?: \x1b(?: \x1b?(?:\[[0-9;:]*[\ -/]* | O[0-9;]*)?   # may be going on: kept
               | \[[<>?=][0-9;:]*[\ -/]* | \[M[\x20-\xff]{0,2} | \][0-9]? | P[01]?[$+>!]? | _G? )
               | STRING\x1b? | \x1b?CUT )\Z )
    | (?P<csi>   \x1b\[\[[A-E] | \x1b\[[0-9;:]*[ -/]*(?:[@-~] | (?=\x1b)) )
    | (?P<ss3>   \x1bO(?:[0-9]+(?:;[0-9]+)?)?[@-~] )
    | (?P<alt>   \x1b(?: \x1b\[[0-9;:]*[ -/]*[@-~] | \x1bO[@-~] | CHARACTER
               | [\x00-\x1a\x1c-\x1f\x7f] | \x1b ) )
    | (?P<esc>   \x1b )
    | (?P<junk>  [\x80-\xff] )                       # not UTF-8: given on as it is
    """.replace(b"CHARACTER", CHARACTER)
    .replace(b"STRING", STRING)
    .replace(b"CUT", CUT_CHARACTER),
    re.VERBOSE,
)


class Tokenizer:
    """Bytes in, tokens out, however the bytes are cut. Linear in the bytes fed."""

    def __init__(self) -> None:
        self._rest = b""
        self._paste: list[bytes] | None = None  # pieces of the paste that is going on
        self._pasted = 0

    @property
    def patience(self) -> float | None:
        """Seconds after which `flush` is due if no more bytes come; None: nothing is kept."""
        if not self._rest or self._paste is not None:
            return None
        return ESCAPE_PATIENCE if self._rest == b"\x1b" else SEQUENCE_PATIENCE

    def feed(self, data: bytes) -> list[Token]:
        tokens: list[Token] = []
        if self._rest:
            data, self._rest = self._rest + data, b""
        position, end = 0, len(data)
        while position < end:
            if self._paste is not None:
                position = self._feed_paste(data, position, tokens)
                continue
            found = TOKEN.match(data, position)
            assert found is not None, "the pattern takes any byte"
            position = found.end()
            kind = found.lastgroup or ""
            if kind == "rest":
                self._rest = found.group()
            elif kind == "paste":
                self._paste, self._pasted = [], 0
            elif kind == "junk":
                tokens.append(Token(TokenKind.TEXT, found.group()))
            else:
                tokens.append(Token(TokenKind(kind), found.group()))
        return tokens

    def flush(self) -> list[Token]:
        """The tokens that what is kept amounts to, if nothing follows it."""
        rest, self._rest = self._rest, b""
        if not rest or self._paste is not None:
            self._rest = rest
            return []
        if rest == b"\x1b":
            return [Token(TokenKind.ESC, rest)]
        if rest[:1] != b"\x1b":
            return [Token(TokenKind.TEXT, rest)]
        if len(rest) == 2:
            return [Token(TokenKind.ALT, rest)]
        if rest.startswith((b"\x1b[<", b"\x1b[?", b"\x1b[>", b"\x1b]", b"\x1bP", b"\x1b_")):
            return [Token(TokenKind.REPLY, rest)]
        return [Token(TokenKind.CSI, rest)]

    def _feed_paste(self, data: bytes, start: int, tokens: list[Token]) -> int:
        """Takes what belongs to the paste; gives back where the rest of the data starts."""
        assert self._paste is not None
        end = data.find(PASTE_END, start)
        if end >= 0:
            self._keep_pasted(data[start:end])
            self._give_paste(tokens)
            self._paste = None
            return end + len(PASTE_END)
        tail = PASTE_TAIL.search(data, start)
        safe = tail.start() if tail else len(data)
        self._keep_pasted(data[start:safe])
        self._rest = data[safe:]
        if self._pasted >= PASTE_PIECE:
            self._give_paste(tokens)
        return len(data)

    def _keep_pasted(self, piece: bytes) -> None:
        if piece and self._paste is not None:
            self._paste.append(piece)
            self._pasted += len(piece)

    def _give_paste(self, tokens: list[Token]) -> None:
        if self._paste:
            tokens.append(Token(TokenKind.PASTE, b"".join(self._paste)))
        self._paste, self._pasted = [], 0
