"""A terminal multiplexer whose sessions do not die."""

__version__ = "0.1.0"
