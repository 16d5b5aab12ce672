"""What of the configuration concerns the client."""

from typing import TYPE_CHECKING

from mux.client.bars import BarPlan
from mux.client.frames import Shapes
from mux.client.pointer import PointerOptions

if TYPE_CHECKING:  # for its types only: pydantic is slow to import
    from mux.config.models import Config


def join_options(config: "Config", text: str) -> "Config":
    """The config with the options that came with a session's layout."""
    from mux.config.config_file import merge_config, read_config

    return merge_config(config, read_config(text))


def default_bars(config: "Config") -> BarPlan:
    """The bars where the layout names none."""
    places = (("tab-bar", config.tab_bar), ("status-bar", config.status_bar))
    return BarPlan(
        tuple(kind for kind, place in places if place == "top"),
        tuple(kind for kind, place in places if place == "bottom"),
    )


def frame_shapes(config: "Config") -> Shapes:
    return Shapes(config.rounded_corners, config.simplified_ui)


def pointer_options(config: "Config") -> PointerOptions:
    return PointerOptions(
        config.mouse_scroll_lines,
        config.copy_on_select,
        config.focus_follows_mouse,
    )
