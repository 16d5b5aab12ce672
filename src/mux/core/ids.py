"""The names that parts use for each other: small integers, never objects."""

from typing import NewType

PaneId = NewType("PaneId", int)
TabId = NewType("TabId", int)
ClientId = NewType("ClientId", int)
