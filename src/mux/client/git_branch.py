"""The branch that a directory is on, read from the repository's HEAD: no program is run for it."""

from pathlib import Path

LONGEST_HEAD = 4096
SHORT_HASH = 8


def read_branch(directory: str) -> str:
    """`main`; the beginning of the commit where no branch is checked out; "" outside of a
    repository."""
    if not directory.startswith("/"):
        return ""
    try:
        for folder in (Path(directory), *Path(directory).parents):
            head = _head_file(folder / ".git")
            if head is not None:
                with open(head, encoding="utf-8", errors="replace") as file:
                    return _name_head(file.read(LONGEST_HEAD).strip())
    except OSError:
        pass  # what can't be read is as good as not there
    return ""


def _head_file(git: Path) -> Path | None:
    """Where HEAD is: in the folder, or where the file of a worktree points (git-worktree)."""
    if git.is_dir():
        return git / "HEAD"
    if not git.is_file():
        return None
    with open(git, encoding="utf-8", errors="replace") as file:
        text = file.read(LONGEST_HEAD)
    target = text.removeprefix("gitdir:").strip()
    return git.parent / target / "HEAD" if text.startswith("gitdir:") and target else None


def _name_head(head: str) -> str:
    if head.startswith("ref:"):
        name = head.removeprefix("ref:").strip()
        shown = name.removeprefix("refs/heads/")
    else:
        shown = head[:SHORT_HASH]
    return "".join(c for c in shown if c.isprintable())
