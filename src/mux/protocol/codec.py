"""Messages to payloads and back: JSON objects, checked field by field on the way in."""

import json
import re
from dataclasses import MISSING, fields
from typing import Any, get_args, get_origin

from mux.protocol.framing import Kind, RemoteProtocolError, encode_frame
from mux.protocol.messages import Message, Rows


def wire_name(kind: type[Message]) -> str:
    """`OuterTerminal` -> `outer-terminal`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", kind.__name__).lower()
