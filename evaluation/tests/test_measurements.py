"""A figure that was brought in wrongly is corrected or removed, with a reason, on record."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from accounts.tests.factories import AdministratorFactory, UserFactory
from audit.models import Record
from audit.refusals import Refused, StaleState
from evaluation.models import Kpi, Measurement
from evaluation.services.measurements import correct_measurement, remove_kpi, remove_measurement
from evaluation.tests.factories import KpiFactory, MeasurementFactory
from programmes.tests.factories import ProgrammeFactory

pytestmark = pytest.mark.django_db
WHY = "The decimal point was lost on the way."


@pytest.fixture
def maya():
    person = UserFactory()
    ProgrammeFactory(managers=[person])
    return person


@pytest.fixture
def wrong():
    kpi = KpiFactory(code="csat", title="Customer satisfaction")
    MeasurementFactory(kpi=kpi, date=date(2026, 9, 28), value=Decimal("4.1"))
    return MeasurementFactory(kpi=kpi, date=date(2026, 10, 5), value=Decimal(412))


def test_a_value_is_corrected_and_the_trail_keeps_both_and_why(wrong, maya):
    assert correct_measurement(measurement=wrong, value=Decimal("4.12"), reason=WHY, actor=maya) is True
    assert Measurement.objects.get(pk=wrong.pk).value == Decimal("4.12")
    record = Record.objects.get(verb="measurement.changed")
    assert (record.before["value"], record.data["value"], record.data["reason"]) == ("412", "4.12", WHY)
    assert correct_measurement(measurement=wrong, value=Decimal("4.1200"), reason=WHY, actor=maya) is False
    assert Record.objects.count() == 1


def test_a_value_is_removed_and_the_others_stay(wrong, maya):
    remove_measurement(measurement=wrong, reason=WHY, actor=maya)
    assert list(Measurement.objects.values_list("date", flat=True)) == [date(2026, 9, 28)]
    assert Record.objects.get().verb == "measurement.removed"


def test_without_a_reason_and_behind_somebodys_back_nothing_changes(wrong, maya):
    with pytest.raises(Refused):
        remove_measurement(measurement=wrong, reason=" ", actor=maya)
    Measurement.objects.filter(pk=wrong.pk).update(value=5)
    with pytest.raises(StaleState):
        correct_measurement(measurement=wrong, value=Decimal("4.12"), reason=WHY, actor=maya)
    with pytest.raises(StaleState):
        remove_measurement(measurement=wrong, reason=WHY, actor=maya)
    assert (Measurement.objects.get(pk=wrong.pk).value, Record.objects.count()) == (5, 0)


def test_a_figure_with_a_misspelt_code_goes_with_its_values_and_the_trail_keeps_them(wrong, maya):
    assert remove_kpi(kpi=wrong.kpi, reason="Misspelt; it is called csat-mean.", actor=maya) == 2
    assert (Kpi.objects.count(), Measurement.objects.count()) == (0, 0)
    record = Record.objects.get()
    assert (record.data["measurements"], sorted(record.before["values"])) == (2, ["2026-09-28", "2026-10-05"])


@pytest.mark.parametrize("name", ["kpi_values", "kpi_value", "kpi_remove"])
def test_only_managers_and_administrators_put_figures_right(client, wrong, maya, name):
    address = reverse(f"evaluation:{name}", args=["csat", *(["2026-10-05"] if name == "kpi_value" else [])])
    found = [client.get(address).status_code]
    for person in (UserFactory(), maya, AdministratorFactory()):
        client.force_login(person)
        found.append(client.get(address).status_code)
    assert found == [302, 403, 200, 200]


def test_the_page_corrects_and_removes_and_says_what_is_missing(client, wrong, maya):
    client.force_login(maya)
    address = reverse("evaluation:kpi_value", args=["csat", "2026-10-05"])
    refused = client.post(address, {"value": "much", "act": "correct"})
    assert (refused.status_code, sorted(refused.context["form"].errors)) == (422, ["reason", "value"])
    client.post(address, {"value": "4.12", "reason": WHY, "act": "correct"})
    assert Measurement.objects.get(pk=wrong.pk).value == Decimal("4.12")
    assert client.post(address, {"reason": WHY, "act": "remove"}).status_code == 302
    assert [client.get(address).status_code, client.get(address.replace("2026-10-05", "soon")).status_code] == [
        404,
        404,
    ]


@pytest.mark.parametrize("many", [1, 40])
def test_the_values_ask_as_much_for_many_as_for_one(client, maya, django_assert_num_queries, many):
    kpi = KpiFactory(code="csat")
    for number in range(many):
        MeasurementFactory(kpi=kpi, date=date.fromordinal(738_000 + number))
    client.force_login(maya)
    address = reverse("evaluation:kpi_values", args=["csat"])
    client.get(address)
    # session, person, organisation, whether they manage anything; the figure, how many values and these; the top bar's doors
    with django_assert_num_queries(8):
        assert len(client.get(address).context["page"]) == min(many, 26)
