"""The words of the layout language. The source is Zellij's layout parser, but for mux's own."""

# Zellij's: what can't be the name of a template.
RESERVED = frozenset(
    (
        *("pane", "layout", "pane_template", "tab_template", "default_tab_template", "tab"),
        *("new_tab_template", "command", "edit", "plugin", "children", "args", "close_on_exit"),
        *("start_suspended", "borderless", "focus", "name", "size", "cwd", "split_direction"),
        *("swap_tiled_layout", "swap_floating_layout", "hide_floating_panes", "contents_file"),
    )
)

RUN_WORDS = ("command", "args", "edit", "plugin", "cwd", "close_on_exit", "start_suspended")
LOOK_WORDS = ("name", "focus", "borderless", "contents_file", "default_fg", "default_bg")
OWN_PANE_WORDS = ("private", "restore", "restore_untrusted", "command_line", "line")
TILED_ONLY = ("size", "weight", "split_direction", "stacked", "expanded")
FLOATING_ONLY = ("x", "y", "width", "height", "pinned")

TILED_WORDS = (*RUN_WORDS, *LOOK_WORDS, *OWN_PANE_WORDS, *TILED_ONLY, "exclude_from_sync")
FLOATING_WORDS = (*RUN_WORDS, *LOOK_WORDS, *OWN_PANE_WORDS, *FLOATING_ONLY, "exclude_from_sync")
TEMPLATE_WORDS = (*TILED_WORDS, *FLOATING_ONLY)

CONSTRAINTS = ("max_panes", "min_panes", "exact_panes")
OWN_TAB_WORDS = ("color", "zoomed", "sync", "bars", "swap")
TAB_WORDS = ("name", "focus", "split_direction", "cwd", "hide_floating_panes", *OWN_TAB_WORDS)
# What Zellij takes on any tab's line and gives a meaning in swap layouts only.
TAB_TITLE_WORDS = (*TAB_WORDS, "floating_panes", "children", *CONSTRAINTS)
# Properties of the layout node that make sense for its one tab where it names no tabs.
LAYOUT_TAB_WORDS = ("name", "split_direction", "hide_floating_panes", *OWN_TAB_WORDS)

LAYOUT_NODES = (
    *("pane", "tab", "floating_panes", "pane_template", "tab_template", "default_tab_template"),
    *("new_tab_template", "swap_tiled_layout", "swap_floating_layout"),
)

# What Zellij's bars are called, with or without "zellij:".
BARS = ("tab-bar", "status-bar", "compact-bar")

# Where a word belongs that can stand in one kind of place only.
HOMES = {
    "tab": "tabs belong into layout { … }",
    "floating_panes": "put it into a tab, or into a layout without tabs",
    "children": "it belongs into a template",
    **dict.fromkeys(
        (
            *("pane_template", "tab_template", "default_tab_template", "new_tab_template"),
            *("swap_tiled_layout", "swap_floating_layout"),
        ),
        "put it into layout { … }",
    ),
    **dict.fromkeys(CONSTRAINTS, "only the tabs of a swap layout have it"),
}
