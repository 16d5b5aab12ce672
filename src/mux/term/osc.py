"""Operating system commands (xterm ctlseqs, and what kitty, iTerm2, VS Code and ConEmu added).

`OSC 7878 ; restore ; command ST` is mux's own: how the program wants to be brought back.
"""

import re
from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Callable, Iterable
from urllib.parse import unquote

from mux.term.colours import (
    FIRST_SPECIAL,
    FOREGROUND,
    LAST_DYNAMIC,
    LAST_SPECIAL,
    format_colour,
    parse_colour,
)
from mux.term.csi import State
from mux.term.emulator import (
    ClipboardSet,
    CwdChanged,
    Notified,
    Progressed,
    PromptMarked,
    RestoreCommandSet,
)

TEXT_LIMIT = 64 * 1024
"""Characters kept of titles, paths, commands, links and notifications."""

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_CONTROLS_IN_A_LINE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # a command may span lines
_FILE_URI = re.compile(r"(?:file|kitty-shell-cwd)://([^/]*)(/.*)", re.DOTALL)
_VSCODE_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|(\\))")

Command = Callable[[State, str, str], None]


def perform_osc(state: State, string: tuple[str, str]) -> None:
    """Does what an OSC asks for. `string`: all between OSC and its end, and that end, with which
    answers end too."""
    payload, end = string
    code, _, text = payload.partition(";")
    command = _COMMANDS.get(code)
    if command:
        command(state, text, end)


def clean_text(text: str) -> str:
    """Text without controls, cut to TEXT_LIMIT."""
    return _CONTROLS.sub("", text[:TEXT_LIMIT])


def _set_titles(state: State, text: str, end: str) -> None:
    _set_icon_name(state, text, end)
    _set_title(state, text, end)


def _set_icon_name(state: State, text: str, _: str) -> None:
    name = state.titles.decode(text)
    if name is not None:
        state.screen.icon_name = clean_text(name)


def _set_title(state: State, text: str, _: str) -> None:
    title = state.titles.decode(text)
    if title is not None:
        state.change_title(clean_text(title))


# --- colours -------------------------------------------------------------------------------------


def _change_palette(code: int, first: int) -> Command:
    """OSC 4, and 5 for the special colours, which are entries from `first` on: pairs of an index
    and a colour, or ? to ask for one."""

    def change(state: State, text: str, end: str) -> None:
        fields = text.split(";")
        for index_text, spec in zip(fields[::2], fields[1::2], strict=False):
            index = _small_number(index_text, LAST_SPECIAL - first)
            if index is None:
                continue
            if spec == "?":
                colour = format_colour(state.colours.palette_colour(first + index))
                state.reply(f"\x1b]{code};{index};{colour}{end}")
            elif parsed := parse_colour(spec):
                state.colours.palette[first + index] = parsed
                state.screen.damage_all()

    return change


def _reset_palette(first: int) -> Command:
    """OSC 104 and 105: some entries, or all from `first` on."""

    def reset(state: State, text: str, _: str) -> None:
        palette = state.colours.palette
        indexes: Iterable[int | None] = range(LAST_SPECIAL - first + 1)
        if text:
            indexes = (_small_number(index, LAST_SPECIAL - first) for index in text.split(";"))
        for index in indexes:
            if index is not None:
                palette.pop(first + index, None)
        state.screen.damage_all()

    return reset


def _small_number(text: str, most: int = 255) -> int | None:
    """A number of 0 to `most`, which has at most three digits."""
    if text.isascii() and text.isdecimal() and len(text) <= 3 and int(text) <= most:
        return int(text)
    return None


def _change_dynamic(first: int) -> Command:
    """OSC 10 to 19: one colour, or several for this number and those after it."""

    def change(state: State, text: str, end: str) -> None:
        for which, spec in zip(range(first, LAST_DYNAMIC + 1), text.split(";"), strict=False):
            if spec == "?":
                colour = format_colour(state.colours.dynamic_colour(which))
                state.reply(f"\x1b]{which};{colour}{end}")
            elif parsed := parse_colour(spec):
                state.colours.dynamic[which] = parsed
                state.screen.damage_all()

    return change


def _reset_dynamic(which: int) -> Command:
    def reset(state: State, text: str, end: str) -> None:
        state.colours.dynamic.pop(which, None)
        state.screen.damage_all()

    return reset


# --- where things are ----------------------------------------------------------------------------


def _set_cwd_uri(state: State, text: str, _: str) -> None:
    """OSC 7: file://host/path."""
    if found := _FILE_URI.fullmatch(text[:TEXT_LIMIT]):
        _report_cwd(state, unquote(found[2]), unquote(found[1]))


def _report_cwd(state: State, path: str, host: str = "") -> None:
    path = clean_text(path)
    if path:
        state.screen.events.append(CwdChanged(path, clean_text(host)))


def _open_link(state: State, text: str, _: str) -> None:
    """OSC 8: parameters, of which only id counts; target."""
    parameters, _, uri = text.partition(";")
    link_id = ""
    for parameter in parameters.split(":"):
        key, _, value = parameter.partition("=")
        if key == "id":
            link_id = clean_text(value)
    state.screen.open_link(link_id, clean_text(uri) if len(uri) <= TEXT_LIMIT else "")


def _set_clipboard(state: State, text: str, _: str) -> None:
    """OSC 52: selections; base64. Questions are not answered."""
    selection, _, encoded = text.partition(";")
    if encoded == "?":
        return
    try:
        decoded = b64decode(encoded + "=" * (-len(encoded) % 4), validate=True)
    except (Base64Error, ValueError):
        return
    selection = clean_text(selection) or "c"
    state.screen.events.append(ClipboardSet(selection, decoded.decode("utf-8", "replace")))


# --- telling the user ----------------------------------------------------------------------------


def _notify(state: State, text: str, end: str) -> None:
    """OSC 9: iTerm2's notification, but for ConEmu's 9;4 (progress) and 9;9 (cwd)."""
    kind, _, rest = text.partition(";")
    if kind == "4":
        _report_progress(state, rest)
    elif kind == "9":
        _report_cwd(state, rest.strip('"'))
    elif not (kind.isdecimal() and len(kind) <= 2 and rest):
        state.screen.events.append(Notified("", clean_text(text)))


def _report_progress(state: State, text: str) -> None:
    state_text, _, percent_text = text.partition(";")
    number = _small_number(state_text)
    if number is not None and number <= 4:
        percent = min(_small_number(percent_text) or 0, 100)
        state.screen.events.append(Progressed(number, percent if number else 0))


def _notify_urxvt(state: State, text: str, _: str) -> None:
    """OSC 777: notify;title;body."""
    kind, _, rest = text.partition(";")
    if kind == "notify":
        title, _, body = rest.partition(";")
        state.screen.events.append(Notified(clean_text(title), clean_text(body)))


def _notify_kitty(state: State, text: str, _: str) -> None:
    """OSC 99: metadata; payload. A notification may come in pieces, all but the last with d=0."""
    metadata, _, payload = text.partition(";")
    keys = dict(part.split("=", 1) for part in metadata.split(":") if "=" in part)
    if keys.get("e") == "1":
        try:
            payload = b64decode(payload, validate=True).decode("utf-8", "replace")
        except (Base64Error, ValueError):
            return
    kind = keys.get("p", "title")
    if kind not in ("title", "body"):
        return
    title, body = state.notification
    piece = clean_text(payload)
    title, body = (title + piece, body) if kind == "title" else (title, body + piece)
    if keys.get("d") == "0":
        state.notification = (title[:TEXT_LIMIT], body[:TEXT_LIMIT])
    else:
        state.notification = ("", "")
        state.screen.events.append(Notified(title, body))


# --- shell integration ---------------------------------------------------------------------------


def _mark_prompt(state: State, text: str, _: str) -> None:
    """OSC 133 (FinalTerm): A, B, C, D with an exit status; kitty's cmdline with C.

    `aid` tells shells apart that run one inside the other (the proposal "Semantic prompts").
    """
    mark, *fields = text[:TEXT_LIMIT].split(";")
    options = _read_options(fields)
    command = unquote(options.get("cmdline_url", "")) or options.get("cmdline", "")
    _report_mark(state, mark, fields, clean_text(command), clean_text(options.get("aid", "")))


def _mark_prompt_vscode(state: State, text: str, _: str) -> None:
    """OSC 633: the same; E reports the command line, P;Cwd= the folder.

    E is `command ; nonce`, and from mux's own integration also `cwd=…` and `again`: nothing new is
    in the shell's history, so that the command may be another one.
    """
    mark, *fields = text[:TEXT_LIMIT].split(";")
    if mark == "E":
        command, nonce, *rest = (*fields, "", "")
        state.screen.events.append(
            PromptMarked(
                "E",
                command=_CONTROLS_IN_A_LINE.sub("", _unescape(command)),
                nonce=clean_text(nonce),
                cwd=clean_text(_unescape(_read_options(rest).get("cwd", ""))),
                certain="again" not in rest,
            )
        )
    elif mark == "P":
        key, _, value = ";".join(fields).partition("=")
        if key == "Cwd":
            _report_cwd(state, _unescape(value))
    else:
        _report_mark(state, mark, fields, "")


def _read_options(fields: list[str]) -> dict[str, str]:
    return dict(field.split("=", 1) for field in fields if "=" in field)


def _unescape(text: str) -> str:
    """VS Code's \\xNN and \\\\."""
    return _VSCODE_ESCAPE.sub(lambda m: "\\" if m[2] else chr(int(m[1], 16)), text)


def _report_mark(state: State, mark: str, fields: list[str], command: str, nonce: str = "") -> None:
    if mark not in ("A", "B", "C", "D"):
        return
    status = None
    if mark == "D" and fields:
        status = _exit_status(fields[0])
    state.note_mark(mark)
    state.screen.events.append(PromptMarked(mark, status, command, nonce))


def _exit_status(text: str) -> int | None:
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdecimal() and len(digits) <= 10 else None


def _iterm(state: State, text: str, _: str) -> None:
    """OSC 1337: only CurrentDir."""
    key, _, value = text.partition("=")
    if key == "CurrentDir":
        _report_cwd(state, value)


def _set_restore_command(state: State, text: str, _: str) -> None:
    """OSC 7878."""
    kind, _, command = text.partition(";")
    if kind == "restore":
        state.screen.events.append(RestoreCommandSet(clean_text(command)))


_COMMANDS: dict[str, Command] = {
    "0": _set_titles,
    "1": _set_icon_name,
    "2": _set_title,
    "4": _change_palette(4, 0),
    "5": _change_palette(5, FIRST_SPECIAL),
    "7": _set_cwd_uri,
    "8": _open_link,
    "9": _notify,
    "52": _set_clipboard,
    "99": _notify_kitty,
    "104": _reset_palette(0),
    "105": _reset_palette(FIRST_SPECIAL),
    "133": _mark_prompt,
    "633": _mark_prompt_vscode,
    "777": _notify_urxvt,
    "1337": _iterm,
    "7878": _set_restore_command,
    **{str(which): _change_dynamic(which) for which in range(FOREGROUND, LAST_DYNAMIC + 1)},
    **{str(100 + which): _reset_dynamic(which) for which in range(FOREGROUND, LAST_DYNAMIC + 1)},
}
