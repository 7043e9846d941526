"""What the rewards page offers, counts and warns of."""

from datetime import date
from decimal import Decimal

import pytest

from accounts.tests.factories import UserFactory
from audit.models import Record
from programmes.enums import RewardKind
from programmes.models import Presentation, Publicity, Reward
from programmes.queries.reward_catalogue import reward_catalogue
from programmes.queries.reward_guidance import KINDS
from programmes.queries.running_costs import running_costs
from programmes.tests.factories import (
    CategoryFactory,
    FrequencyFactory,
    ProgrammeFactory,
    RewardFactory,
    RulebookFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def maya(client):
    person = UserFactory()
    client.force_login(person)
    return person


def test_the_catalogue_has_rewards_of_every_kind_each_with_both_sides():
    catalogue = reward_catalogue()
    assert len(catalogue) >= 15
    assert {line.kind for line in catalogue.values()} == set(RewardKind.values) == set(KINDS)
    assert [code for code, line in catalogue.items() if not (line.benefits and line.drawbacks and line.places)] == []
    assert {line.kind for line in catalogue.values() if line.money} == {"money", "voucher"}


def test_a_reward_is_added_with_one_click_and_only_once(client, maya):
    programme = ProgrammeFactory(slug="stars", managers=[maya])
    RewardFactory(programme=programme, title="Our own")
    for _again in range(2):
        assert client.post("/manage/stars/rewards/add/day-off/").status_code == 302
    kept = list(programme.rewards.values_list("title", "kind", "unit_cost"))
    assert kept == [("Our own", "time", 120), ("A day’s leave at a time of their choosing", "time", 130)]
    assert [record.verb for record in Record.objects.all()] == ["reward.saved"]


def test_what_is_not_in_the_catalogue_is_refused_and_adding_is_not_done_by_a_link(client, maya):
    ProgrammeFactory(slug="stars", managers=[maya])
    client.post("/manage/stars/rewards/add/a-yacht/")
    assert Reward.objects.count() == 0
    assert client.get("/manage/stars/rewards/add/day-off/").status_code == 405


def costly_programme():
    programme = ProgrammeFactory(slug="stars")
    rulebook = RulebookFactory(programme=programme)
    CategoryFactory(rulebook=rulebook, places=1, commended=2)
    CategoryFactory(rulebook=rulebook, places=2, commended=0)
    RewardFactory(programme=programme, title="Leave", places=[1], unit_cost=Decimal("120.10"))
    RewardFactory(programme=programme, title="Card", places=[2, 3], unit_cost=Decimal("25.05"), money=True)
    return programme


def test_costs_are_counted_by_place_category_and_the_cycles_of_the_next_twelve_months():
    programme = costly_programme()
    FrequencyFactory(programme=programme, rrule="FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1", starts_on=date(2026, 1, 1))
    costs = running_costs(programme, today=date(2026, 11, 22))
    # place 1 in two categories; places 2 and 3 of the first and place 2 of the second
    assert [(line.given, line.cycle, line.year) for line in costs.rewards] == [
        (2, Decimal("240.20"), Decimal("960.80")),
        (3, Decimal("75.15"), Decimal("300.60")),
    ]
    assert (costs.cycles, costs.reward_total.cycle, costs.reward_total.year) == (
        4,
        Decimal("315.35"),
        Decimal("1261.40"),
    )


def test_presentation_and_publicity_are_part_of_what_a_cycle_costs():
    programme = costly_programme()
    Presentation.objects.create(programme=programme, style="ceremony", budget=Decimal("300.00"))
    Publicity.objects.create(programme=programme, channel="poster", budget=Decimal("44.65"))
    costs = running_costs(programme)
    assert (costs.total.cycle, costs.total.year) == (Decimal("660.00"), None)


def test_before_there_are_categories_each_place_counts_once():
    programme = ProgrammeFactory()
    RewardFactory(programme=programme, places=[1, 2, 2], unit_cost=Decimal(10))
    assert running_costs(programme).reward_total.cycle == 20


@pytest.mark.parametrize(("money", "warned"), [([True, True], True), ([True, False], False), ([], False)])
def test_the_page_warns_where_every_reward_is_money(client, maya, money, warned):
    programme = ProgrammeFactory(slug="stars", managers=[maya])
    for number, flag in enumerate(money):
        RewardFactory(programme=programme, title=f"Reward {number}", money=flag)
    page = client.get("/manage/stars/rewards/")
    assert ("Every reward here is money" in page.content.decode(), page.context["costs"].all_money) == (warned, warned)
