from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit import services as audit
from audit.digests import text_digest
from audit.refusals import IllegalMove, NotReady, Refused, StaleState
from programmes.calculations.contrast import LIGHT_PAPER, readable_on
from programmes.enums import ProgrammeState
from programmes.models import Option, Programme
from programmes.plans.lines import Identity
from programmes.plans.row_stamps import stamped_values
from programmes.queries.plan_readiness import is_approved, missing_to_start
from programmes.queries.plans import identity_of
from programmes.queries.schemes import nothing_values
from programmes.services.row_editing import Opened, hold_plan, reconciled


@transaction.atomic
def create_programme(*, slug: str, identity: Identity, managers: list[User], actor: User | None) -> Programme:
    """A new programme, as a draft, with "do nothing" among its options. Raises Refused for a slug that is taken."""
    if Programme.objects.filter(slug=slug).exists():
        raise Refused(_("There is a programme “%(slug)s” already.") % {"slug": slug})
    programme = Programme.objects.create(slug=slug, **_values(identity))
    programme.managers.set(managers)
    Option.objects.create(programme=programme, **nothing_values())
    audit.record(verb="programme.created", target=programme, actor=actor, data=_codes(programme, managers))
    return programme


@transaction.atomic
def change_programme(*, programme: Programme, identity: Identity, actor: User | None) -> list[str]:
    """Change what a programme is called and stands for; returns the fields that changed.

    An accent that cannot be read on paper (WCAG AA) is kept as the nearest shade that can; the dark scheme derives its own.
    """
    values = _values(identity)
    different = [name for name, value in values.items() if getattr(programme, name) != value]
    if not different:
        return []
    before = {name: _auditable(getattr(programme, name)) for name in different}
    for name in different:
        setattr(programme, name, values[name])
    programme.save(update_fields=different)
    audit.record(
        verb="programme.changed",
        target=programme,
        actor=actor,
        before=before,
        data={name: _auditable(values[name]) for name in different},
    )
    return different


@transaction.atomic
def change_managers(*, programme: Programme, managers: list[User], actor: User | None) -> bool:
    """Say who manages a programme; returns whether that changed."""
    before = sorted(programme.managers.values_list("pk", flat=True))
    after = sorted(person.pk for person in managers)
    if before == after:
        return False
    programme.managers.set(managers)
    audit.record(
        verb="programme.changed", target=programme, actor=actor, before={"managers": before}, data={"managers": after}
    )
    return True


@transaction.atomic
def save_identity(
    *, programme: Programme, identity: Identity, managers: list[User], actor: User, opened: Opened | None = None
) -> None:
    """Change what a programme is called and stands for, and who manages it, at once.

    Raises ChangedMeanwhile where somebody saved it since the page was ``opened``.
    """
    hold_plan(programme)
    programme.refresh_from_db(fields=[*asdict(identity)])
    people = {person.email: person for person in [*programme.managers.all(), *managers]}
    mine = identity_values(identity, [person.email for person in managers])
    wanted = reconciled(mine, stored_identity(programme), opened)
    chosen = [people[email] for email in wanted.pop("managers")]
    change_programme(programme=programme, identity=Identity(**wanted), actor=actor)
    change_managers(programme=programme, managers=chosen, actor=actor)


def stored_identity(programme: Programme) -> dict[str, Any]:
    """What ``save_identity`` writes, as it stands now."""
    return identity_values(identity_of(programme), programme.managers.values_list("email", flat=True))


def identity_values(identity: Identity, managers: Iterable[str]) -> dict[str, Any]:
    """What counts of it, by field."""
    return stamped_values(identity) | {"managers": tuple(sorted(managers))}


@transaction.atomic
def start_programme(*, programme: Programme, actor: User | None, reason: str = "") -> Programme:
    """Let an approved programme run. Where its plan lacks something, a written ``reason`` starts it all the same and is
    recorded with what was missing; nothing takes the place of an approval (E6).

    Raises IllegalMove where it is not approved, NotReady naming what it lacks.
    """
    if programme.state != ProgrammeState.APPROVED:
        raise IllegalMove(_("Only an approved programme can be started; this one is not approved, or runs already."))
    missing = missing_to_start(programme)
    if missing and not (reason.strip() and is_approved(programme)):
        raise NotReady(
            _("“%(title)s” is not ready to start:") % {"title": programme.title}, [gap.words for gap in missing]
        )
    move_programme(programme=programme, to=ProgrammeState.RUNNING)
    data = {"reason": reason.strip(), "missing": sorted({gap.step for gap in missing})} if missing else {}
    audit.record(verb="programme.started", target=programme, actor=actor, data=data)
    return programme


def move_programme(*, programme: Programme, to: str) -> None:
    """The one place where a programme's state is written. Raises StaleState when somebody was faster."""
    if Programme.objects.filter(pk=programme.pk, state=programme.state).update(state=to) != 1:
        raise StaleState(_("Somebody has already changed the state of “%(title)s”.") % {"title": programme.title})
    programme.state = to


def _values(identity: Identity) -> dict[str, Any]:
    values = asdict(identity) | {"kinds": list(identity.kinds)}
    if identity.accent:
        values["accent"] = readable_on(identity.accent, LIGHT_PAPER)
    else:
        del values["accent"]
    return values


def _codes(programme: Programme, managers: list[User]) -> dict[str, Any]:
    return {"kinds": programme.kinds, "public": programme.public, "managers": [person.pk for person in managers]}


def _auditable(value: Any) -> Any:
    """Texts are told by their digest, so that the trail holds no words that may have to be erased."""
    return text_digest(value) if isinstance(value, str) else value
