from collections.abc import Sequence
from dataclasses import asdict, replace

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.queries.people import person_by_email
from audit import services as audit
from audit.digests import text_digest
from audit.refusals import Refused
from programmes.models import Presentation, Programme, Publicity
from programmes.plans.lines import PresentationLine, PublicityLine
from programmes.plans.row_stamps import stamped_values
from programmes.queries.plans import presentation_of, publicity_of
from programmes.services.row_editing import Opened, hold_plan, reconciled
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
def change_presentation(
    *, programme: Programme, presentation: PresentationLine, actor: User, opened: Opened | None = None
) -> bool:
    """The same from a page. Raises ChangedMeanwhile where somebody saved it since the page was opened."""
    hold_plan(programme)
    row = Presentation.objects.filter(programme=programme).select_related("owner").first()
    if row is None:
        return save_presentation(programme=programme, presentation=presentation, actor=actor)
    programme.presentation = row
    now = presentation_of(programme)
    wanted = reconciled(stamped_values(presentation), stamped_values(now), opened)
    return save_presentation(programme=programme, presentation=replace(presentation, **wanted), actor=actor)


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


@transaction.atomic
def save_channel(*, programme: Programme, channel: PublicityLine, actor: User, opened: Opened | None = None) -> Changes:
    """Change the channel that ``channel.pk`` names, or add one where it names none.

    Raises ChangedMeanwhile where somebody saved or removed it since the page was opened, Refused for an unknown owner.
    """
    hold_plan(programme)
    stored = publicity_of(programme)
    if channel.pk is None:
        return save_publicity(programme=programme, publicity=[*stored, channel], actor=actor)
    now = next((line for line in stored if line.pk == channel.pk), None)
    wanted = reconciled(stamped_values(channel), stamped_values(now) if now else None, opened)
    line = replace(channel, **wanted)
    return save_publicity(
        programme=programme, publicity=[line if each.pk == line.pk else each for each in stored], actor=actor
    )


@transaction.atomic
def remove_channel(*, channel: Publicity, actor: User) -> None:
    """Take a channel off the list."""
    hold_plan(channel.programme)
    kept = [line for line in publicity_of(channel.programme) if line.pk != channel.pk]
    save_publicity(programme=channel.programme, publicity=kept, actor=actor)


def owner_id(email: str) -> int | None:
    """The person who is named as an owner; nobody for no email. Raises Refused where there is no such person."""
    if not email:
        return None
    person = person_by_email(email)
    if person is None or not person.is_active:
        raise Refused(_("Nobody here has the address %(email)s.") % {"email": email})
    return person.pk
