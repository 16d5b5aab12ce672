"""What comes back, at what level, and what is told about it."""

import pytest

from mux.config.session_file import SessionHeader, write_session
from mux.core.geometry import Axis
from mux.core.layout import (
    EditFile,
    FloatingLayout,
    Layout,
    PaneLayout,
    Placeholder,
    RunCommand,
    TabLayout,
)
from mux.core.model import Level
from mux.core.tree import Leaf, Split
from mux.persist.loading import load_session
from mux.persist.report import (
    PaneReport,
    RestoreReport,
    format_report,
    make_report,
    parse_report,
    read_report,
    write_report,
)
from mux.persist.restore import plan_restore

NOW = 1_800_000_000.0


@pytest.fixture
def plan(store, folder, read):
    """Saves the tabs, each a list of panes, and plans their restore."""

    def plan(*tabs, floating=()):
        layouts = [TabLayout(Split(Axis.COLUMNS, tuple(map(Leaf, panes)))) for panes in tabs]
        layouts[-1] = TabLayout(layouts[-1].root, floating=tuple(map(FloatingLayout, floating)))
        store.save(write_session(SessionHeader(name="work"), Layout(tuple(layouts))), NOW)
        return plan_restore(load_session(folder, read))

    return plan


def test_the_levels(store, plan):
    def saved(pane, lines=("$ ls", "file")):
        return store.contents.save(pane, list(lines), {}, NOW)

    plans = plan(
        [
            PaneLayout(RunCommand(("vim", "x")), contents_file=saved(1)),
            PaneLayout(RunCommand(("top",))),
            PaneLayout(EditFile("/etc/hosts")),
            PaneLayout(contents_file=saved(2)),
        ],
        [
            PaneLayout(contents_file=saved(3, [])),
            PaneLayout(),
            PaneLayout(Placeholder("somewhere")),
            PaneLayout(RunCommand(("rm", "-r")), restore=""),
            PaneLayout(restore="claude --resume 1"),
        ],
        floating=[PaneLayout(private=True, contents_file="contents/1.ansi")],
    )
    assert [(pane.tab, pane.level) for pane in plans.panes] == [
        (0, Level.REVIVED),
        (0, Level.REVIVED),
        (0, Level.REVIVED),
        (0, Level.CONTENTS),
        (1, Level.STRUCTURE),
        (1, Level.STRUCTURE),
        (1, Level.STRUCTURE),
        (1, Level.STRUCTURE),
        (1, Level.REVIVED),
        (1, Level.STRUCTURE),
    ]
    assert plans.panes[0].contents.lines == ["$ ls", "file"]
    assert plans.panes[-1].contents.lines == []
    assert not any(pane.problems for pane in plans.panes)


def test_one_bad_pane_harms_no_other(store, folder, plan):
    damaged = store.contents.save(1, ["one"], {}, NOW)
    with (folder / damaged).open("ab") as file:
        file.write(b"torn")
    good = store.contents.save(2, ["two"], {}, NOW)
    plans = plan(
        [
            PaneLayout(contents_file="contents/77.ansi"),
            PaneLayout(contents_file=damaged, cwd="/no/such/folder"),
            PaneLayout(contents_file=good),
        ]
    )
    lost, torn, whole = plans.panes
    assert lost.level is Level.STRUCTURE
    assert "contents are lost" in lost.problems[0]
    assert torn.contents.lines == ["one"]
    assert torn.problems == (
        "the end of its contents is damaged",
        "/no/such/folder is gone; it starts in your home folder",
    )
    assert (whole.contents.lines, whole.problems) == (["two"], ())


def test_a_report_reads_back(folder, plan):
    plans = plan([PaneLayout(RunCommand(("vim", 'a "b"'))), PaneLayout(cwd="/no/such/folder")])
    report = make_report("work", plans, NOW + 60)
    write_report(folder, report)
    assert read_report(folder) == report
    assert report.counts == {Level.REVIVED: 1, Level.STRUCTURE: 1}
    assert [pane.title for pane in report.panes] == ['vim a "b"', "shell"]
    assert not report.whole


def test_a_report_is_text_for_people():
    pane = PaneReport(1, "vim", Level.REVIVED, NOW, ("its folder is gone",))
    text = format_report(RestoreReport("work", NOW, panes=(pane,)))
    assert text.splitlines()[1:] == [
        'pane "vim" tab=1 level="revived" saved_at=1800000000.0 {',
        '    problem "its folder is gone"',
        "}",
    ]


@pytest.mark.parametrize(
    "text",
    ["", "layout", "restored", "restored {", 'restored "x" at="y"', 'restored "x"\npane level="?"'],
)
def test_what_is_no_report_gives_none_or_an_empty_one(folder, text):
    folder.mkdir(parents=True)
    (folder / "report.kdl").write_text(text)
    report = read_report(folder)
    assert report is None or report.panes == ()


def test_problems_of_the_whole_session_are_reported(store, folder, write, read):
    store.save(write("older"), NOW)
    store.save(write("newer"), NOW + 100)
    store.path.write_text("layout {")
    report = make_report("work", plan_restore(load_session(folder, read)), NOW + 200)
    assert report.generation
    assert "damaged" in report.problems[0]
    assert parse_report(format_report(report)) == report
