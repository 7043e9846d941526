from collections.abc import Sequence
from dataclasses import asdict

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.queries.people import person_by_email
from audit import services as audit
from audit.digests import text_digest
from audit.refusals import Refused
from programmes.models import Presentation, Programme, Publicity
from programmes.plans.lines import PresentationLine, PublicityLine
from programmes.queries.plans import presentation_of
from programmes.services.rows import Changes, bring_in_line, paired_by_key_or_title


@transaction.atomic
def save_presentation(*, programme: Programme, presentation: PresentationLine, actor: User | None) -> bool:
    """Say how the award is presented; returns whether that changed. Raises Refused for an owner whom nobody knows."""
    if presentation_of(programme) == presentation:
        return False
    values = asdict(presentation)
    values["owner_id"] = owner_id(values.pop("owner"))
    row, _made = Presentation.objects.update_or_create(programme=programme, defaults=values)
    programme.presentation = row
    data = {
        "style": presentation.style,
        "notes": text_digest(presentation.notes),
        "budget": presentation.budget,
        "owner": row.owner_id,
        "offset_days": presentation.offset_days,
    }
    audit.record(verb="presentation.changed", target=programme, actor=actor, data=data)
    return True


@transaction.atomic
def save_publicity(*, programme: Programme, publicity: Sequence[PublicityLine], actor: User | None) -> Changes:
    """Make these the ways of making the award known. Raises Refused for an owner whom nobody knows."""
    wanted = []
    for line in publicity:
        values = asdict(line)
        values["owner_id"] = owner_id(values.pop("owner"))
        wanted.append((values.pop("pk"), values))
    pairs = paired_by_key_or_title(programme.publicity.all(), wanted, "channel")
    changes = bring_in_line(Publicity.objects.filter(programme=programme), pairs, programme=programme)
    if changes:
        data = {
            **changes.counts(),
            "channels": [line.channel for line in publicity],
            "budgets": [line.budget for line in publicity],
        }
        audit.record(verb="presentation.changed", target=programme, actor=actor, data=data)
    return changes


def owner_id(email: str) -> int | None:
    """The person who is named as an owner; nobody for no email. Raises Refused where there is no such person."""
    if not email:
        return None
    person = person_by_email(email)
    if person is None or not person.is_active:
        raise Refused(_("Nobody here has the address %(email)s.") % {"email": email})
    return person.pk
