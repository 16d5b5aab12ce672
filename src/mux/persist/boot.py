"""Which run of the machine this is: two equal ids mean that no reboot lies between."""

import os
import sys
from pathlib import Path


def read_boot_id() -> str:
    """Empty where the system does not tell. MUX_BOOT_ID overrides it."""
    given = os.environ.get("MUX_BOOT_ID")
    if given is not None:
        return given
    try:
        if sys.platform == "darwin":
            import subprocess

            command = ["/usr/sbin/sysctl", "-n", "kern.bootsessionuuid"]
            return subprocess.run(command, check=False, capture_output=True).stdout.decode().strip()
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return ""
