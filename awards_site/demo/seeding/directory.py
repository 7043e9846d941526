"""The organisation, its teams and its people."""

from datetime import date

from django.contrib.auth.hashers import make_password

from accounts.models import JobRole, Organisation, Team, User
from awards_site.demo.material import material
from awards_site.demo.people import Brightwater

PASSWORD = "brightwater-demo"  # noqa: S105 — printed by bin/run; a production refuses to make these people


def seed_directory(brightwater: Brightwater, today: date) -> dict[str, User]:
    """Write the organisation, teams, roles and people; returns the people by email."""
    _organisation()
    roles = _roles(brightwater)
    teams = _teams(brightwater)
    logins = {person.email for person in brightwater.logins()}
    password, unusable = make_password(PASSWORD), "!"
    rows = [
        User(
            email=person.email,
            full_name=person.full_name,
            known_as=person.known_as,
            team=teams[person.team],
            job_role=roles[person.job_role],
            site=person.site,
            started_on=min(person.started_on, today),
            is_staff=person.login == "administrator",
            password=password if person.email in logins else unusable,
        )
        for person in brightwater.people
    ]
    User.objects.bulk_create(rows, batch_size=500)
    people = {user.email: user for user in User.objects.all()}
    for person in brightwater.people:
        if person.line_manager_email:
            people[person.email].line_manager = people[person.line_manager_email]
    User.objects.bulk_update(people.values(), ["line_manager"], batch_size=200)
    for team in brightwater.teams:
        teams[team.name].leader = people[team.leader_email]
        teams[team.name].headcount = sum(person.team == team.name for person in brightwater.people)
    Team.objects.bulk_update(teams.values(), ["leader", "headcount"], batch_size=200)
    return people


def _organisation() -> None:
    about = material("people.yaml")["organisation"]
    Organisation.objects.filter(pk=Organisation.ONLY).update(
        name=about["name"],
        time_zone=about["time_zone"],
        currency=about["currency"],
        accent=about["accent"],
        retention_months=about["retention_months"],
        culture={"in_words": about["culture"]},
    )


def _roles(brightwater: Brightwater) -> dict[str, JobRole]:
    facing = {person.job_role: person.customer_facing for person in brightwater.people}
    JobRole.objects.bulk_create(JobRole(name=name, customer_facing=meets) for name, meets in facing.items())
    return {role.name: role for role in JobRole.objects.all()}


def _teams(brightwater: Brightwater) -> dict[str, Team]:
    teams: dict[str, Team] = {}
    for team in brightwater.teams:
        parent = teams[team.parent] if team.parent else None
        teams[team.name] = Team.objects.create(name=team.name, parent=parent)
    return teams
