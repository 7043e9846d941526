"""What a nomination tells: texts for the four prompts and, where given, for single criteria."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction

from nominations.enums import PROMPTS
from nominations.models import Evidence, Nomination


@dataclass(frozen=True)
class Story:
    """Texts by prompt (EvidencePart) and by the id of a criterion; what is empty was not told."""

    parts: Mapping[str, str] = field(default_factory=dict)
    criteria: Mapping[int, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is told."""
        return not any(text.strip() for text in [*self.parts.values(), *self.criteria.values()])


def rows_of(nomination: Nomination, story: Story) -> list[Evidence]:
    """The story as rows, not yet stored."""
    told = [
        Evidence(nomination=nomination, part=part, text=text.strip())
        for part, text in story.parts.items()
        if text.strip()
    ]
    told += [
        Evidence(nomination=nomination, criterion_id=criterion, text=text.strip())
        for criterion, text in story.criteria.items()
        if text.strip()
    ]
    return told


@transaction.atomic
def write_story(*, nomination: Nomination, story: Story) -> None:
    """Make ``story`` what this nomination tells; what it says of members of a team stays."""
    nomination.evidence.filter(member=None).delete()
    Evidence.objects.bulk_create(rows_of(nomination, story))


def story_of(nomination: Nomination) -> Story:
    """What this nomination tells now."""
    rows = list(nomination.evidence.all())
    return Story(
        parts={row.part: row.text for row in rows if row.part in PROMPTS},
        criteria={row.criterion_id: row.text for row in rows if row.criterion_id is not None},
    )
