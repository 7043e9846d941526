"""A sample's story as judges read it: an earlier entry's always without names, whatever the rules say of this cycle."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from judging.models import Sample
from judging.queries.stories import Part, Story, Telling, stories_of
from nominations.queries.redaction import Piece


def sample_stories_of(samples: Iterable[Sample]) -> dict[int, Story]:
    """The story of each sample by the sample's id; names go through the gate that judges' pages go through."""
    found = list(samples)
    earlier = stories_of([sample.entry for sample in found if sample.entry is not None], blind=True)
    return {
        sample.pk: earlier[sample.entry_id] if sample.entry_id is not None else written(sample.title, sample.story)
        for sample in found
    }


def written(title: str, text: str) -> Story:
    """A story of one telling: its title, and its text by paragraphs."""
    paragraphs = [
        [Piece(" ".join(block.split()))] for block in text.replace("\r\n", "\n").split("\n\n") if block.strip()
    ]
    return Story(title, [Telling(kind=_("a sample story"), parts=[Part("", paragraphs)])])
