"""What goes to a pane's program and its screen, and what the program reports."""

from mux.core.change import Change, Handlers
from mux.core.closing import change_closed, end_closed
from mux.core.commands import (
    ClearHistory,
    CommandError,
    ScrollPage,
    ScrollPane,
    ScrollToBottom,
    ScrollToTop,
    SendPrefix,
    WriteChars,
)
from mux.core.edit import put_pane, remove_pane
from mux.core.effects import ForgetHistory, Scroll, Write
from mux.core.facts import (
    PaneChangedDirectory,
    PaneEnded,
    PaneRang,
    PaneTitled,
    RestoreCommandReported,
)
from mux.core.ids import ClientId, PaneId
from mux.core.layout import RunCommand
from mux.core.lookup import input_targets, target_pane
from mux.core.model import PaneState, Workspace
from mux.dataclass import replace

# --- to the program -----------------------------------------------------------------------------


def write_chars(workspace: Workspace, command: WriteChars, client: ClientId | None) -> Change:
    pane = target_pane(workspace, client, command.pane).id
    try:
        text = command.text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        raise CommandError("the text holds half a character (a lone surrogate)") from None
    return _write(workspace, pane, text)


def send_prefix(workspace: Workspace, command: SendPrefix, client: ClientId | None) -> Change:
    pane = target_pane(workspace, client, None).id
    return _write(workspace, pane, encode_prefix(command.key))


def encode_prefix(key: str) -> bytes:
    """The bytes of a key that can be a prefix: a character, with alt- or ctrl- before it.

    Control characters are the letter's code and 0x1F (ECMA-48 5.2); Alt is ESC before the key
    (xterm ctlseqs: Alt and Meta Keys). Raises CommandError for any other key.
    """
    rest = key.replace("alt-", "", 1)
    name = rest.removeprefix("ctrl-")
    character = " " if name == "space" else name
    has_control_code = character == " " or "@" <= character.upper() <= "_"
    if len(character) != 1 or (name != rest and not has_control_code):
        raise CommandError(f'"{key}" can\'t be sent as a prefix')
    sent = character if name == rest else chr(ord(character.upper()) & 0x1F)
    escape = b"" if rest == key else b"\x1b"
    return escape + sent.encode("utf-8", "replace")


def _write(workspace: Workspace, pane: PaneId, text: bytes) -> Change:
    if workspace.panes[pane].state is not PaneState.RUNNING:
        raise CommandError("no program runs in the pane")
    targets = input_targets(workspace, pane)
    return Change(workspace, tuple(Write(target, text) for target in targets))


# --- to the screen ------------------------------------------------------------------------------


def scroll_pane(workspace: Workspace, command: ScrollPane, client: ClientId | None) -> Change:
    pane = target_pane(workspace, client, command.pane).id
    return Change(workspace, (Scroll(pane, lines=command.lines),))


def scroll_page(workspace: Workspace, command: ScrollPage, client: ClientId | None) -> Change:
    pane = target_pane(workspace, client, command.pane).id
    return Change(workspace, (Scroll(pane, pages=command.pages),))


def scroll_to_top(workspace: Workspace, command: ScrollToTop, client: ClientId | None) -> Change:
    pane = target_pane(workspace, client, command.pane).id
    return Change(workspace, (Scroll(pane, to="top"),))


def scroll_to_bottom(
    workspace: Workspace, command: ScrollToBottom, client: ClientId | None
) -> Change:
    pane = target_pane(workspace, client, command.pane).id
    return Change(workspace, (Scroll(pane, to="bottom"),))


def clear_history(workspace: Workspace, command: ClearHistory, client: ClientId | None) -> Change:
    pane = target_pane(workspace, client, command.pane).id
    return Change(workspace, (ForgetHistory(pane),))


# --- from the program ---------------------------------------------------------------------------


def pane_ended(workspace: Workspace, fact: PaneEnded, client: ClientId | None) -> Change:
    """The pane closes, but for a command's that was to stay: it shows how the command ended."""
    if fact.pane not in workspace.panes:
        ended = change_closed(workspace, fact.pane, lambda pane: end_closed(pane, fact.status))
        return Change(ended)
    pane = workspace.panes[fact.pane]
    if pane.state is not PaneState.RUNNING:
        return Change(workspace)
    if isinstance(pane.run, RunCommand) and not pane.close_on_exit:
        kept = replace(pane, state=PaneState.EXITED, exit_status=fact.status)
        return Change(put_pane(workspace, kept))
    return remove_pane(workspace, fact.pane)


def pane_titled(workspace: Workspace, fact: PaneTitled, client: ClientId | None) -> Change:
    pane = workspace.panes.get(fact.pane)
    if pane is None or pane.title == fact.title:
        return Change(workspace)
    return Change(put_pane(workspace, replace(pane, title=fact.title)))


def pane_changed_directory(
    workspace: Workspace, fact: PaneChangedDirectory, client: ClientId | None
) -> Change:
    pane = workspace.panes.get(fact.pane)
    if pane is None or fact.cwd in ("", pane.cwd):
        return Change(workspace)
    return Change(put_pane(workspace, replace(pane, cwd=fact.cwd)))


def restore_command_reported(
    workspace: Workspace, fact: RestoreCommandReported, client: ClientId | None
) -> Change:
    """What a user has set stays: output can't take its place."""
    pane = workspace.panes.get(fact.pane)
    if pane is None or (pane.restore is not None and not pane.restore_untrusted):
        return Change(workspace)
    changed = replace(pane, restore=fact.text or None, restore_untrusted=bool(fact.text))
    return Change(workspace if changed == pane else put_pane(workspace, changed))


def pane_rang(workspace: Workspace, fact: PaneRang, client: ClientId | None) -> Change:
    """The mark is set here; `apply` takes it away again where somebody sees the pane."""
    pane = workspace.panes.get(fact.pane)
    if pane is None or pane.bell:
        return Change(workspace)
    return Change(put_pane(workspace, replace(pane, bell=True)))


HANDLERS: Handlers = {
    WriteChars: write_chars,
    SendPrefix: send_prefix,
    ScrollPane: scroll_pane,
    ScrollPage: scroll_page,
    ScrollToTop: scroll_to_top,
    ScrollToBottom: scroll_to_bottom,
    ClearHistory: clear_history,
    PaneEnded: pane_ended,
    PaneTitled: pane_titled,
    PaneChangedDirectory: pane_changed_directory,
    RestoreCommandReported: restore_command_reported,
    PaneRang: pane_rang,
}
