"""The memory beneath a pane's journal: a descriptor that the keeper makes and its servers map.

create_journal_memory(pane) -> int      a fresh journal's descriptor, close-on-exec
map_journal(descriptor) -> Journal      the caller may close the descriptor at once
"""

import mmap
import os
import tempfile

from mux.protocol.journal import DEFAULT_SIZE, HEADER_SIZE, Journal, create_journal


def create_journal_memory(pane: int, size: int = DEFAULT_SIZE) -> int:
    """Pages are taken from the system only when they are written. Raises OSError."""
    descriptor = _create_anonymous_file(f"mux-pane-{pane}")
    os.ftruncate(descriptor, HEADER_SIZE + size)
    with mmap.mmap(descriptor, 0) as memory:
        create_journal(memory).release()
    return descriptor


def map_journal(descriptor: int) -> Journal:
    """Raises OSError, or ValueError if there is no journal in it."""
    return Journal(mmap.mmap(descriptor, 0))


def _create_anonymous_file(name: str) -> int:
    if hasattr(os, "memfd_create"):
        return os.memfd_create(name, os.MFD_CLOEXEC)
    with tempfile.TemporaryFile() as unnamed:
        return os.dup(unnamed.fileno())
