"""The command line (prefix :): any command with its arguments, completed and remembered."""

from mux.client.command_text import parse_command
from mux.client.line_edit import LineEdit
from mux.client.lines import Part, lay_line
from mux.client.overlay import Host, Overlay
from mux.client.palette import Palette
from mux.client.rows import RowStrip
from mux.core.arguments import CommandHelp, describe_commands
from mux.core.commands import CommandError
from mux.core.geometry import Size


class CommandLine(Overlay):
    title = "Command"
    footer = "TAB complete · ↑ earlier · ENTER run · ESC close"
    wanted = Size(76, 9)

    def __init__(self, host: Host, history: list[str], text: str = "") -> None:
        """`history`: what was run before, oldest first; what is run now is added to it."""
        super().__init__(host)
        self.line = LineEdit(text)
        self.error = ""
        self._history = history
        self._place = len(history)

    @property
    def candidates(self) -> list[CommandHelp]:
        """The commands whose name starts with the first word, or holds it."""
        word, blank, _ = self.line.text.lstrip().partition(" ")
        known = describe_commands()
        if blank:
            return [command for command in known if command.name == word]
        starting = [command for command in known if command.name.startswith(word)]
        return starting + [c for c in known if word in c.name and c not in starting]

    def press(self, key: str) -> None:
        match key:
            case "enter":
                self._run()
            case "tab":
                self._complete()
            case "up" | "ctrl-p":
                self._recall(-1)
            case "down" | "ctrl-n":
                self._recall(1)
            case _:
                self.error = ""
                if not self.line.press(key):
                    super().press(key)

    def paste(self, text: str) -> None:
        self.line.insert(text)

    def _run(self) -> None:
        text = self.line.text.strip()
        if not text:
            self.host.close_overlay()
            return
        try:
            command = parse_command(text)
        except CommandError as error:
            self.error = str(error)
            return
        if text in self._history:
            self._history.remove(text)
        self._history.append(text)
        self.host.close_overlay()
        self.host.do(command)

    def _complete(self) -> None:
        """As far as all candidates agree; the whole name and a blank if there is one only."""
        names = [command.name for command in self.candidates]
        word, blank, _ = self.line.text.lstrip().partition(" ")
        if blank or not names:
            return
        starting = [name for name in names if name.startswith(word)] or names[:1]
        if len(starting) == 1:
            self.line.set(starting[0] + " ")
            return
        first, last = min(starting), max(starting)
        same = next((n for n, c in enumerate(first) if c != last[n : n + 1]), len(first))
        self.line.set(first[:same])

    def _recall(self, by: int) -> None:
        self._place = min(max(self._place + by, 0), len(self._history))
        at_end = self._place == len(self._history)
        self.line.set("" if at_end else self._history[self._place])

    def body(self, width: int, height: int, palette: Palette) -> list[RowStrip]:
        parts: list[Part] = [(palette.panel_key, " : ")]
        parts += self.line.parts(width - 3, palette.panel, palette.selected)
        rows = [lay_line(parts, width, palette.panel)]
        if self.error:
            rows.append(lay_line([(palette.match, f" {self.error}")], width, palette.panel))
        rows += [self._help_row(c, width, palette) for c in self.candidates[: height - len(rows)]]
        return rows

    @staticmethod
    def _help_row(command: CommandHelp, width: int, palette: Palette) -> RowStrip:
        words = [a.name if a.required else f"[{a.name}]" for a in command.arguments]
        parts: list[Part] = [
            (palette.panel_key, f" {command.name} "),
            (palette.panel, " ".join(words) + " "),
            (palette.panel_dim, command.help),
        ]
        return lay_line(parts, width, palette.panel)
