"""The written material of the demo: YAML files beside this module, read once and never changed."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent


@cache
def material(name: str) -> Any:
    """Return what ``name`` (a path below this folder, such as ``people.yaml``) holds. Treat it as read-only."""
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
