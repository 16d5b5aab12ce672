"""Every option: its name, type, default and description. Nothing else says any of these again.

Options have Zellij's names where Zellij has them. The classes are the sections of the commented
default file; Config, at the end, is all of them in one flat value.
"""

import os
from enum import StrEnum
from typing import Annotated, Literal, get_args

from mux.config.keybinds import Keybinds
from mux.config.options import Checked, Section, option
from mux.config.theme import Theme
from mux.core.commands import CommandError
from mux.core.keys import normalize_key
from mux.dataclass import dataclass


def expand_path(text: str) -> str:
    """The path with `~` and `$NAME` replaced, as a shell would."""
    return os.path.expanduser(os.path.expandvars(text))


def check_key(text: str) -> str:
    """The text, if it is the name of a key. Raises ValueError."""
    try:
        normalize_key(text)
    except CommandError as error:
        raise ValueError(str(error)) from None
    return text


KeyText = Annotated[str, Checked(check_key)]
PathText = Annotated[str, Checked(expand_path)]


class RestoreAction(StrEnum):
    """What becomes of a saved command when its pane comes back."""

    ASK = "ask"  # it waits behind the gate
    RUN = "run"  # it runs at once
    SKIP = "skip"  # the pane comes back with a shell
    REPLACE = "replace"  # another command stands behind the gate


@dataclass(frozen=True, slots=True)
class RestoreRule:
    """What to do with one program; `replacement` is set for REPLACE only, as shell text."""

    program: str
    action: RestoreAction
    replacement: str = ""


Segment = Literal["session", "mode", "sync", "zoom", "layout", "git", "save", "clock"]
SEGMENTS: tuple[Segment, ...] = get_args(Segment)

# Programs that do harm when they run a second time, or that act as somebody else. Shell patterns.
DENY_LIST = (
    *("rm", "rmdir", "unlink", "shred", "srm", "dd", "truncate"),
    *("mkfs*", "mke2fs", "mkswap", "fdisk", "sfdisk", "gdisk", "parted", "wipefs", "blkdiscard"),
    *("shutdown", "reboot", "halt", "poweroff", "init", "telinit", "systemctl"),
    *("sudo", "doas", "su", "pkexec", "run0"),
    *("kill", "killall", "pkill", "chmod", "chown", "userdel", "passwd"),
    *("terraform", "kubectl", "helm", "ansible-playbook"),
)

# Programs that only start another one, which is then what the pane is about.
COMMAND_WRAPPERS = ("env", "nice", "nohup", "time", "stdbuf", "setsid", "nix-shell", "direnv")


class SessionOptions(Section):
    """Sessions"""

    default_shell: PathText = option(
        default="", description="The shell of new panes; empty: $SHELL."
    )
    default_cwd: PathText = option(
        default="", description="Where new sessions start; empty: where mux was started."
    )
    default_layout: str = option(
        default="default", description="The layout of new sessions: a name, or the path of a file."
    )
    layout_dir: PathText = option(
        default="", description="The folder of your layouts; empty: `layouts` beside this file."
    )
    term: str = option(
        default="xterm-256color",
        min_length=1,
        description="TERM inside panes, where terminfo is found.",
    )
    env: dict[str, str] = option(
        default_factory=dict, description="Variables set in every pane, one a line inside braces."
    )
    on_force_close: Literal["detach", "quit"] = option(
        default="detach", description="What happens when the terminal is closed without a word."
    )
    mirror_session: bool = option(
        default=False, description="Let all clients of a session look at the same tab."
    )
    shell_integration: bool = option(
        default=True,
        description="Let bash, zsh and fish report their folder, prompts and commands.",
    )


class SavingOptions(Section):
    """Saving"""

    session_serialization: bool = option(
        default=True, description="Save sessions while they run, so that they can be brought back."
    )
    pane_viewport_serialization: bool = option(
        default=True, description="Save what panes show, not only what runs in them."
    )
    scrollback_lines_to_serialize: int = option(
        default=1000, ge=0, description="How many lines of history are saved for each pane; 0: all."
    )
    serialization_interval: float = option(
        default=1.0, gt=0, le=86400, description="Seconds between two looks for something to save."
    )
    command_wrappers: tuple[str, ...] = option(
        default=COMMAND_WRAPPERS,
        description="Programs that only start another one: the other one is saved.",
    )
    keep_generations: int = option(
        default=10, ge=1, description="How many earlier snapshots of a session are kept."
    )
    keep_generation_days: int = option(
        default=7, ge=0, description="Of how many days the first snapshot is kept as well."
    )
    keep_exited_days: int = option(
        default=0, ge=0, description="Days after which an exited session is deleted; 0: never."
    )
    keep_exited_count: int = option(
        default=0, ge=0, description="How many exited sessions are kept, the newest first; 0: all."
    )
    keep_exited_megabytes: int = option(
        default=0,
        ge=0,
        description="How much room exited sessions may take, newest first; 0: no limit.",
    )


class RestoringOptions(Section):
    """Bringing back"""

    restore_last_session: bool = option(
        default=True,
        description="Bring interrupted sessions back when mux starts without arguments.",
    )
    restore_policy: Literal["ask", "run", "skip"] = option(
        default="ask",
        description="What to do with saved commands: wait for ENTER, run them, or leave them.",
    )
    restore_rules: tuple[RestoreRule, ...] = option(
        default=(),
        description="Exceptions by program: ask, run, skip, or a command to offer instead.",
    )
    deny_list: tuple[str, ...] = option(
        default=DENY_LIST, description="Programs that always ask, whatever else says that they run."
    )
    undo_close_seconds: float = option(
        default=10.0,
        ge=0,
        le=86400,
        description="How long a closed pane, tab or session stays alive.",
    )


class PaneOptions(Section):
    """Panes"""

    pane_frames: bool = option(default=True, description="Draw frames around panes.")
    pane_frame_style: Literal["full", "titles", "none"] = option(
        default="full", description="How frames look: a box, a title row only, or nothing."
    )
    rounded_corners: bool = option(default=False, description="Draw the corners of frames round.")
    auto_layout: bool = option(
        default=True, description="Arrange panes by the layout in force as they come and go."
    )
    scroll_buffer_size: int = option(
        default=10_000, ge=0, description="How many lines of history a pane keeps."
    )
    scrollback_editor: PathText = option(
        default="", description="What opens files and history; empty: $VISUAL, $EDITOR or vi."
    )
    visual_bell: bool = option(default=True, description="Mark panes and tabs that rang the bell.")
    notifications: bool = option(
        default=True, description="Show what programs notify (OSC 9, 99 and 777) when out of view."
    )


class KeyOptions(Section):
    """Keys and mouse"""

    keymap: Literal["tmux", "zellij"] = option(
        default="tmux", description="The keys to start from; `keybinds` changes them."
    )
    prefix: KeyText = option(
        default="Ctrl b", description="The key before every other in the tmux keymap."
    )
    keybinds: Keybinds = option(
        default=Keybinds(), description="Keys of your own; see the guide to the configuration."
    )
    default_mode: Literal["normal", "locked"] = option(
        default="normal", description="The mode that a client starts in."
    )
    which_key: bool = option(
        default=True, description="List what can follow as soon as the prefix is pressed."
    )
    mouse_mode: bool = option(
        default=True, description="Use the mouse for focus, borders, tabs and text."
    )
    focus_follows_mouse: bool = option(default=False, description="Focus the pane under the mouse.")
    mouse_scroll_lines: int = option(
        default=3, ge=1, le=100, description="Lines that one step of the wheel moves."
    )


class CopyOptions(Section):
    """Copying"""

    copy_on_select: bool = option(
        default=True, description="Copy what the mouse has selected at once."
    )
    copy_command: str = option(
        default="", description="A command that gets copied text on its input; empty: OSC 52."
    )
    copy_clipboard: Literal["system", "primary"] = option(
        default="system", description="Which clipboard OSC 52 sets."
    )
    copy_mode_keys: Literal["vi", "emacs"] = option(
        default="vi", description="The keys of copy mode."
    )
    word_separators: str = option(
        default="[]{}<>()\"'`,;|",
        description="What ends a word, besides blanks, on a double click.",
    )


class ScreenOptions(Section):
    """Screen"""

    theme: str = option(
        default="default", min_length=1, description="The theme; default: mux-dark or mux-light."
    )
    theme_dark: str = option(
        default="", description="The theme while the terminal is dark; empty: `theme`."
    )
    theme_light: str = option(
        default="", description="The theme while the terminal is light; empty: `theme`."
    )
    theme_dir: PathText = option(
        default="", description="The folder of your themes; empty: `themes` beside this file."
    )
    themes: dict[str, Theme] = option(
        default_factory=dict, description="Themes written right here; see the guide to themes."
    )
    tab_bar: Literal["top", "bottom", "none"] = option(
        default="top", description="Where the tab bar is, unless the layout says."
    )
    status_bar: Literal["top", "bottom", "none"] = option(
        default="bottom", description="Where the status bar is, unless the layout says."
    )
    status_segments: tuple[Segment, ...] = option(
        default=SEGMENTS, description="What the status bar shows, in this order."
    )
    clock_format: str = option(
        default="%H:%M", description="The status bar's clock, as strftime writes it."
    )
    simplified_ui: bool = option(default=False, description="Draw with plain ASCII only.")
    reduced_motion: bool = option(default=False, description="Nothing slides, fades or blinks.")


class Config(
    ScreenOptions,
    CopyOptions,
    KeyOptions,
    PaneOptions,
    RestoringOptions,
    SavingOptions,
    SessionOptions,
):
    """Everything the user can set."""

    def theme_name(self, dark: bool = True) -> str:
        """The name of the theme for a dark or light terminal (mode 2031); never "default"."""
        name = (self.theme_dark if dark else self.theme_light) or self.theme
        if name != "default":
            return name
        return "mux-dark" if dark else "mux-light"

    def theme_option(self, dark: bool) -> str:
        """The option to set for a dark or a light theme to be the user's own: `theme`, unless dark
        and light terminals have themes of their own."""
        apart = self.theme_dark or self.theme_light
        return ("theme_dark" if dark else "theme_light") if apart else "theme"

    @property
    def frames(self) -> str:
        """How panes are framed, in the core's words: full | title | none."""
        if not self.pane_frames:
            return "none"
        return {"full": "full", "titles": "title", "none": "none"}[self.pane_frame_style]


# In the order of the commented default file.
SECTIONS: tuple[type[Section], ...] = (
    SessionOptions,
    SavingOptions,
    RestoringOptions,
    PaneOptions,
    KeyOptions,
    CopyOptions,
    ScreenOptions,
)
