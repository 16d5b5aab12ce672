"""Lines of ANSI text as plain text, ANSI, HTML or SVG."""

from collections.abc import Callable, Mapping, Sequence
from html import escape

from mux.core.commands import CommandError
from mux.term.ansi import decode_line, plain_text, wrap_line
from mux.term.emulator import StyledRun
from mux.term.style import RGB, Style, link_of, style_of

FORMATS: Mapping[str, str] = {
    ".txt": "text",
    ".ans": "ansi",
    ".ansi": "ansi",
    ".html": "html",
    ".htm": "html",
    ".svg": "svg",
}
"""By the ending of a file."""

# xterm's palette: 16 colours, a cube of 6 x 6 x 6 and 24 greys (xterm's 256colres.pl).
_BASIC = (
    *("000000", "cd0000", "00cd00", "cdcd00", "0000ee", "cd00cd", "00cdcd", "e5e5e5"),
    *("7f7f7f", "ff0000", "00ff00", "ffff00", "5c5cff", "ff00ff", "00ffff", "ffffff"),
)
_STEPS = (0, 95, 135, 175, 215, 255)
_FOREGROUND, _BACKGROUND = "#d8d8d8", "#101010"
_FONT = "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace"
_CELL_WIDTH, _CELL_HEIGHT, _BASELINE = 8.4, 17, 13  # pixels, at a size of 14


def export_lines(lines: Sequence[str], kind: str, columns: int, title: str) -> str:
    """Raises CommandError for a kind that is none of text, ansi, html and svg."""
    export = _EXPORTS.get(kind)
    if export is None:
        raise CommandError(f"“{kind}” is no format; it is one of {', '.join(_EXPORTS)}")
    return export(lines, columns, title)


def _to_text(lines: Sequence[str], columns: int, title: str) -> str:
    return "".join(f"{plain_text(line)}\n" for line in lines)


def _to_ansi(lines: Sequence[str], columns: int, title: str) -> str:
    return "".join(f"{line}\n" for line in lines)


# --- colours --------------------------------------------------------------------------------------


def _color(code: int, default: str) -> str:
    if not code:
        return default
    if code >= RGB:
        return f"#{code & 0xFFFFFF:06x}"
    index = code - 1
    if index < 16:
        return f"#{_BASIC[index]}"
    if index >= 232:
        grey = 8 + 10 * (index - 232)
        return f"#{grey:02x}{grey:02x}{grey:02x}"
    red, rest = divmod(index - 16, 36)
    green, blue = divmod(rest, 6)
    return f"#{_STEPS[red]:02x}{_STEPS[green]:02x}{_STEPS[blue]:02x}"


def _colors(style: Style) -> tuple[str, str]:
    """Foreground and background as seen: bold brightens the first eight colours, as in xterm."""
    fg = style.fg + 8 if style.bold and 1 <= style.fg <= 8 else style.fg
    ink, paper = _color(fg, _FOREGROUND), _color(style.bg, _BACKGROUND)
    return (paper, ink) if style.reverse else (ink, paper)


def _declarations(style: Style) -> dict[str, str]:
    """CSS of all but the colours."""
    lines = [
        name
        for name, on in (
            ("underline", style.underline),
            ("line-through", style.strike),
            ("overline", style.overline),
        )
        if on
    ]
    found = {
        "font-weight": "bold" if style.bold else "",
        "font-style": "italic" if style.italic else "",
        "opacity": "0.6" if style.dim else "",
        "visibility": "hidden" if style.hidden else "",
        "text-decoration": " ".join(lines),
    }
    return {name: value for name, value in found.items() if value}


# --- HTML -----------------------------------------------------------------------------------------


def _to_html(lines: Sequence[str], columns: int, title: str) -> str:
    body = "\n".join("".join(map(_html_run, decode_line(line))) for line in lines)
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}'
        "</title>\n<style>body { margin: 1em; background: "
        f"{_BACKGROUND}; color: {_FOREGROUND}; }} pre {{ font-family: {_FONT}; "
        "white-space: pre-wrap; } a { color: inherit; }</style></head>\n"
        f"<body><pre>{body}\n</pre></body></html>\n"
    )


def _html_run(run: StyledRun) -> str:
    text = escape(run.text, quote=False)
    if not run.style:
        return text
    style = style_of(run.style)
    ink, paper = _colors(style)
    css = _declarations(style)
    if ink != _FOREGROUND:
        css["color"] = ink
    if paper != _BACKGROUND:
        css["background"] = paper
    if css:
        told = ";".join(f"{name}:{value}" for name, value in css.items())
        text = f'<span style="{told}">{text}</span>'
    link = link_of(run.style)
    if link and link[1].startswith(("http://", "https://", "mailto:", "file://")):
        text = f'<a href="{escape(link[1])}">{text}</a>'
    return text


# --- SVG ------------------------------------------------------------------------------------------


def _to_svg(lines: Sequence[str], columns: int, title: str) -> str:
    rows = [row for line in lines for row in wrap_line(line, columns)]
    width, height = columns * _CELL_WIDTH + 16, len(rows) * _CELL_HEIGHT + 16
    body = "".join(_svg_row(row, y) for y, row in enumerate(rows))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" '
        f'width="{width:.0f}" height="{height}">\n<title>{escape(title)}</title>\n'
        f'<rect width="100%" height="100%" fill="{_BACKGROUND}"/>\n'
        f'<g transform="translate(8 8)" font-size="14" xml:space="preserve" fill="{_FOREGROUND}" '
        f'style="font-family: {_FONT}; white-space: pre">\n{body}</g>\n</svg>\n'
    )


def _svg_row(row: Sequence[StyledRun], y: int) -> str:
    papers, texts = [], []
    x = 0.0
    for run in row:
        style = style_of(run.style)
        ink, paper = _colors(style)
        width = run.cells * _CELL_WIDTH
        if paper != _BACKGROUND:
            papers.append(
                f'<rect x="{x:.1f}" y="{y * _CELL_HEIGHT}" width="{width:.1f}" '
                f'height="{_CELL_HEIGHT}" fill="{paper}"/>'
            )
        if run.text.strip():
            texts.append(_svg_text(run.text, x, y, width, ink, _declarations(style)))
        x += width
    return "".join([*papers, *texts, "\n"]) if papers or texts else ""


def _svg_text(
    text: str, x: float, y: int, width: float, ink: str, declarations: Mapping[str, str]
) -> str:
    """`textLength` holds the text to its cells, whatever the reader's font."""
    fill = f' fill="{ink}"' if ink != _FOREGROUND else ""
    css = ";".join(f"{name}:{value}" for name, value in declarations.items())
    style = f' style="{css}"' if css else ""
    return (
        f'<text x="{x:.1f}" y="{y * _CELL_HEIGHT + _BASELINE}" textLength="{width:.1f}" '
        f'lengthAdjust="spacingAndGlyphs"{fill}{style}>{escape(text, quote=False)}</text>'
    )


_EXPORTS: Mapping[str, Callable[[Sequence[str], int, str], str]] = {
    "text": _to_text,
    "ansi": _to_ansi,
    "html": _to_html,
    "svg": _to_svg,
}
