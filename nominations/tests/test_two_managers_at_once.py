"""Two managers who accept voices for the same nominee in the same moment."""

import threading

import pytest
from django.db import connections

from accounts.tests.factories import UserFactory
from nominations.models import Entry, Nomination
from nominations.queries.nominations import RELATED
from nominations.services.screening import accept
from nominations.tests.factories import NominationFactory, NomineeFactory, open_cycle


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_both_voices_stand_in_the_one_entry_of_their_nominee():
    managers = UserFactory.create_batch(4)
    cycle, person = open_cycle(managers=managers), UserFactory()
    waiting = [NominationFactory(cycle=cycle, nominee=NomineeFactory(person=person)).pk for _manager in managers]
    at_once, failed = threading.Barrier(len(managers)), []

    def accepts(pk, manager):
        nomination = Nomination.objects.select_related(*RELATED, "entry").get(pk=pk)
        at_once.wait()
        try:
            accept(nomination=nomination, actor=manager)
        except Exception as error:  # noqa: BLE001 — whatever it is, it is what the manager would get
            failed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=accepts, args=pair) for pair in zip(waiting, managers, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert Entry.objects.get().nominations.count() == len(managers)
