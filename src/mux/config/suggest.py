"""Finds the word that the user meant."""

from collections.abc import Iterable


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`; did you mean “theme”?`, or nothing where no known word is near."""
    from difflib import get_close_matches  # only where there is a mistake: it costs at start-up

    found = get_close_matches(word.lower(), list(known), n=1, cutoff=0.6)
    return f"; did you mean “{found[0]}”?" if found else ""
