"""Verbs about mux itself: what it found where, and the config with every option explained."""

import argparse

from mux.cli.errors import FAILED, OK
from mux.config.paths import printable


def configure_setup(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--check", action="store_true", help="look at every file and folder that mux uses"
    )
    what.add_argument(
        "--dump-config", action="store_true", help="print a config file with every option"
    )


def run_setup(arguments: argparse.Namespace) -> int:
    if arguments.dump_config:
        from mux.config.config_dump import dump_default_config

        print(dump_default_config(), end="")
        return OK
    return _check()


def _check() -> int:
    from mux import __version__
    from mux.config.setup_check import check_setup

    print(f"mux {__version__}")
    findings = check_setup()
    width = max(len(finding.what) for finding in findings)
    for finding in findings:
        where = finding.where if finding.present else f"{finding.where} (not there)".lstrip()
        state = "wrong" if finding.problems else "well"
        print(f"{finding.what:<{width}}  {state:<5}  {printable(where)}".rstrip())
        for problem in finding.problems:
            print(f"{'':<{width}}  {printable(problem)}")
        for warning in finding.warnings:
            print(f"{'':<{width}}  warning: {printable(warning)}")
    return FAILED if any(finding.problems for finding in findings) else OK
