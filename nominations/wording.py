"""The project's list of wording that may be biased, by language; a language without a list gets no remarks on wording."""

from functools import cache
from importlib import resources

import yaml

from nominations.calculations.story_help import Wording


@cache
def wording_for(language: str) -> tuple[Wording, ...]:
    """The list for a language such as ``en-gb``, by its first part."""
    file = resources.files("nominations.library") / f"wording.{language.split('-', maxsplit=1)[0]}.yaml"
    if not file.is_file():
        return ()
    groups = yaml.safe_load(file.read_text(encoding="utf-8"))
    return tuple(Wording(group["key"], group["why"], group["instead"], tuple(group["words"])) for group in groups)
