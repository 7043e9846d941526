"""Fill a wording with its placeholders, as plain text and as safe HTML."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt

from communications.library import Wording

PLACEHOLDER = re.compile(r"\{\{\s*(\w+)\s*\}\}")
# What people wrote must not become formatting or a link: these are Markdown's own characters.
MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~])")

ADDRESS = re.compile(r"https?://[^\s<>()\[\]\\]+")

# A picture that people put into a message would tell its host who reads it.
TAGS = nh3.ALLOWED_TAGS - {"img"}

# What reads the same wherever it stands in a formatted text: no line's end, no sign of Markdown's or HTML's at either end.
PLAIN_TEXT = re.compile(r"[^\W_](?:[^\x00-\x1f\x7f-\xa0\u2028\u2029&<>\"]*[^\W_])?")
PLAIN_LINK = re.compile(r"https?://[a-zA-Z0-9./?=:~_-]+")
STAND_IN = re.compile(r"https://standin\.example/(\w+)/0|standin0(\w+?)0standin")

_markdown = MarkdownIt("commonmark", {"html": False})


class MissingPlaceholder(LookupError):
    """The context lacks a placeholder that the wording uses."""


@dataclass(frozen=True)
class Rendered:
    """A message ready to send."""

    subject: str
    text: str
    html: str


def placeholders_of(*texts: str) -> set[str]:
    """The names of all placeholders in these texts."""
    return {name for text in texts for name in PLACEHOLDER.findall(text)}


def in_words(text: str) -> str:
    """The text with each placeholder as a reader would say it: ``[nominee name]`` for ``{{nominee_name}}``."""
    return PLACEHOLDER.sub(lambda found: f"[{found[1].replace('_', ' ')}]", text)


def sample_context(wording: Wording) -> dict[str, str]:
    """Something to read for each placeholder, for a preview."""
    return {
        name: "https://awards.example/x" if name.endswith("link") else f"[{name.replace('_', ' ')}]"
        for name in wording.placeholders
    }


def render(wording: Wording, context: Mapping[str, str]) -> Rendered:
    """The message for this context. Raises MissingPlaceholder naming every placeholder that is not given."""
    missing = sorted(placeholders_of(wording.subject, wording.body) - context.keys())
    if missing:
        raise MissingPlaceholder(f"{wording.key}: {', '.join(missing)}")
    subject = " ".join(fill(wording.subject, context).split())[:250]
    return Rendered(subject=subject, text=fill(wording.body, context), html=_formatted(wording.body, context))


def _formatted(body: str, context: Mapping[str, str]) -> str:
    """The body as safe HTML. What is plain goes into a form that is made once for each wording; anything else, with it all."""
    used = {name: str(context[name]) for name in placeholders_of(body)}
    if all((PLAIN_LINK if name.endswith("link") else PLAIN_TEXT).fullmatch(text) for name, text in used.items()):
        return STAND_IN.sub(lambda found: used[found[1] or found[2]], _form_of(body))
    return _safe(PLACEHOLDER.sub(lambda found: _escaped(found[1], used[found[1]]), body))


@lru_cache(maxsize=200)
def _form_of(body: str) -> str:
    """The body as safe HTML with a stand-in for each placeholder: an address where one is to be, a word else."""
    return _safe(PLACEHOLDER.sub(lambda found: _stand_in(found[1]), body))


def _stand_in(name: str) -> str:
    return f"https://standin.example/{name}/0" if name.endswith("link") else f"standin0{name}0standin"


def _safe(formatted: str) -> str:
    return nh3.clean(_markdown.render(formatted), tags=TAGS)


def fill(text: str, context: Mapping[str, str]) -> str:
    """The text with its placeholders filled, as it is. Raises KeyError for one that ``context`` lacks."""
    return PLACEHOLDER.sub(lambda found: str(context[found[1]]), text)


def _escaped(name: str, text: str) -> str:
    """The text as Markdown that says just this. Only an address in a placeholder for links is left as it is."""
    if name.endswith("link") and ADDRESS.fullmatch(text):
        return text
    return MARKDOWN.sub(r"\\\1", text)
