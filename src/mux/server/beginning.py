"""How a session begins: fresh from a layout, again from what was saved, or on from a crash."""

import logging
import os
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from mux import __version__
from mux.config.errors import ConfigError
from mux.config.models import Config
from mux.config.session_file import SessionHeader, read_session
from mux.core.effects import Effect
from mux.core.geometry import Size
from mux.core.ids import PaneId
from mux.core.layout import Layout, PaneLayout, RunCommand, TabLayout
from mux.core.model import PaneState, Workspace
from mux.core.start import start
from mux.core.tree import Leaf
from mux.persist.attempts import begin_attempt
from mux.persist.boot import read_boot_id
from mux.persist.loading import load_session
from mux.persist.report import RestoreReport, make_report
from mux.persist.restore import plan_restore
from mux.persist.store import SessionStore
from mux.server.arguments import ServerArguments
from mux.server.layouts import read_named_layout
from mux.server.policy import Force, apply_policy
from mux.server.recovery import RecoveryFile

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Beginning:
    """`contents`: what was saved of panes; `age`: how old that is, in seconds.

    `standard` is what the user's default layout says of new tabs and swap layouts: a session that
    says the same has no need to write it down.
    """

    workspace: Workspace
    header: SessionHeader
    standard: Layout = field(default_factory=Layout)
    effects: tuple[Effect, ...] = ()
    contents: Mapping[PaneId, list[str]] = field(default_factory=dict)
    age: float = 0.0
    report: RestoreReport | None = None


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
    if arguments.recover and alive:
        return go_on(arguments, config, recovery, alive)
    if arguments.recover or arguments.resurrect:
        return begin_again(arguments, config, store)
    return begin_fresh(arguments, config)


def go_on(
    arguments: ServerArguments, config: Config, recovery: RecoveryFile, alive: Collection[PaneId]
) -> Beginning:
    """The workspace as it was when the server before this one was killed.

    A pane whose program is gone with an earlier keeper says so, and can run it again. Of what was
    closed only that is remembered whose programs are alive: the screens of others are lost.
    """
    workspace = recovery.read()
    closed = tuple(
        item for item in workspace.closed if all(pane.id in alive for pane in item.panes)
    )
    panes = {
        pane.id: replace(pane, state=PaneState.EXITED)
        if pane.state is PaneState.RUNNING and pane.id not in alive
        else pane
        for pane in workspace.panes.values()
    }
    header = fresh_header(arguments.session)
    standard = _standard_layout(arguments, config)
    return Beginning(replace(workspace, panes=panes, closed=closed), header, standard)


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
        layout = Layout((TabLayout(Leaf(PaneLayout(run, close_on_exit=True))),))
    else:
        name = arguments.layout or config.default_layout
        layout = read_named_layout(name, arguments.cwd, config)
    change = start(arguments.session, layout, Size(*arguments.size), arguments.cwd, gated=False)
    return Beginning(
        replace(change.workspace, frames=config.frames),
        fresh_header(arguments.session),
        _standard_layout(arguments, config),
        change.effects,
    )


def _standard_layout(arguments: ServerArguments, config: Config) -> Layout:
    try:
        return read_named_layout(config.default_layout, arguments.cwd, config)
    except ConfigError as error:
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
    loaded = load_session(store.path.parent, read_session, arguments.generation)
    begin_attempt(store.path.parent, now)
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
        replace(change.workspace, frames=config.frames),
        replace(fresh_header(arguments.session), created=loaded.value.header.created),
        standard,
        change.effects,
        {pane: plan.contents.lines for pane, plan in planned if plan.contents.lines},
        max(0.0, now - loaded.saved_at),
        make_report(arguments.session, plan, now),
    )
