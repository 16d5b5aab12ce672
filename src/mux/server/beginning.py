"""How a session begins: fresh from a layout, again from what was saved, or on from a crash."""

import logging
import os
import time
from collections.abc import Collection, Mapping

from mux import __version__
from mux.config.errors import ConfigError
from mux.config.models import Config
from mux.config.paths import shipped_dir
from mux.config.session_file import SessionHeader, read_session
from mux.core.effects import Effect
from mux.core.geometry import Size
from mux.core.ids import PaneId
from mux.core.layout import Layout, PaneLayout, RunCommand, TabLayout
from mux.core.model import Workspace
from mux.core.start import start
from mux.core.tree import Leaf
from mux.dataclass import dataclass, field, replace
from mux.kdl.node import Node
from mux.persist.attempts import begin_attempt
from mux.persist.boot import read_boot_id
from mux.persist.generations import find_generation
from mux.persist.loading import load_session
from mux.persist.report import RestoreReport, make_report
from mux.persist.restore import plan_restore
from mux.persist.store import SessionStore
from mux.server.arguments import ServerArguments
from mux.server.layouts import NamedLayout, open_layout, read_named_layout, with_options
from mux.server.policy import Force, apply_policy
from mux.server.recovery import RecoveryFile
from mux.server.resumption import go_on, rescue

log = logging.getLogger(__name__)

RESCUED = "the places of the panes were lost: each program has a tab of its own now"


@dataclass(frozen=True, slots=True)
class Beginning:
    """`contents`: what was saved of panes; `saved_at`: when, in seconds since the epoch; `problem`:
    what the user must know.

    `options` is the config that came with the layout; `warnings` are about the layout.

    `standard` is what the user's default layout says of new tabs and swap layouts: a session that
    says the same has no need to write it down.
    """

    workspace: Workspace
    header: SessionHeader
    standard: Layout = field(default_factory=Layout)
    effects: tuple[Effect, ...] = ()
    contents: Mapping[PaneId, list[str]] = field(default_factory=dict)
    saved_at: float = 0.0
    problem: str = ""
    report: RestoreReport | None = None
    options: tuple[Node, ...] = ()
    warnings: tuple[str, ...] = ()


def choose_beginning(
    arguments: ServerArguments,
    config: Config,
    recovery: RecoveryFile,
    store: SessionStore,
    alive: Collection[PaneId],
) -> Beginning:
    """`alive`: panes whose programs the keeper still has.

    Raises ConfigError or StoreError where there is nothing to begin with.
    """
    if arguments.recover and (resumed := _resume(arguments, config, recovery, store, alive)):
        return resumed
    if arguments.recover:  # what was asked for when the session came up is long done
        return begin_again(
            replace(arguments, generation="", force_run_commands=False), config, store
        )
    if arguments.resurrect:
        return begin_again(arguments, config, store)
    return begin_fresh(arguments, config)


def _resume(
    arguments: ServerArguments,
    config: Config,
    recovery: RecoveryFile,
    store: SessionStore,
    alive: Collection[PaneId],
) -> Beginning | None:
    """The session as it was when the server before this one ended. None if nothing lives of it."""
    standard = _standard_layout(arguments, config)
    header = fresh_header(arguments.session)
    try:
        resumption = go_on(arguments, recovery, store.path.parent, alive)
    except (OSError, ValueError) as error:
        log.error("what the server before this one knew can't be read: %s", error)
        if not alive:
            return None
        return Beginning(rescue(arguments, alive), header, standard, problem=RESCUED)
    if resumption is None:
        return None
    workspace, origin, contents = resumption
    header = replace(header, created=origin.created, restored=origin.restored)
    return Beginning(
        workspace,
        header,
        standard,
        contents=contents,
        saved_at=origin.saved_at,
        options=_saved_options(store),
    )


def _saved_options(store: SessionStore) -> tuple[Node, ...]:
    """Those that came with the session's layout, from its file."""
    try:
        return read_session(store.path.read_text("utf-8"), str(store.path)).options
    except (ConfigError, OSError, UnicodeDecodeError) as error:
        log.warning("the options of the session's layout are lost: %s", error)
        return ()


def fresh_header(name: str) -> SessionHeader:
    return SessionHeader(
        name=name,
        created=time.time(),
        boot_id=read_boot_id(),
        pid=os.getpid(),
        version=__version__,
    )


def begin_fresh(arguments: ServerArguments, config: Config) -> Beginning:
    if arguments.program:
        run = RunCommand(arguments.program)
        named = NamedLayout(Layout((TabLayout(Leaf(PaneLayout(run, close_on_exit=True))),)))
    elif arguments.layout:
        named = open_layout(arguments.layout, arguments.cwd, config, arguments.trust)
    else:
        named = _open_default(arguments, config)
    default = not (arguments.program or arguments.layout or named.fallback)
    standard = named.layout if default else _standard_layout(arguments, config)
    layout = replace(named.layout, new_tab=named.layout.new_tab or TabLayout())
    size, cwd = Size(*arguments.size), arguments.cwd
    layout = with_standard(layout, standard)
    change = start(arguments.session, layout, size, cwd, gated=False)
    return Beginning(
        furnish(change.workspace, with_options(config, named.options)),
        fresh_header(arguments.session),
        standard,
        change.effects,
        options=named.options,
        warnings=named.warnings,
    )


def furnish(workspace: Workspace, config: Config) -> Workspace:
    """The workspace with what the options say of it."""
    return replace(workspace, frames=config.frames, auto_layout=config.auto_layout)


def _open_default(arguments: ServerArguments, config: Config) -> NamedLayout:
    """A mistake in the default layout never keeps a session from starting."""
    try:
        return open_layout(config.default_layout, arguments.cwd, config)
    except (ConfigError, OSError) as error:
        log.error("the default layout: %s", error)
        wrong = f"the default layout can't be used: {error}"
    path = str(shipped_dir("layouts") / "default.kdl")
    named = open_layout(path, arguments.cwd, config)
    return replace(named, warnings=(wrong,), fallback=True)


def _standard_layout(arguments: ServerArguments, config: Config) -> Layout:
    try:
        return read_named_layout(config.default_layout, arguments.cwd, config)
    except (ConfigError, OSError) as error:
        log.warning("the default layout: %s", error)
        return Layout()


def without_standard(layout: Layout, standard: Layout) -> Layout:
    """The layout without what the default layout says anyway."""
    return replace(
        layout,
        new_tab=None if layout.new_tab == standard.new_tab else layout.new_tab,
        swap_tiled=() if layout.swap_tiled == standard.swap_tiled else layout.swap_tiled,
        swap_floating=()
        if layout.swap_floating == standard.swap_floating
        else layout.swap_floating,
    )


def with_standard(layout: Layout, standard: Layout) -> Layout:
    """The inverse."""
    return replace(
        layout,
        new_tab=layout.new_tab or standard.new_tab,
        swap_tiled=layout.swap_tiled or standard.swap_tiled,
        swap_floating=layout.swap_floating or standard.swap_floating,
    )


def begin_again(arguments: ServerArguments, config: Config, store: SessionStore) -> Beginning:
    """Everything that waits is behind the gate; what was on the screens comes back.

    What was restored from is kept until the restore is whole. Raises StoreError.
    """
    now = time.time()
    folder = store.path.parent
    if arguments.generation:
        find_generation(folder, arguments.generation)  # a slip of the user's is no failure of ours
    begin_attempt(folder, now)
    loaded = load_session(folder, read_session, arguments.generation)
    store.begin_restore(now, loaded.generation)
    plan = plan_restore(loaded)
    standard = _standard_layout(arguments, config)
    layout = with_standard(loaded.value.layout, standard)
    change = start(arguments.session, layout, Size(*arguments.size), arguments.cwd, gated=True)
    # What was forced once is not forced again when a server that crashed is replaced.
    forced = arguments.force_run_commands and not arguments.recover
    change = apply_policy(change, config, Force(forced, arguments.yes_really))
    planned = zip(sorted(change.workspace.panes), plan.panes, strict=True)
    return Beginning(
        furnish(change.workspace, with_options(config, loaded.value.options)),
        replace(fresh_header(arguments.session), created=loaded.value.header.created, restored=now),
        standard,
        change.effects,
        {pane: plan.contents.lines for pane, plan in planned if plan.contents.lines},
        loaded.saved_at,
        report=make_report(arguments.session, plan, now),
        options=loaded.value.options,
    )
