"""Options: the library, one's own, the matrix, the culture check, and the choice."""

import pytest
from django.urls import reverse

from accounts.models import Organisation
from accounts.tests.factories import UserFactory
from audit.models import Record
from audit.refusals import Refused
from programmes.culture import STATEMENT_BY_KEY, STATEMENTS
from programmes.enums import CultureAsk, Kind, RewardKind
from programmes.models import OptionScore
from programmes.plans.lines import OptionLine
from programmes.queries.culture import culture_answers, culture_marks
from programmes.queries.schemes import all_schemes, schemes
from programmes.services.culture import answer_culture
from programmes.services.options import AgainstRanking, add_schemes, choose_option, remove_option, save_option
from programmes.tests.cast import person_as
from programmes.tests.factories import ObjectiveFactory, OptionFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def maya():
    return UserFactory(full_name="Maya Osei")


@pytest.fixture
def programme(maya):
    """Two options and two objectives; stars lead leave by 4 to 1 and by 2 to 3."""
    programme = ProgrammeFactory(managers=[maya], slug="stars")
    service = ObjectiveFactory(programme=programme, code="service", weight=2)
    team = ObjectiveFactory(programme=programme, code="team", weight=1)
    for code, scores in {"stars": (4, 2), "leave": (1, 3)}.items():
        option = OptionFactory(programme=programme, code=code, title=code.title())
        for objective, value in zip((service, team), scores, strict=True):
            OptionScore.objects.create(option=option, objective=objective, value=value)
    OptionFactory(programme=programme, code="nothing", title="Do nothing", do_nothing=True)
    return programme


def page_of(client, maya, name, *args):
    client.force_login(maya)
    return client.get(reverse(f"programmes:{name}", args=["stars", *args]))


@pytest.mark.parametrize(
    ("name", "args", "method"),
    [
        ("option", ["leave"], "get"),
        ("option_remove", ["leave"], "get"),
        ("option_remove", ["leave"], "post"),
        ("objectives_sharp", [0], "post"),
        ("options_matrix", [], "post"),
        ("options_library", [], "post"),
        ("options_culture", [], "post"),
    ],
)
def test_nobody_but_managers_and_administrators_gets_at_an_option(client, programme, name, args, method):
    def status(role):
        client.logout()
        if person := person_as(role, programme):
            client.force_login(person)
        return getattr(client, method)(reverse(f"programmes:{name}", args=["stars", *args])).status_code

    assert [status(role) for role in ("stranger", "team member", "manager of another programme")] == [302, 403, 403]
    assert {status("manager"), status("administrator")} <= {200, 302, 404}


# The library


def test_the_library_holds_every_kind_of_scheme_with_honest_words_about_each():
    found = schemes()
    assert len(found) >= 13
    assert {kind for scheme in found for kind in scheme.kinds} == set(Kind.values)
    for scheme in all_schemes().values():
        assert min(len(scheme.description), len(scheme.benefits), len(scheme.drawbacks)) > 60
        assert scheme.culture.keys() == scheme.culture_why.keys() <= STATEMENT_BY_KEY.keys()
        assert set(scheme.culture.values()) <= set(CultureAsk.values)
        assert set(scheme.kinds) <= set(Kind.values)
        assert scheme.reward_kind in {"", *RewardKind.values}
        assert scheme.cost[0] <= scheme.cost[1]


def test_several_schemes_are_added_at_once_and_a_second_time_none(client, maya, programme):
    url = reverse("programmes:options_library", args=["stars"])
    client.force_login(maya)
    client.post(url, {"schemes": ["peer-to-peer", "long-service"]})
    client.post(url, {"schemes": ["peer-to-peer", "long-service"]})
    added = programme.options.filter(scheme__in=["peer-to-peer", "long-service"])
    assert list(added.values_list("code", "source", "culture__voice")) == [
        ("peer-to-peer", "outside", "needs"),
        ("long-service", "outside", None),
    ]
    assert Record.objects.filter(verb="option.saved").count() == 1


def test_a_scheme_is_costed_for_the_people_there_are(programme, maya):
    add_schemes(programme=programme, keys=["long-service"], people=250, actor=maya)
    assert programme.options.get(code="long-service").cost == 3375  # (700 + 2,000) / 2 a hundred people
    with pytest.raises(Refused, match="no “do-nothing”"):
        add_schemes(programme=programme, keys=["do-nothing"], people=None, actor=maya)


# One's own


def test_an_option_of_ones_own_is_written_changed_and_removed_with_its_source(client, maya, programme):
    client.force_login(maya)
    words = {"title": "Cake", "source": "inside", "source_who": "Night crew", "cost": "40", "culture:time": "needs"}
    client.post(reverse("programmes:options_edit", args=["stars"]), words)
    own = programme.options.get(code="cake")
    assert (own.source_who, own.cost, own.culture) == ("Night crew", 40, {"time": "needs"})
    client.post(reverse("programmes:option", args=["stars", "cake"]), words | {"title": "Cakes", "culture:time": ""})
    own.refresh_from_db()
    assert (own.title, own.culture) == ("Cakes", {})
    assert client.get(reverse("programmes:option_remove", args=["stars", "cake"])).status_code == 200
    client.post(reverse("programmes:option_remove", args=["stars", "cake"]))
    assert not programme.options.filter(code="cake").exists()


def test_a_negative_cost_is_refused_at_its_field(client, maya, programme):
    client.force_login(maya)
    page = client.post(
        reverse("programmes:options_edit", args=["stars"]), {"title": "Cake", "source": "inside", "cost": "-1"}
    )
    assert page.context["form"].errors == {"cost": ["A cost is not negative."]}


def test_changing_one_option_leaves_the_others_and_all_scores(maya, programme):
    save_option(programme=programme, option=OptionLine("stars", "Stars of the month"), actor=maya)
    assert list(programme.options.values_list("title", flat=True)) == ["Stars of the month", "Leave", "Do nothing"]
    assert OptionScore.objects.count() == 4


def test_doing_nothing_is_not_removed(maya, programme):
    with pytest.raises(Refused, match="always one of the options"):
        remove_option(programme=programme, code="nothing", actor=maya)


# The matrix


def test_weights_and_scores_are_saved_together_and_give_the_ranking(client, maya, programme):
    client.force_login(maya)
    url = reverse("programmes:options_matrix", args=["stars"])
    sent = {"weight.service": "1", "weight.team": "2.5", "nothing:service": "0", "nothing:team": "1"}
    client.post(url, sent | {"stars:service:why": "They said so."})
    ranking = client.get(url).context["ranking"]
    assert [(line.option.code, str(line.mean), line.rank) for line in ranking] == [
        ("stars", "2.57", 1), ("leave", "2.43", 2), ("nothing", "0.71", 3),
    ]  # fmt: skip
    assert OptionScore.objects.get(option__code="stars", objective__code="service").reason == "They said so."
    assert Record.objects.get(verb="objective.weighed").data == {"service": "1", "team": "2.5"}


def test_the_ranking_follows_while_one_types_and_nothing_is_kept(client, maya, programme):
    client.force_login(maya)
    url = reverse("programmes:options_ranking", args=["stars"])
    part = client.post(url, {"weight.team": "9", "stars:team": "six"}, headers={"HX-Request": "true"})
    assert [line.option.code for line in part.context["ranking"] if line.rank] == ["leave"]
    assert OptionScore.objects.get(option__code="stars", objective__code="team").value == 2
    assert programme.objectives.get(code="team").weight == 1


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("stars:team", "6", "A score is a whole number from 0 to 5."),
        ("stars:team", "2.5", "A score is a whole number from 0 to 5."),
        ("nothing:team:why", "Because.", "There is a reason here, and no score."),
        ("stars:team:why", "x" * 301, "The reason is 301 characters long; at most 300 are kept."),
        ("weight.team", "-1", "A weight is a number from 0 to 100, with at most two decimals."),
        ("weight.team", "NaN", "A weight is a number from 0 to 100, with at most two decimals."),
        ("weight.team", "1.234", "A weight is a number from 0 to 100, with at most two decimals."),
    ],
)
def test_what_cannot_be_kept_is_named_at_its_cell_and_nothing_changes(client, maya, programme, name, value, message):
    client.force_login(maya)
    page = client.post(reverse("programmes:options_matrix", args=["stars"]), {name: value, "stars:service": "0"})
    assert [each.error for each in page.context["form"].errors] == [message]
    assert OptionScore.objects.get(option__code="stars", objective__code="service").value == 4


def test_the_page_says_how_far_each_weight_may_move_and_who_overtakes(client, maya, programme):
    # stars lead by 10 to 5; service gains 3 for each unit of weight, team loses 1.
    found = page_of(client, maya, "options_matrix").context
    firmness = [
        (line.objective.code, str(line.low_weight), line.high_weight and str(line.high_weight))
        for line in found["firmness"]
    ]
    assert firmness == [("service", "0.33", None), ("team", "0.00", "6.00")]
    assert [
        (each.objective.code, str(each.at), each.heavier, each.behind.code, each.winner)
        for each in found["overtakings"]
    ] == [("service", "0.33", False, "leave", True), ("team", "6.00", True, "leave", True)]


def test_two_people_who_score_at_once_keep_what_the_other_changed(client, maya, programme):
    client.force_login(maya)
    url = reverse("programmes:options_matrix", args=["stars"])
    form = client.get(url).context["form"]
    opened = {cell.name: cell.value for row in form.rows for cell in row.cells}
    opened |= {f"seen.{row.option.code}": row.seen for row in form.rows}
    opened |= {head.name: head.value for head in form.heads} | {f"seen.{head.name}": head.seen for head in form.heads}
    client.post(url, opened | {"stars:service": "5", "weight.team": "4"})
    client.post(url, opened | {"stars:team": "0"})
    scores = dict(OptionScore.objects.filter(option__code="stars").values_list("objective__code", "value"))
    assert (scores, programme.objectives.get(code="team").weight) == ({"service": 5, "team": 0}, 4)


def test_only_options_whose_scores_changed_are_written(client, maya, programme):
    client.force_login(maya)
    client.post(reverse("programmes:options_matrix", args=["stars"]), {"stars:team": "3", "leave:team": "3"})
    assert list(Record.objects.filter(verb="option.scored").values_list("data__option", flat=True)) == ["stars"]


def test_all_weights_at_nothing_rank_nothing(client, maya, programme):
    client.force_login(maya)
    url = reverse("programmes:options_matrix", args=["stars"])
    client.post(url, {"weight.service": "0", "weight.team": "0"})
    assert client.get(url).context["ranking"] == []


@pytest.mark.parametrize("name", ["options", "options_matrix", "options_library", "options_culture", "option"])
def test_sixty_options_and_five_objectives_ask_no_more_of_the_database_than_three(
    client, maya, programme, name, django_assert_max_num_queries
):
    args = ["stars"] if name == "option" else []
    page_of(client, maya, name, *args)
    with django_assert_max_num_queries(20) as few:
        page_of(client, maya, name, *args)
    objectives = [*programme.objectives.all(), *(ObjectiveFactory(programme=programme) for _number in range(3))]
    options = [OptionFactory(programme=programme, culture={"trust": "needs"}) for _number in range(57)]
    OptionScore.objects.bulk_create(
        OptionScore(option=option, objective=objective, value=(option.pk * 7 + objective.pk) % 6)
        for option in options
        for objective in objectives
    )
    with django_assert_max_num_queries(20) as many:
        page_of(client, maya, name, *args)
    assert len(many) == len(few)


# The culture check


def test_the_culture_check_says_of_each_option_where_it_fits_and_clashes_and_why():
    own = OptionLine("own", "Own", culture={"trust": "needs", "rivalry": "avoids", "time": "needs"})
    marks = culture_marks(own, {"trust": 1, "rivalry": 2})
    assert marks.fits == (
        "It lets people win against one another. You say that teams help one another more than they compete.",
    )
    assert marks.clashes == ("Somebody chooses who is recognised. You say that people doubt that choices are fair.",)
    assert marks.unanswered == 1


def test_an_option_from_the_library_has_the_librarys_own_reason():
    scheme = all_schemes()["peer-to-peer"]
    option = OptionLine("thanks", "Thanks", scheme=scheme.key, culture={"time": "needs"})
    assert culture_marks(option, {"time": 5}).fits == (
        "A thank-you is written between two tasks or not at all. You say that people have ten minutes a week to spare.",
    )


def test_the_answers_are_kept_for_the_organisation_beside_its_words(client, maya, programme):
    Organisation.objects.update_or_create(pk=Organisation.ONLY, defaults={"culture": {"in_words": "Shy."}})
    client.force_login(maya)
    client.post(reverse("programmes:options_culture", args=["stars"]), {"trust": "4", "voice": "1"})
    organisation = Organisation.objects.get()
    assert organisation.culture == {"in_words": "Shy.", "statements": {"trust": 4, "voice": 1}}
    assert culture_answers(organisation) == {"trust": 4, "voice": 1}
    assert Record.objects.get(verb="culture.answered").data == {"trust": 4, "voice": 1}


@pytest.mark.parametrize("answers", [{"trust": 6}, {"luck": 3}])
def test_an_answer_that_the_check_does_not_know_is_refused(maya, answers):
    with pytest.raises(Refused, match="knows no"):
        answer_culture(answers=answers, actor=maya)


def test_there_are_ten_statements():
    assert len(STATEMENT_BY_KEY) == len(STATEMENTS) == 10


# The choice


def test_choosing_against_the_ranking_is_refused_until_it_is_confirmed_with_its_reason(client, maya, programme):
    client.force_login(maya)
    url = reverse("programmes:options_choose", args=["stars"])
    choice = {"option": "leave", "rationale": "It suits the crews."}
    refused = client.post(url, choice)
    assert list(refused.context["form"].errors) == ["confirmed", "against_reason"]
    assert 'name="against_reason"' in refused.content.decode()
    client.post(url, choice | {"confirmed": "on"})
    client.post(url, choice | {"against_reason": "Shyness."})
    assert not hasattr(type(programme).objects.get(), "choice")
    client.post(url, choice | {"confirmed": "on", "against_reason": "Shyness."})
    kept = type(programme).objects.get().choice
    assert (kept.option.code, kept.against_ranking, kept.against_reason, kept.chosen_by) == (
        "leave", True, "Shyness.", maya,
    )  # fmt: skip
    assert Record.objects.get(verb="option.chosen").data["against_ranking"] is True


def test_choosing_the_first_needs_only_its_rationale(maya, programme):
    choice = choose_option(programme=programme, code="stars", rationale="It leads.", against_reason="x", actor=maya)
    assert (choice.against_ranking, choice.against_reason) == (False, "")


def test_the_service_refuses_a_choice_against_the_ranking_that_nobody_confirmed(maya, programme):
    with pytest.raises(AgainstRanking):
        choose_option(programme=programme, code="leave", rationale="So.", against_reason="Shyness.", actor=maya)


def test_picking_another_option_than_the_first_asks_for_the_reason_at_once(client, maya, programme):
    client.force_login(maya)
    url = reverse("programmes:options_against", args=["stars"])
    asked = [client.get(url, {"option": code}).context["against"] for code in ("stars", "leave", "")]
    assert asked == [False, True, False]
