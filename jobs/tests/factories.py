import factory
from factory.django import DjangoModelFactory

from jobs.models import Job


class JobFactory(DjangoModelFactory):
    class Meta:
        model = Job

    kind = "test.count"
    key = factory.Sequence(lambda n: f"job {n}")
    title = factory.Sequence(lambda n: f"Work number {n}")
