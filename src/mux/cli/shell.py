"""The shell integration as text, for those who load it themselves."""

import argparse
from importlib import resources

from mux.cli.errors import OK

SCRIPTS = {"bash": "bash.sh", "zsh": "zsh.zsh", "fish": "fish.fish"}


def configure_shell_integration(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", choices=tuple(SCRIPTS), help="which shell's script to print")
    parser.epilog = (
        "Shells that mux starts load it by themselves, unless the option shell_integration is "
        'off. By hand: eval "$(mux shell-integration bash)" at the end of ~/.bashrc.'
    )


def run_shell_integration(arguments: argparse.Namespace) -> int:
    script = resources.files("mux") / "shell" / SCRIPTS[arguments.shell]
    print(script.read_text("utf-8"), end="")
    return OK
