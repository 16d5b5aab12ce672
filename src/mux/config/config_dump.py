"""The commented default config, made from the models: what `mux setup --dump-config` prints."""

from textwrap import wrap
from typing import Any, Literal, get_args, get_origin

from mux.config.models import SECTIONS
from mux.config.options import Option
from mux.kdl.writer import write_scalar

LONGEST_LINE = 90

_HEAD = """\
// The configuration of mux. Every option stands here with its default, commented out:
// take away the “//” before a line to change it. A running mux reads this file anew when it
// changes; `mux setup --check` says what is wrong with it. The language is KDL 1.0.
"""

# What a block looks like; its default is empty and would explain nothing.
_BLOCK_EXAMPLES = {
    "env": """\
env {
    PAGER "less -R"
}""",
    "restore_rules": """\
restore_rules {
    htop "run"
    vim "vim -S"
    python3 "skip"
    cargo "ask"
}""",
    "keybinds": """\
keybinds {
    normal { bind "Alt h" { move-focus "left"; }; }
    prefix { bind "|" { split-pane "right"; }; unbind "%"; }
}""",
    "themes": """\
themes {
    mine {
        text_unselected { base "#d0d0d0"; background "#202020"; }
    }
}""",
}


def dump_default_config() -> str:
    """A config file that sets nothing and shows everything."""
    blocks = [_HEAD]
    for section in SECTIONS:
        blocks.append(f"\n// --- {section.__doc__} ".ljust(LONGEST_LINE, "-") + "\n")
        for name, option in section.options.items():
            blocks.append("\n" + comment_lines(describe_option(option)))
            blocks.append(comment_lines(write_default(name, option)))
    return "".join(blocks)


def describe_option(option: Option) -> str:
    """The option's description, and the words it takes where they are few."""
    words = option_words(option)
    text = option.description
    if words:
        text += f" One of {', '.join(words)}." if len(words) > 1 else ""
    return "\n".join(wrap(text, LONGEST_LINE - 3))


def option_words(option: Option) -> tuple[str, ...]:
    """What an option may be set to, where it is one of some words or a list of them."""
    annotation: Any = option.kind
    if get_origin(annotation) is tuple:
        annotation = get_args(annotation)[0]
    return get_args(annotation) if get_origin(annotation) is Literal else ()


def write_default(name: str, option: Option) -> str:
    """The option as it would stand in a file with its default."""
    if name in _BLOCK_EXAMPLES:
        return _BLOCK_EXAMPLES[name]
    default = option.default
    values = default if isinstance(default, tuple) else (default,)
    if isinstance(default, float) and default.is_integer():
        values = (int(default),)
    line = f"{name} " + " ".join(write_scalar(value) for value in values)
    # A long list goes on behind a backslash.
    return " \\\n    ".join(wrap(line, LONGEST_LINE - 10, break_on_hyphens=False))


def comment_lines(text: str) -> str:
    return "".join(f"// {line}\n" for line in text.splitlines())


def write_option_tables() -> str:
    """The options as tables in Markdown, for the guide."""
    blocks: list[str] = []
    for section in SECTIONS:
        blocks.append(
            f"### {section.__doc__}\n\n| option | default | what it does |\n|---|---|---|\n"
        )
        for name, option in section.options.items():
            default = "" if name in _BLOCK_EXAMPLES else write_default(name, option)
            default = default.removeprefix(name).replace(" \\\n    ", " ").strip()
            shown = f"`{default}`".replace("|", "\\|") if default else "none"
            text = describe_option(option).replace("\n", " ").replace("|", "\\|")
            blocks.append(f"| `{name}` | {shown} | {text} |\n")
        blocks.append("\n")
    return "".join(blocks)
