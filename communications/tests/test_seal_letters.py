"""The latest seal goes out once a week to everybody who keeps it."""

from datetime import UTC, datetime

import pytest

from accounts.services.organisation import change_organisation
from accounts.tests.factories import AdministratorFactory
from audit.models import Record, Seal
from audit.services import seal_records
from communications.models import Message
from communications.services.seal_letters import send_seal_weekly

pytestmark = pytest.mark.django_db

FRIDAY = datetime(2026, 11, 20, 9, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_the_latest_seal_goes_to_each_reader_once_a_week():
    change_organisation(actor=AdministratorFactory(), changes={"seal_readers": "Ann@audit.example\nbo@audit.example"})
    assert send_seal_weekly(now=FRIDAY) == 0
    seal_records()
    assert [send_seal_weekly(now=now) for now in (FRIDAY, FRIDAY, MONDAY)] == [2, 0, 2]
    told = Message.objects.filter(template_key="audit_seal").order_by("pk")
    assert [one.to_address for one in told] == ["ann@audit.example", "bo@audit.example"] * 2
    assert all(Seal.objects.get().hash in one.body_text for one in told)
    assert "audit.example" not in str(Record.objects.get(verb="organisation.changed").data)
