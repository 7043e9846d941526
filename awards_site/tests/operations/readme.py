"""What README.md promises about production, read out of README.md."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def _production():
    text = (ROOT / "README.md").read_text()
    return text.split("\n## Production\n")[1].split("\n## ")[0]


def commands(heading):
    """The lines of every fenced block under a heading of the production section, in order."""
    part = _production().split(f"\n### {heading}\n")[1].split("\n### ")[0]
    blocks = re.findall(r"```sh\n(.*?)```", part, flags=re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


def variables():
    """The names of the settings table, each with whether it is needed."""
    rows = re.findall(r"^\| (`.+?`) \| (yes)? ?\|", _production(), flags=re.MULTILINE)
    return {name: needed == "yes" for names, needed in rows for name in re.findall(r"`(\w+)`", names)}
