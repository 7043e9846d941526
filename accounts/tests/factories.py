import factory
from factory.django import DjangoModelFactory

from accounts.models import JobRole, Team, User


class TeamFactory(DjangoModelFactory):
    class Meta:
        model = Team

    name = factory.Sequence(lambda n: f"Team {n}")
    headcount = 8


class JobRoleFactory(DjangoModelFactory):
    class Meta:
        model = JobRole

    name = factory.Sequence(lambda n: f"Role {n}")


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    full_name = factory.Sequence(lambda n: f"Person Number {n}")
    team = factory.SubFactory(TeamFactory)
    password = "!"


class AdministratorFactory(UserFactory):
    is_staff = True
