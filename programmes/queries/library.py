from functools import cache
from pathlib import Path

from programmes.plans.documents import read_document
from programmes.plans.lines import Plan
from programmes.plans.reading import read_plan

LIBRARY = Path(__file__).resolve().parent.parent / "library"


@cache
def library() -> dict[str, Plan]:
    """The templates that Laurel ships, by the name of their file; each is a programme file like any other."""
    return {path.stem: read_plan(read_document(path)) for path in sorted(LIBRARY.glob("*.yaml"))}
