import threading
from contextlib import closing

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.queries.organisation import the_organisation
from accounts.tests.factories import UserFactory
from audit import services as audit
from audit.models import Record, Seal
from audit.request_ids import one_request
from audit.services.recording import content_of
from audit.verbs import UnknownVerb

pytestmark = pytest.mark.django_db


def an_act(**data):
    return audit.record(verb="organisation.changed", target=the_organisation(), actor=UserFactory(), data=data)


def test_a_record_names_the_act_its_actor_and_its_target():
    actor = UserFactory()
    with one_request() as request_id:
        record = audit.record(
            verb="organisation.changed",
            target=the_organisation(),
            actor=actor,
            before={"currency": "GBP"},
            data={"currency": "EUR"},
        )
    record.refresh_from_db()
    content = content_of(record)
    assert content.pop("at").endswith("+00:00")
    assert content == {
        "id": record.pk,
        "request_id": request_id,
        "actor": actor.pk,
        "acting_for": None,
        "verb": "organisation.changed",
        "target_type": "accounts.organisation",
        "target_id": "1",
        "target_label": "organisation",
        "programme": "",
        "cycle": "",
        "before": {"currency": "GBP"},
        "data": {"currency": "EUR"},
    }


def test_a_record_costs_an_act_one_query_however_much_the_trail_holds(django_assert_num_queries):
    actor, thing = UserFactory(), the_organisation()
    for number in range(3):
        with django_assert_num_queries(1):
            audit.record(verb="organisation.changed", target=thing, actor=actor, data={"n": number})
        audit.seal_records()


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_two_acts_of_one_person_on_one_thing_do_not_wait_for_each_other():
    actor, thing, heard = UserFactory(), the_organisation(), []

    def act(number):
        return audit.record(verb="organisation.changed", target=thing, actor=actor, data={"n": number})

    def meanwhile():
        with closing(connection), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '3s'")
            heard.append(act(2).pk)

    with transaction.atomic():
        first = act(1).pk
        other = threading.Thread(target=meanwhile)
        other.start()
        other.join()
        assert len(heard) == 1  # while the first act is not over
    assert set(Record.objects.filter(pk__in=[first, *heard]).values_list("data__n", flat=True)) == {1, 2}


def test_an_act_that_no_room_has_registered_is_an_error():
    with pytest.raises(UnknownVerb):
        audit.record(verb="organisation.exploded", target=the_organisation(), actor=None)


def test_a_record_goes_with_the_transaction_that_made_it():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        an_act()
        1 / 0  # noqa: B018 — any failure will do
    assert Record.objects.count() == 0


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit_record SET verb = 'organisation.praised'",
        "UPDATE audit_record SET seal_id = NULL",
        "DELETE FROM audit_record",
        "UPDATE audit_seal SET root = 'x'",
        "DELETE FROM audit_seal",
    ],
)
def test_the_database_refuses_to_change_the_trail(change):
    an_act()
    audit.seal_records()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


def test_a_seal_closes_what_is_open_and_chains_to_the_one_before():
    first, second = an_act(number=1), an_act(number=2)
    assert audit.seal_records() == 2
    third = an_act(number=3)
    assert audit.seal_records() == 1
    assert audit.seal_records() == 0
    one, two = Seal.objects.order_by("number")
    assert (one.number, one.count, one.first_record, one.last_record, one.previous) == (1, 2, first.pk, second.pk, "")
    assert (two.number, two.count, two.first_record, two.last_record, two.previous) == (
        2,
        1,
        third.pk,
        third.pk,
        one.hash,
    )
