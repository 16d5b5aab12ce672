"""Theme files: both of Zellij's forms, and the themes that are shipped."""

from dataclasses import fields
from pathlib import Path

import pytest

from mux.config.errors import CombinedConfigError, ConfigError
from mux.config.paths import shipped_dir
from mux.config.theme import Component, Theme, color_rgb, contrast, luminance
from mux.config.theme_file import PALETTE, read_theme_file
from mux.config.theme_find import find_theme, list_themes

CORPUS = Path(__file__).parents[3] / "shared" / "corpora" / "zellij-themes"
needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason=f"no corpus at {CORPUS}")

DRACULA_OLD = """
themes {
    dracula {
        fg 248 248 242
        bg 40 42 54
        black 0 0 0
        red 255 85 85
        green "#50fa7b"
        yellow 241 250 140
        blue 98 114 164
        magenta 255 121 198
        cyan 139 233 253
        white 255 255 255
        orange 255 184 108
    }
}
"""

LINES = ("text_unselected { base 1; background 0; emphasis_0 2; }",)


def theme_of(body: str) -> Theme:
    return read_theme_file(f"themes {{ mine {{ {body} }}; }}")["mine"]


def components(theme: Theme) -> dict[str, Component]:
    values = {field.name: getattr(theme, field.name) for field in fields(theme)}
    return {name: value for name, value in values.items() if isinstance(value, Component)}


# --- Zellij's own ---------------------------------------------------------------------------------


@needs_corpus
def test_every_theme_of_zellij_loads() -> None:
    files = sorted(CORPUS.glob("*.kdl"))
    themes = {path.stem: read_theme_file(path.read_text(), str(path)) for path in files}
    assert len(themes) == 21
    assert {stem: list(found) for stem, found in themes.items()} == {
        path.stem: ["atelier-sulphurpool" if path.stem == "atelier" else path.stem]
        for path in files
    }
    for found in themes.values():
        for theme in found.values():
            assert len(components(theme)) >= 13
            assert len(theme.multiplayer_user_colors) == 10


@needs_corpus
def test_the_colors_of_gruvbox() -> None:
    theme = find_theme("gruvbox-dark", [CORPUS])
    assert theme.text_unselected == Component(
        "#fbf1c7", "#3c3836", ("#d65d0e", "#689d6a", "#98971a", "#b16286")
    )
    assert theme.ribbon_selected.background == "#98971a"
    assert theme.ribbon_unselected == Component(
        "#3c3836", "#ebdbb2", ("#cc241d", "#fbf1c7", "#458588", "#b16286")
    )
    assert theme.frame_selected == Component("#98971a", "0", ("#d65d0e", "#689d6a", "#b16286", "0"))
    assert theme.frame_unselected is None
    assert theme.exit_code_error.base == "#cc241d"
    assert theme.multiplayer_user_colors[:4] == ("#b16286", "#458588", "0", "#d79921")
    assert theme.dark


@needs_corpus
def test_the_colors_of_the_terminals_own_theme() -> None:
    theme = find_theme("ansi", [CORPUS])
    assert theme.text_selected == Component("15", "8", ("9", "6", "2", "5"))
    assert theme.ribbon_selected == Component("0", "2", ("1", "9", "5", "4"))
    assert theme.exit_code_success == Component("2", "0", ("6", "0", "5", "4"))
    assert theme.dark


@needs_corpus
def test_a_frame_of_its_own_and_a_light_theme() -> None:
    frame = find_theme("flexoki-dark", [CORPUS]).frame_unselected
    assert frame == Component("#575653", "0", ("#da702c", "#3aa99f", "#8b7ec8", "0"))
    latte = find_theme("catppuccin-latte", [CORPUS])
    assert latte.ribbon_selected.background == "#40a02b"
    assert not latte.dark


def test_an_old_palette_becomes_components() -> None:
    """The values are those that Zellij 0.44 itself writes for this palette."""
    theme = read_theme_file(DRACULA_OLD)["dracula"]
    assert theme.text_unselected == Component(
        "#ffffff", "#000000", ("#ffb86c", "#8be9fd", "#50fa7b", "#ff79c6")
    )
    assert theme.text_selected.background == "#282a36"
    assert theme.ribbon_selected == Component(
        "#000000", "#50fa7b", ("#ff5555", "#ffb86c", "#ff79c6", "#6272a4")
    )
    assert theme.ribbon_unselected == Component(
        "#000000", "#f8f8f2", ("#ff5555", "#ffffff", "#6272a4", "#ff79c6")
    )
    assert theme.table_title.base == "#50fa7b"
    assert theme.frame_highlight.base == "#ffb86c"
    assert theme.frame_unselected is None
    assert theme.dark


def test_an_old_palette_of_indexes() -> None:
    body = "; ".join(f"{name} {number}" for number, name in enumerate(PALETTE))
    theme = theme_of(body)
    assert theme.ribbon_unselected == Component("2", "0", ("3", "9", "6", "7"))


# --- forms and mistakes ---


@pytest.mark.parametrize(
    ("written", "color"),
    [
        ("40 44 52", "#282c34"),
        ("0 0 0", "#000000"),
        ("255 255 255", "#ffffff"),
        ("12", "12"),
        ('"#282C34"', "#282c34"),
        ('"#fa3"', "#ffaa33"),
    ],
)
def test_a_color_has_three_forms(written: str, color: str) -> None:
    assert theme_of(f"text_unselected {{ base {written}; }}").text_unselected.base == color


def test_what_a_theme_leaves_out_follows_from_the_rest() -> None:
    theme = theme_of('text_unselected { base "#fff"; background "#111"; emphasis_1 3; }')
    assert theme.text_unselected.emphasis == ("#ffffff", "3", "#ffffff", "#ffffff")
    assert set(components(theme).values()) == {theme.text_unselected}
    assert theme.multiplayer_user_colors == ()


def test_a_palette_for_panes() -> None:
    theme = theme_of('text_unselected { base 1; }; terminal_colors { red "#ff0000"; cursor 3; }')
    assert theme.terminal_colors == {"red": "#ff0000", "cursor": "3"}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("layout", "t.kdl: holds no theme; write “themes { NAME { … } }”"),
        ('themes { a "', "t.kdl:1:12: "),
        ("themes { a { fg 1; }; }", "t.kdl:1:10: the theme “a” has no bg, black, red"),
        ("themes { a { }; }", "t.kdl:1:10: the theme “a” has no text_unselected"),
        (
            "themes { a { text_unselcted { base 1; }; }; }",
            "t.kdl:1:14: a theme has no “text_unselcted”; did you mean “text_unselected”?",
        ),
        (
            "themes { a { text_unselected { bas 1; }; }; }",
            "t.kdl:1:32: text_unselected has no “bas”; did you mean “base”?",
        ),
        ("themes { a { text_unselected { base 1 2; }; }; }", "t.kdl:1:37: base is not a color"),
        ("themes { a { text_unselected { base; }; }; }", "t.kdl:1:32: base is not a color"),
        ("themes { a { text_unselected { base 1.5; }; }; }", "t.kdl:1:37: base is not a color"),
        ('themes { a { text_unselected { base "#12"; }; }; }', "t.kdl:1:37: base is not a color"),
        ("themes { a { text_unselected { base true; }; }; }", "t.kdl:1:37: base has numbers from"),
        ("themes { a { text_unselected { base 256; }; }; }", "t.kdl:1:37: base has numbers from"),
        ("themes { a { text_unselected { base 1 2 -3; }; }; }", "t.kdl:1:41: base has numbers"),
        (
            "themes { a { text_unselected { base 1; }; }; a { text_unselected { base 1; }; }; }",
            "t.kdl:1:46: there are two themes “a”; give one another name",
        ),
        (
            "themes { a { text_unselected { base 1; }; terminal_colors { pink 3; }; }; }",
            "t.kdl:1:61: terminal_colors has no “pink”",
        ),
    ],
)
def test_a_mistake_is_answered_with_its_place(text: str, problem: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read_theme_file(text, "t.kdl")
    assert problem in str(caught.value)


def test_all_mistakes_are_found() -> None:
    with pytest.raises(CombinedConfigError) as caught:
        read_theme_file("themes { a { text_unselected { base; bas 1; }; }; b { fg 256; }; }")
    assert len(caught.value.errors) == 4


# --- finding --------------------------------------------------------------------------------------


def write_theme(path: Path, name: str, base: int = 1) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"themes {{ {name} {{ text_unselected {{ base {base}; }}; }}; }}")


def test_the_first_folder_wins(tmp_path: Path) -> None:
    mine, theirs = tmp_path / "mine", tmp_path / "theirs"
    write_theme(mine / "a.kdl", "a", 1)
    write_theme(theirs / "a.kdl", "a", 2)
    write_theme(theirs / "many.kdl", "b", 3)
    folders = [mine, tmp_path / "missing", theirs]
    assert find_theme("a", folders).text_unselected.base == "1"
    assert find_theme("b", folders).text_unselected.base == "3"
    assert find_theme("a", folders, {"a": theme_of(LINES[0])}).name == "mine"
    assert list(list_themes(folders)[0]) == ["a", "b"]


def test_a_broken_theme_is_explained_and_hides_no_other(tmp_path: Path) -> None:
    write_theme(tmp_path / "good.kdl", "good")
    (tmp_path / "bad.kdl").write_text("themes { bad { }; }")
    themes, errors = list_themes([tmp_path])
    assert list(themes) == ["good"]
    assert [error.path for error in errors] == [str(tmp_path / "bad.kdl")]
    with pytest.raises(ConfigError, match="no text_unselected"):
        find_theme("bad", [tmp_path])


@pytest.mark.parametrize("name", ["nrod", "../nord", ""])
def test_a_theme_that_is_not_there(name: str) -> None:
    with pytest.raises(ConfigError, match="there is no theme"):
        find_theme(name, [shipped_dir("themes")])


# --- ours -----------------------------------------------------------------------------------------


def shipped() -> dict[str, Theme]:
    themes, errors = list_themes([shipped_dir("themes")])
    assert errors == ()
    return themes


def test_there_are_pairs_of_dark_and_light() -> None:
    themes = shipped()
    assert len(themes) >= 12
    light = {name for name, theme in themes.items() if not theme.dark}
    assert light >= {"mux-light", "solarized-light", "gruvbox-light", "catppuccin-latte"}
    assert {"mux-dark", "solarized-dark", "gruvbox-dark", "catppuccin-mocha"} <= set(themes) - light
    assert len(light) == len(themes) / 2


def test_each_theme_lies_in_a_file_of_its_name() -> None:
    assert sorted(shipped()) == sorted(path.stem for path in shipped_dir("themes").glob("*.kdl"))


@pytest.mark.parametrize("name", sorted(shipped()))
def test_text_can_be_read(name: str) -> None:
    """WCAG 2.2, 1.4.3: 4.5 to 1 for text; 1.4.11: 3 to 1 for what is a sign rather than text."""
    theme = shipped()[name]
    least = 7 if "contrast" in name else 4.5
    assert theme.frame_unselected
    for part, colors in components(theme).items():
        sign = part.startswith(("frame", "exit", "table_title"))
        if part == "frame_unselected":
            assert contrast(colors.base, colors.background) >= 1.9
        else:
            assert contrast(colors.base, colors.background) >= (3 if sign else least), part
        assert all(contrast(word, colors.background) >= 2.9 for word in colors.emphasis), part
    focus = contrast(theme.frame_selected.base, theme.frame_unselected.base)
    assert focus >= 1.2, "the focused frame must stand out"


def test_known_colors() -> None:
    themes = shipped()
    assert themes["nord"].text_unselected.background == "#2e3440"
    assert themes["nord"].frame_selected.base == "#88c0d0"
    assert themes["dracula"].ribbon_selected.background == "#bd93f9"
    assert themes["gruvbox-dark"].text_unselected.base == "#ebdbb2"
    assert themes["solarized-light"].text_unselected.background == "#fdf6e3"
    assert themes["catppuccin-mocha"].exit_code_error.base == "#f38ba8"


@pytest.mark.parametrize(
    ("color", "rgb"),
    [
        ("#010203", (1, 2, 3)),
        ("0", (0, 0, 0)),
        ("9", (255, 0, 0)),
        ("16", (0, 0, 0)),
        ("21", (0, 0, 255)),
        ("196", (255, 0, 0)),
        ("208", (255, 135, 0)),
        ("232", (8, 8, 8)),
        ("255", (238, 238, 238)),
    ],
)
def test_indexes_are_xterms(color: str, rgb: tuple[int, int, int]) -> None:
    assert color_rgb(color) == rgb


def test_contrast_is_that_of_wcag() -> None:
    assert luminance("#ffffff") == pytest.approx(1.0)
    assert contrast("#ffffff", "#000000") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_the_guide_names_every_theme_and_its_example_loads() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "themes.md").read_text()
    assert [name for name in shipped() if name not in guide] == []
    (example,) = [text for text in guide.split("```") if text.startswith("kdl\nthemes {")]
    assert list(read_theme_file(example.removeprefix("kdl\n"))) == ["mine"]
