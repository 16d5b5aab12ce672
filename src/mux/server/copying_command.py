"""The user's own command for copied text (`copy_command`): it gets the text on its input."""

import asyncio
import logging
import tempfile
from collections.abc import Callable

from mux.protocol.messages import Toast

log = logging.getLogger(__name__)

PATIENCE = 10.0  # seconds; a command that has not taken the text by then won't


class CopyCommand:
    def __init__(self, command: str) -> None:
        self._command = command
        self._running: set[asyncio.Task[None]] = set()

    def run(self, text: str, tell: Callable[[Toast], None]) -> None:
        """Starts the command with a shell, as in the config; what goes wrong is told later."""
        task = asyncio.get_running_loop().create_task(
            self._run(text.encode("utf-8", "replace"), tell)
        )
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _run(self, text: bytes, tell: Callable[[Toast], None]) -> None:
        # Its complaints go to a file: a clipboard program that stays in the background would keep
        # a pipe open for ever.
        with tempfile.TemporaryFile() as complaints:
            try:
                process = await asyncio.create_subprocess_shell(
                    self._command,
                    stdin=asyncio.subprocess.PIPE,
                    stdout=asyncio.subprocess.DEVNULL,
                    stderr=complaints,
                    start_new_session=True,
                )
            except OSError as error:
                tell(Toast(f"copy_command: {error.strerror}", "error"))
                return
            try:
                await asyncio.wait_for(self._hand_over(process, text), PATIENCE)
            except TimeoutError:
                process.kill()
                tell(Toast(f"copy_command: it did not take the text in {PATIENCE:.0f} s", "error"))
                return
            if process.returncode:
                complaints.seek(0)
                said = complaints.read(4096).decode("utf-8", "replace").split("\n")
                reason = next((line for line in said if line.strip()), "")
                told = f"copy_command ended with status {process.returncode}"
                tell(Toast(f"{told}: {reason}" if reason else told, "error"))

    @staticmethod
    async def _hand_over(process: asyncio.subprocess.Process, text: bytes) -> None:
        assert process.stdin is not None
        try:
            process.stdin.write(text)
            await process.stdin.drain()
            process.stdin.close()
            await process.stdin.wait_closed()
        except (BrokenPipeError, ConnectionResetError):
            log.info("copy_command did not read all of its input")
        await process.wait()
