"""Who may open which page of the rounds, what the forms do without JavaScript, and how many queries lists take."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from accounts.tests.factories import AdministratorFactory, UserFactory
from judging.enums import Cut, RoundMode, RoundState, Tally
from judging.models import PairChoice, QualifyVote, RankPlace, Round, RoundOutcome, RoundResult
from judging.queries.rounds.published import rounds_published
from judging.queries.rounds.waiting import rounds_for
from judging.round_urls import round_urls
from judging.services.rounds.planning import RoundPlan, change_round, plan_round
from judging.tests.browsing import page, where
from judging.tests.factories import ConflictFactory, judged_cycle
from nominations.tests.factories import accepted_entry
from programmes.enums import Stage
from programmes.models import Cycle

pytestmark = pytest.mark.django_db


def open_round(mode, *, entries=3, judges=2, cut=Cut.EVERY, **fields):
    """A cycle in judging with a round of this mode open and the scoring round after it."""
    maya = UserFactory()
    cycle, found, seats, chair = judged_cycle(entries=entries, judges=judges, managers=[maya])
    one = Round.objects.create(
        cycle=cycle, position=1, mode=mode, state=RoundState.OPEN, opened_at=cycle.judging_at, cut=cut, **fields
    )
    Round.objects.create(cycle=cycle, position=10, mode=RoundMode.SCORE)
    return one, found, seats, chair, maya


ROLES = ("judge", "chair", "manager", "administrator", "stranger")
JUDGES = dict.fromkeys(ROLES, 404) | {"judge": 200}
OVERSEERS = dict.fromkeys(ROLES, 200) | {"judge": 404, "stranger": 404}
MANAGERS = OVERSEERS | {"chair": 403}
ANSWERS = {
    "round_votes": ("get", JUDGES),
    "round_aside": ("get", JUDGES),
    "rounds": ("get", OVERSEERS),
    "round_new": ("get", MANAGERS),
    "round_result": ("get", OVERSEERS),
    "round_change": ("get", MANAGERS),
    "round_drop": ("get", MANAGERS),
    "round_open": ("post", dict.fromkeys(ROLES, 404) | dict.fromkeys(("chair", "manager", "administrator"), 302)),
    "round_close": ("get", OVERSEERS),
}


@pytest.mark.usefixtures("bare_answers")
def test_every_address_of_the_rounds_answers_each_role_as_it_may(client):
    one, entries, seats, chair, maya = open_round(RoundMode.QUALIFY, cut=Cut.ABOVE, cut_value=50)
    people = {
        "judge": seats[0].judge,
        "chair": chair.judge,
        "manager": maya,
        "administrator": AdministratorFactory(),
        "stranger": UserFactory(),
    }
    arguments = {
        "round_votes": [one.pk],
        "round_aside": [one.pk, entries[0].reference],
        "rounds": where(one.cycle),
        "round_new": [*where(one.cycle), "rank"],
    }
    found = {}
    for name, (method, _answers) in ANSWERS.items():
        given = arguments.get(name, [*where(one.cycle), one.pk])
        data = {} if method == "post" else None
        found[name] = {role: page(client, people[role], name, *given, data=data).status_code for role in ROLES}
    assert found == {name: answers for name, (_method, answers) in ANSWERS.items()}
    assert list(ANSWERS) == [pattern.name for pattern in round_urls]
    client.logout()
    assert client.get(reverse("judging:round_votes", args=[one.pk])).status_code == 302


def test_a_planned_round_is_not_shown_to_judges(client):
    one, _entries, seats, *_ = open_round(RoundMode.QUALIFY, cut=Cut.ABOVE, cut_value=50)
    Round.objects.filter(pk=one.pk).update(state=RoundState.PLANNED)
    assert page(client, seats[0].judge, "round_votes", one.pk).status_code == 404


def test_only_the_judges_whom_a_round_names_vote_in_it(client):
    one, _entries, seats, *_ = open_round(RoundMode.QUALIFY, cut=Cut.ABOVE, cut_value=50)
    one.seats.set(seats[:1])
    assert [page(client, seat.judge, "round_votes", one.pk).status_code for seat in seats] == [200, 404]


def test_a_form_of_answers_saves_all_or_names_what_lacks_a_reason(client):
    one, entries, seats, *_ = open_round(RoundMode.QUALIFY, cut=Cut.ABOVE, cut_value=50)
    ConflictFactory(seat=seats[0], entry=entries[2])
    first, second, aside = (entry.reference for entry in entries)
    given = {f"answer-{first}": "yes", f"answer-{second}": "no", f"reason-{second}": ""}
    answered = page(client, seats[0].judge, "round_votes", one.pk, data=given)
    assert (answered.status_code, QualifyVote.objects.count()) == (422, 0)
    assert f"Say why, in a few words: {second}." in answered.content.decode()
    assert aside not in answered.content.decode()
    given[f"reason-{second}"] = "It is about a machine."
    assert page(client, seats[0].judge, "round_votes", one.pk, data=given).status_code == 302
    assert set(QualifyVote.objects.values_list("entry__reference", "answer")) == {(first, "yes"), (second, "no")}


def test_an_order_is_sent_by_numbers_or_by_a_button(client):
    one, _entries, seats, *_ = open_round(RoundMode.RANK, tally=Tally.BORDA)
    judge = seats[0].judge
    shown = [row.entry.reference for row in page(client, judge, "round_votes", one.pk).context["orders"][0].rows]
    last_first = {"category": "individual", **{f"{name}-ORDER": str(n) for n, name in enumerate(shown, start=1)}}
    page(client, judge, "round_votes", one.pk, data={**last_first, f"{shown[2]}-ORDER": "1"})

    def saved():
        return list(RankPlace.objects.order_by("place").values_list("entry__reference", flat=True))

    assert saved() == [shown[2], shown[0], shown[1]]
    now = {"category": "individual", **{f"{name}-ORDER": str(n) for n, name in enumerate(saved(), start=1)}}
    page(client, judge, "round_votes", one.pk, data={**now, "move": f"down:{shown[2]}"})
    assert saved() == [shown[0], shown[2], shown[1]]
    page(client, judge, "round_votes", one.pk, data={**now, f"{shown[2]}-ORDER": "", "category": "individual"})
    assert sorted(saved()) == sorted(shown)
    assert page(client, judge, "round_votes", one.pk, data={**now, "category": "nobody"}).status_code == 404


def test_pairs_come_one_after_the_other_until_each_is_seen_enough(client):
    one, _entries, seats, *_ = open_round(RoundMode.PAIR)
    judge = seats[0].judge
    for number in range(3):
        sides = page(client, judge, "round_votes", one.pk).context["sides"]
        names = [side.entry.reference for side in sides]
        data = {"one": names[0], "other": names[1], "chosen": "level" if number else names[1]}
        assert page(client, judge, "round_votes", one.pk, data=data).status_code == 302
    done = page(client, judge, "round_votes", one.pk)
    assert (done.context["sides"], PairChoice.objects.filter(chosen=None).count()) == ([], 2)
    a, b, _chosen = done.context["own"][0]
    again = page(client, judge, "round_votes", one.pk, one=a, other=b).context["sides"]
    assert [side.entry.reference for side in again] == [a, b]


def test_a_manager_lays_a_round_down_and_takes_it_away(client):
    maya = UserFactory()
    cycle, *_ = judged_cycle(stage=Stage.OPEN, managers=[maya])
    given = {"after": "1", "tally": "stv", "top": ""}
    refused = page(client, maya, "round_new", *where(cycle), "rank", data=given)
    assert (refused.status_code, Round.objects.count()) == (200, 0)
    assert page(client, maya, "round_new", *where(cycle), "rank", data={**given, "top": "2"}).status_code == 302
    one = Round.objects.get(mode=RoundMode.RANK)
    assert (one.position, one.tally, one.cut, one.cut_value) == (11, "stv", "top", 2)
    changed = {"tally": "borda", "top": ""}
    assert page(client, maya, "round_change", *where(cycle), one.pk, data=changed).status_code == 302
    one.refresh_from_db()
    assert (one.tally, one.cut, one.cut_value) == ("borda", "every", None)
    assert page(client, maya, "round_drop", *where(cycle), one.pk, data={}).status_code == 302
    assert not Round.objects.exists()
    assert page(client, maya, "round_new", *where(cycle), "score").status_code == 404


def test_what_was_voted_shows_only_once_the_round_is_closed(client):
    one, entries, seats, chair, _maya = open_round(RoundMode.QUALIFY, cut=Cut.ABOVE, cut_value=50)
    for seat in seats:
        data = {f"answer-{entry.reference}": "yes" for entry in entries}
        page(client, seat.judge, "round_votes", one.pk, data=data)
    assert page(client, chair.judge, "round_result", *where(one.cycle), one.pk).context["tables"] == []
    ConflictFactory(seat=chair, entry=entries[0])
    assert page(client, chair.judge, "round_close", *where(one.cycle), one.pk, data={}).status_code == 302
    [table] = page(client, chair.judge, "round_result", *where(one.cycle), one.pk).context["tables"]
    assert sorted(row.entry.reference for row in table.rows) == sorted(entry.reference for entry in entries[1:])
    Cycle.objects.filter(pk=one.cycle_id).update(stage=Stage.DELIBERATING)
    assert page(client, seats[0].judge, "round_votes", one.pk).context["open"] is False


def test_no_page_of_a_round_names_anybody_where_the_rules_hide_names(client):
    for mode, fields in (("qualify", {"cut": Cut.ABOVE, "cut_value": 50}), ("rank", {"tally": "borda"}), ("pair", {})):
        one, entries, seats, chair, maya = open_round(mode, entries=2, **fields)
        names = [entry.person.full_name for entry in entries]
        words = page(client, seats[0].judge, "round_votes", one.pk).content.decode()
        for entry in entries:
            RoundOutcome.objects.create(round=one, entry=entry, through=True)
        rows = [{"entry": entry.reference, "rank": 1, "score": 1, "through": True} for entry in entries]
        RoundResult.objects.create(round=one, category=entries[0].category, figures={"entries": rows})
        Round.objects.filter(pk=one.pk).update(state=RoundState.CLOSED, closed_at=one.opened_at)
        words += page(client, chair.judge, "round_result", *where(one.cycle), one.pk).content.decode()
        assert [name for name in names if name in words] == []
        seen = page(client, maya, "round_result", *where(one.cycle), one.pk).content.decode()
        assert [name for name in names if name in seen] == names


@pytest.mark.parametrize(
    ("mode", "fields"), [("qualify", {"cut": "above", "cut_value": 50}), ("rank", {"tally": "borda"}), ("pair", {})]
)
def test_the_pages_of_a_round_take_the_same_queries_for_few_and_many_entries(
    client, mode, fields, django_assert_max_num_queries
):
    for count in (3, 30):
        one, _entries, seats, _chair, maya = open_round(mode, entries=count, **fields)
        client.force_login(seats[0].judge)
        with django_assert_max_num_queries(20):
            client.get(reverse("judging:round_votes", args=[one.pk]))
        client.force_login(maya)
        for name, arguments in (("rounds", []), ("round_close", [one.pk])):
            with django_assert_max_num_queries(20):
                client.get(reverse(f"judging:{name}", args=[*where(one.cycle), *arguments]))


def test_the_public_rules_say_the_rounds_before_judging_begins_and_every_change(client):
    maya = UserFactory()
    cycle, *_ = judged_cycle(stage=Stage.OPEN, managers=[maya])
    rules = reverse("programmes:public_rules", args=[cycle.programme.slug])
    assert "In which rounds" not in client.get(rules).content.decode()
    plan_round(cycle=cycle, mode="qualify", after_scoring=False, plan=RoundPlan(cut="above", cut_value=50), actor=maya)
    ranked = RoundPlan(cut="every", tally="borda")
    last = plan_round(cycle=cycle, mode="rank", after_scoring=True, plan=ranked, actor=maya)
    [shown] = client.get(rules).context["beside"]
    assert [(what, rule) for what, rule in shown["figure"].lines] == [
        ("Qualify: yes, no or unsure", "An entry goes through with yes from 50% or more of those who are sure."),
        ("Score by the criteria", "Every entry stays."),
        ("Rank: put in order, by points for each place (Borda)", "Every entry stays."),
    ]
    assert (shown["figure"].rules, shown["figure"].settled) == ("The order of the last round gives the places.", False)
    change_round(one=last, plan=RoundPlan(cut="top", cut_value=2, tally="stv"), actor=maya)
    words = client.get(rules).content.decode()
    assert "2 of each category are elected." in words
    type(cycle).objects.filter(pk=cycle.pk).update(stage=Stage.CLOSED)
    assert rounds_published(cycle.programme, cycle.rulebook) == []


def test_of_two_windows_the_later_vote_counts_and_says_what_it_replaced(client):
    def told(answered):
        return [str(message) for message in get_messages(answered.wsgi_request)][-1]

    one, _entries, seats, *_ = open_round(RoundMode.RANK, tally=Tally.BORDA)
    judge = seats[0].judge
    [order] = page(client, judge, "round_votes", one.pk).context["orders"]
    names = [row.entry.reference for row in order.rows]
    sent = {"category": "individual", "seen": "0"} | {f"{name}-ORDER": str(n) for n, name in enumerate(names, start=1)}
    page(client, judge, "round_votes", one.pk, data=sent)
    later = page(client, judge, "round_votes", one.pk, data={**sent, f"{names[2]}-ORDER": "1"})
    was, now = ", ".join(names), ", ".join([names[2], names[0], names[1]])
    assert told(later) == (
        f"You had saved another vote in another window. Service Star: it was {was}; the order below counts now."
    )
    [order] = page(client, judge, "round_votes", one.pk).context["orders"]
    assert (order.version, [row.entry.reference for row in order.rows]) == (2, now.split(", "))
    assert told(page(client, judge, "round_votes", one.pk, data={**sent, "seen": "2"})).startswith("Your order of")

    one, _entries, seats, *_ = open_round(RoundMode.PAIR)
    judge = seats[0].judge
    first, second = (side.entry.reference for side in page(client, judge, "round_votes", one.pk).context["sides"])
    pair = {"one": first, "other": second, "seen": ""}
    assert not list(
        get_messages(page(client, judge, "round_votes", one.pk, data={**pair, "chosen": first}).wsgi_request)
    )
    assert told(page(client, judge, "round_votes", one.pk, data={**pair, "chosen": "level"})) == (
        f"You had saved another vote in another window. {first} and {second}: it was {first}; level counts now."
    )
    [(a, b, _level)] = page(client, judge, "round_votes", one.pk).context["own"]
    again = page(client, judge, "round_votes", one.pk, one=a, other=b).context["seen"]
    quiet = page(client, judge, "round_votes", one.pk, data={**pair, "seen": again, "chosen": second})
    assert (again, list(get_messages(quiet.wsgi_request))) == ("level", [])

    one, entries, seats, *_ = open_round(RoundMode.QUALIFY, cut=Cut.ABOVE, cut_value=50)
    name = entries[0].reference
    yes, no = (
        {f"answer-{name}": answer, f"reason-{name}": why, f"seen-{name}": ""}
        for answer, why in (("yes", ""), ("no", "Thin."))
    )
    page(client, seats[0].judge, "round_votes", one.pk, data=no)
    assert told(page(client, seats[0].judge, "round_votes", one.pk, data=yes)) == (
        f"You had saved another vote in another window. {name}: it was No (Thin.); Yes counts now."
    )


def test_home_shows_an_open_round_until_the_judge_is_through_with_it(client):
    one, entries, seats, *_ = open_round(RoundMode.QUALIFY, cut=Cut.ABOVE, cut_value=50)
    ConflictFactory(seat=seats[0], entry=entries[2])
    judge = seats[0].judge
    found = [[thing["title"] for thing in rounds_for(judge)]]
    for entry in entries[:2]:
        page(client, judge, "round_votes", one.pk, data={f"answer-{entry.reference}": "yes"})
        found.append([thing["title"] for thing in rounds_for(judge)])
    assert found == [["A round of judging is open"], ["A round of judging is open"], []]

    one, entries, seats, *_ = open_round(RoundMode.RANK, tally=Tally.BORDA)
    judge, names = seats[0].judge, [entry.reference for entry in entries]
    assert len(rounds_for(judge)) == 1
    page(
        client,
        judge,
        "round_votes",
        one.pk,
        data={"category": "individual", **{f"{name}-ORDER": "1" for name in names}},
    )
    assert rounds_for(judge) == []
    accepted_entry(one.cycle)
    assert len(rounds_for(judge)) == 1

    one, _entries, seats, *_ = open_round(RoundMode.PAIR)
    judge, left = seats[0].judge, []
    for _number in range(3):
        sides = [side.entry.reference for side in page(client, judge, "round_votes", one.pk).context["sides"]]
        page(client, judge, "round_votes", one.pk, data={"one": sides[0], "other": sides[1], "chosen": sides[0]})
        left.append(len(rounds_for(judge)))
    assert left == [1, 1, 0]
