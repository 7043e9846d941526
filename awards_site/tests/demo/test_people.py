"""Brightwater's people: as many as promised, in a tree, the same every time."""

from datetime import date

import pytest

from awards_site.demo.people import people, plain_address


def test_there_are_160_people_in_14_teams():
    brightwater = people()
    assert (len(brightwater.people), len(brightwater.teams)) == (160, 14)


def test_the_same_seed_gives_the_same_people_and_another_gives_others():
    assert people() == people()
    assert people(seed=1).people != people(seed=2).people


def test_a_scale_multiplies_people_and_teams_and_no_address_is_used_twice():
    scaled = people(5)
    assert (len(scaled.people), len(scaled.teams)) == (800, 70)
    assert len({person.email for person in scaled.people}) == 800
    assert len({team.name for team in scaled.teams}) == 70


def test_a_scaled_demo_begins_with_the_very_people_of_the_small_one():
    assert people(2).people[:160] == people().people


def test_a_scale_of_nothing_is_refused():
    with pytest.raises(ValueError, match="from 1, not 0"):
        people(0)


@pytest.mark.parametrize("scale", [1, 3])
def test_every_team_but_the_first_stands_after_its_parent(scale):
    seen = set()
    for position, team in enumerate(people(scale).teams):
        assert (team.parent is None) == (position == 0)
        assert team.parent is None or team.parent in seen
        seen.add(team.name)


@pytest.mark.parametrize("scale", [1, 3])
def test_everybody_but_the_chief_executive_has_a_line_manager_who_stands_before_them(scale):
    seen = set()
    for person in people(scale).people:
        assert person.line_manager_email in seen or person.key == "ngozi"
        seen.add(person.email)


def test_each_team_is_led_by_one_of_its_own():
    brightwater = people()
    leaders = {(person.team, person.email) for person in brightwater.people if person.leads}
    assert leaders == {(team.name, team.leader_email) for team in brightwater.teams}


def test_the_sign_ins_are_those_of_the_story():
    logins = [(person.login, person.email.split("@")[0]) for person in people().logins()]
    assert sorted(logins) == [
        ("administrator", "owen"),
        ("approver", "ngozi"),
        ("chair", "sian"),
        ("judge", "aisha"),
        ("judge", "devon"),
        ("judge", "rosalind"),
        ("manager", "maya"),
        ("team leader", "samina"),
        ("team member", "grace"),
    ]


def test_there_are_two_called_grace_at_ferry_lane_so_that_matching_has_something_to_do():
    called_grace = [p.full_name for p in people().people if p.known_as == "Grace" and p.site == "Ferry Lane"]
    assert called_grace == ["Grace Oyelaran", "Grace Whitlock"]


def test_some_serve_customers_and_some_do_not_and_people_came_over_many_years():
    everybody = people().people
    assert {person.customer_facing for person in everybody} == {True, False}
    assert len({person.started_on.year for person in everybody}) > 12
    assert max(person.started_on for person in everybody) <= date(2026, 6, 1)


@pytest.mark.parametrize(
    ("name", "address"),
    [("Siân Prosser", "sian.prosser"), ("Zoë O'Neill", "zoe.oneill"), ("Łukasz Dąbrowski", "lukasz.dabrowski")],
)
def test_an_address_is_spelled_in_ascii(name, address):
    assert plain_address(name) == address
