"""The settings screen: every option with its value, its default and what it does, set in place."""

from collections.abc import Callable, Sequence

from mux.client.lines import lay_line, wrap_words
from mux.client.overlay import Host
from mux.client.palette import Palette
from mux.client.picker import Item
from mux.client.preview_picker import PreviewPicker
from mux.client.prompts import Prompt
from mux.client.rows import RowStrip
from mux.client.setting import Setting, default_values, parse_setting, show_value
from mux.core.geometry import Size
from mux.kdl.node import Scalar

Values = tuple[Scalar, ...]


class Settings(PreviewPicker):
    title = "Settings"
    wanted = Size(140, 40)
    LIST_SHARE = 0.6
    LIST_MOST = 80
    placeholder = "type to search options"

    def __init__(
        self,
        host: Host,
        read: Callable[[], Sequence[Setting]],
        save: Callable[[str, Values], bool],
        edit_file: Callable[[], None],
    ) -> None:
        """`save` writes an option into the file: whether it could; what is wrong it tells the user.
        `edit_file` opens the file in the user's editor."""
        super().__init__(host)
        self._read = read
        self._save = save
        self._edit_file = edit_file
        self.show_settings()

    @property
    def footer(self) -> str:  # type: ignore[override]
        kind = self.setting.kind if self.setting else ""
        enter = {"yes-no": "toggle", "choice": "next", "block": "edit the file"}.get(kind, "change")
        return f"ENTER {enter} · Del default · Ctrl-e edit config.kdl · ESC close"

    @property
    def setting(self) -> Setting | None:
        return self.current.value if self.current else None

    def show_settings(self) -> None:
        """As the options are now; the selected one stays selected."""
        selected, top = self.selected, self._top
        items = [Item(s, s.name, s.shown + ("" if s.is_default else " *")) for s in self._read()]
        self.set_items(items)
        self.selected, self._top = min(selected, max(len(self.shown) - 1, 0)), top

    def press(self, key: str) -> None:
        setting = self.setting
        match key:
            case "ctrl-e":
                self._edit_file()
            case "delete" if setting is not None and setting.kind != "block":
                self._set(setting, default_values(setting))
            case _:
                super().press(key)

    def choose(self, item: Item) -> None:
        setting: Setting = item.value
        match setting.kind:
            case "block":
                self._edit_file()
            case "yes-no":
                self._set(setting, (not setting.value,))
            case "choice":
                place = setting.words.index(setting.value)
                self._set(setting, (setting.words[(place + 1) % len(setting.words)],))
            case _:
                self._ask(setting, setting.text)

    def _ask(self, setting: Setting, text: str) -> None:
        def take(text: str) -> None:
            self.host.open_overlay(self)
            try:
                values = parse_setting(setting, text)
            except ValueError as error:
                self.host.show_toast(str(error), "warning")
                self._ask(setting, text)
                return
            if not self._set(setting, values):
                self._ask(setting, text)

        prompt = Prompt(self.host, setting.name, text, take)
        prompt.back = self
        self.host.open_overlay(prompt)

    def _set(self, setting: Setting, values: Values) -> bool:
        saved = self._save(setting.name, values)
        self.show_settings()
        return saved

    def picture(self, size: Size, palette: Palette) -> list[RowStrip]:
        """What there is to know of the selected option."""
        setting = self.setting
        if setting is None:
            return []
        head = [(palette.panel_key, setting.name), (palette.panel_dim, setting.section), ("", "")]
        lines = [*head, (palette.panel, setting.about), ("", "")]
        lines += [(palette.panel_key, f"now: {setting.shown}")]
        lines += [(palette.panel_dim, f"default: {show_value(setting.default)}")]
        if setting.words:
            many = "any of" if setting.kind == "list" else "one of"
            lines += [("", ""), (palette.panel_dim, f"{many} {', '.join(setting.words)}")]
        rows: list[RowStrip] = []
        for style, text in lines:
            for line in wrap_words(text, size.width - 2) or [""]:
                parts = [(style or palette.panel, f" {line}")]
                rows.append(lay_line(parts, size.width, palette.panel))
        return rows
