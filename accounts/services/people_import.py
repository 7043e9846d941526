from collections.abc import Sequence

from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts.models import JobRole, Team, User
from accounts.people_file import Line
from accounts.queries.organisation import the_organisation
from accounts.queries.people_import import Fate, ImportPlan, plan_import
from audit import services as audit

BATCH = 500
WRITTEN = ("full_name", "site", "started_on", "team", "job_role", "is_external")


@transaction.atomic
def import_people(*, lines: Sequence[Line], actor: User | None) -> ImportPlan:
    """Bring the directory to what the file says: people, teams and roles made where missing, all or nothing.

    A file that says what is known already changes nothing and leaves no record. Raises BadFile (see ``plan_import``).
    """
    plan = plan_import(lines)
    if not plan.added and not plan.changed:
        return plan
    _make_places(plan)
    added = _add([fate for fate in plan.fates if fate.is_new], plan)
    changed = [fate for fate in plan.fates if fate.person and fate.changes]
    places = {fate.line.email: _places(fate) for fate in changed}
    _change(changed, plan)
    _set_managers(plan)
    _record(plan, added, changed, places, actor)
    return plan


def _make_places(plan: ImportPlan) -> None:
    teams = Team.objects.bulk_create([Team(name=name) for name in plan.new_teams], batch_size=BATCH)
    roles = JobRole.objects.bulk_create([JobRole(name=name) for name in plan.new_roles], batch_size=BATCH)
    plan.teams.update({team.name.casefold(): team for team in teams})
    plan.roles.update({role.name.casefold(): role for role in roles})


def _add(fates: list[Fate], plan: ImportPlan) -> list[User]:
    people = [User(email=fate.line.email, password=make_password(None)) for fate in fates]
    for person, fate in zip(people, fates, strict=True):
        _write(person, fate.line, plan)
    made = User.objects.bulk_create(people, batch_size=BATCH)
    plan.people.update({person.email: person for person in made})
    return made


def _change(fates: list[Fate], plan: ImportPlan) -> None:
    people = [fate.known_person for fate in fates]
    for person, fate in zip(people, fates, strict=True):
        _write(person, fate.line, plan)
    User.objects.bulk_update(people, WRITTEN, batch_size=BATCH)


def _write(person: User, line: Line, plan: ImportPlan) -> None:
    person.full_name = line.full_name
    if "site" in line.given:
        person.site = line.site
    if "started_on" in line.given:
        person.started_on = line.started_on
    if "team" in line.given:
        person.team = plan.teams[line.team.casefold()] if line.team else None
        person.is_external = person.is_external and person.team is None  # who has a team belongs to the organisation
    if "job_role" in line.given:
        person.job_role = plan.roles[line.job_role.casefold()] if line.job_role else None


def _set_managers(plan: ImportPlan) -> None:
    """After everybody exists: a manager may stand further down the file than their people."""
    people = []
    for fate in plan.fates:
        if fate.is_new or "line_manager_email" in fate.changes:
            person = plan.people[fate.line.email]
            manager = fate.line.line_manager_email
            person.line_manager = plan.people[manager] if manager else None
            people.append(person)
    User.objects.bulk_update(people, ["line_manager"], batch_size=BATCH)


def _places(fate: Fate) -> dict[str, int | None]:
    person = fate.known_person
    places = {"team": person.team_id, "job_role": person.job_role_id, "line_manager_email": person.line_manager_id}
    return {name: value for name, value in places.items() if name in fate.changes}


def _record(
    plan: ImportPlan,
    added: list[User],
    changed: list[Fate],
    places: dict[str, dict[str, int | None]],
    actor: User | None,
) -> None:
    acts = [audit.Act(verb="person.invited", target=person, actor=actor, data={"by": "file"}) for person in added]
    acts += [
        audit.Act(
            verb="person.changed",
            target=fate.known_person,
            actor=actor,
            before=places[fate.line.email],
            data={"by": "file", "fields": sorted(fate.changes), **_places(fate)},
        )
        for fate in changed
    ]
    figures = {"added": plan.added, "changed": plan.changed, "unchanged": plan.unchanged}
    acts.append(
        audit.Act(
            verb="people.imported",
            target=the_organisation(),
            actor=actor,
            data={**figures, "teams": len(plan.new_teams), "roles": len(plan.new_roles)},
        )
    )
    audit.record_all(acts)
