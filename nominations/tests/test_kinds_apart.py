"""People and teams are never ranked together: the database keeps them in categories of their own."""

import pytest
from django.db import IntegrityError, transaction

from accounts.tests.factories import TeamFactory, UserFactory
from nominations.kind_triggers import REFUSAL
from nominations.models import Entry
from nominations.tests.factories import EntryFactory
from programmes.tests.factories import running_cycle

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ["person", "team"])
def test_an_entry_of_the_other_kind_is_refused_by_the_database_however_it_is_written(kind):
    cycle = running_cycle(nominee=kind)
    entry = EntryFactory(cycle=cycle)
    other = {"person": None, "team": TeamFactory()} if kind == "person" else {"person": UserFactory(), "team": None}
    same = {"reference": "E-NEW", "cycle": cycle, "category": entry.category}
    foreign = EntryFactory(cycle=running_cycle(nominee="team" if kind == "person" else "person"))
    for write in (
        lambda: Entry.objects.create(**same, **other),
        lambda: Entry.objects.bulk_create([Entry(**same, **other)]),
        lambda: Entry.objects.filter(pk=entry.pk).update(**other),
        lambda: Entry.objects.filter(pk=entry.pk).update(category=foreign.category),
    ):
        with pytest.raises(IntegrityError, match=REFUSAL), transaction.atomic():
            write()
    Entry.objects.filter(pk=entry.pk).update(person=None, team=None, nameless=True)  # a removed name is of no kind
    assert Entry.objects.count() == 2
