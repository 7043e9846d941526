"""The programme's own questions on the form: asked, checked by the server, kept, shown and erased."""

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.services import export_person
from accounts.tests.factories import UserFactory
from audit.digests import text_digest
from intake.problems import BadFile
from intake.tables import Row
from judging.queries.stories import stories_of
from nominations.api_description import EXAMPLE
from nominations.calculations.asked import Condition, asked
from nominations.consents import CURRENT, WORDINGS
from nominations.models import Consent, FormAnswer, Nomination
from nominations.privacy import erase
from nominations.queries.questions import answers_of
from nominations.services.api_tokens import make_token
from nominations.services.import_rows import COLUMNS
from nominations.services.importing import import_nominations
from nominations.tests.factories import NominationFactory, accepted_entry, open_cycle, typed
from programmes.models import FormQuestion, Programme
from programmes.tests.factories import CategoryFactory, before_opening, running_cycle

pytestmark = pytest.mark.django_db


def asking(cycle):
    """Whether it had happened before; when, if so; how many were there; and a name for another category alone."""
    with before_opening(cycle):
        other = CategoryFactory(rulebook=cycle.rulebook, title="Other")
        book = {"rulebook": cycle.rulebook}
        again = FormQuestion.objects.create(
            **book, code="again", position=0, title="Had it happened before?", kind="choice", choices=["Yes", "No"]
        )
        after = {"shown_if": "again", "shown_for": "Yes", "required": True}
        when = FormQuestion.objects.create(
            **book, code="when", position=1, title="When was that?", kind="date", **after
        )
        many = FormQuestion.objects.create(
            **book, code="many", position=2, title="How many people?", kind="number", for_judges=False
        )
        who = FormQuestion.objects.create(**book, code="who", position=3, title="Who?", kind="text", required=True)
        who.categories.add(other)
    return {each.code: each for each in (again, when, many, who)}


def answered(questions, **texts):
    return {f"question_{questions[code].pk}": text for code, text in texts.items()}


@pytest.fixture
def cycle():
    return open_cycle()


def send(client, cycle, **changes):
    return client.post(reverse("nominations:nominate", args=[cycle.programme.slug]), typed(cycle, **changes))


@pytest.mark.parametrize(
    ("category", "answers", "due"),
    [
        (1, {}, {"a"}),
        (1, {"a": "yes"}, {"a", "b"}),
        (1, {"a": "yes", "b": "more"}, {"a", "b", "c"}),
        (1, {"a": "no", "b": "more"}, {"a"}),
        (2, {"a": "yes"}, {"a", "b", "d"}),
        (None, {"a": "yes"}, {"a", "b"}),
    ],
)
def test_what_is_asked_follows_from_the_category_and_the_answers_before(category, answers, due):
    conditions = [
        Condition("a"),
        Condition("b", shown_if="a", shown_for="yes"),
        Condition("c", shown_if="b", shown_for="more"),
        Condition("d", frozenset({2})),
    ]
    assert asked(conditions, category, answers) == due


@pytest.mark.parametrize(
    ("texts", "wrong"),
    [
        ({}, []),
        ({"again": "No", "when": "rubbish", "who": ""}, []),
        ({"again": "Yes"}, ["when"]),
        ({"again": "Yes", "when": "3 October"}, ["when"]),
        ({"again": "Perhaps"}, ["again"]),
        ({"many": "a few"}, ["many"]),
    ],
)
def test_the_server_asks_for_what_is_due_and_for_nothing_else(client, cycle, texts, wrong):
    questions = asking(cycle)
    answer = send(client, cycle, **answered(questions, **texts))
    found = [] if answer.status_code == 302 else list(answer.context["form"].errors)
    assert found == [f"question_{questions[code].pk}" for code in wrong]
    assert Nomination.objects.exists() != bool(wrong)


def test_answers_are_kept_once_each_as_plain_values_and_what_was_not_asked_is_not(client, cycle):
    questions = asking(cycle)
    send(client, cycle, **answered(questions, again="Yes", when="2026-10-03", many="12,50", who="Nobody asked"))
    nomination = Nomination.objects.get()
    assert answers_of([nomination.pk]) == {nomination.pk: {"again": "Yes", "when": "2026-10-03", "many": "12.5"}}


def test_a_draft_keeps_answers_and_shows_them_again(client, cycle):
    questions = asking(cycle)
    nia = UserFactory()
    draft = NominationFactory(cycle=cycle, category=cycle.rulebook.categories.first(), nominator=nia, state="draft")
    client.force_login(nia)
    url = reverse("nominations:draft", args=[cycle.programme.slug, draft.reference])
    category = {"category": draft.category_id}
    client.post(url, category | answered(questions, again="Yes") | {"act": "save"})
    assert answers_of([draft.pk]) == {draft.pk: {"again": "Yes"}}
    page = client.get(url)
    assert page.context["form"][f"question_{questions['again'].pk}"].value() == "Yes"
    send_on = typed(cycle) | category | answered(questions, again="Yes") | {"act": "send"}
    assert list(client.post(url, send_on).context["form"].errors) == [f"question_{questions['when'].pk}"]


def test_judges_read_the_answers_meant_for_them_and_blind_ones_no_names():
    cycle = running_cycle()
    questions = asking(cycle)
    category = cycle.rulebook.categories.first()
    entry = accepted_entry(cycle, UserFactory(full_name="Samira Haddad"), category=category)
    nomination = entry.nominations.get()
    FormAnswer.objects.create(nomination=nomination, question=questions["again"], text="Yes, to Samira")
    FormAnswer.objects.create(nomination=nomination, question=questions["many"], text="12")
    (telling,) = stories_of([entry], blind=True)[entry.pk].tellings
    part = telling.parts[-1]
    assert (part.title, "".join(piece.text for piece in part.paragraphs[0])) == (
        "Had it happened before?",
        "Yes, to the nominee",
    )
    assert [each.title for each in telling.parts].count("How many people?") == 0


def test_managers_and_nominators_see_the_answers(client, cycle):
    questions, maya = asking(cycle), UserFactory()
    cycle.programme.managers.add(maya)
    nomination = NominationFactory(cycle=cycle, category=cycle.rulebook.categories.first(), nominator=UserFactory())
    FormAnswer.objects.create(nomination=nomination, question=questions["when"], text="2026-10-03")
    where = [cycle.programme.slug, cycle.name, nomination.reference]
    pages = {
        maya: reverse("nominations:nomination", args=where),
        nomination.nominator: reverse("nominations:status", args=[nomination.reference]),
    }
    for person, page in pages.items():
        client.force_login(person)
        assert "3 October 2026" in client.get(page).content.decode()


def row(number, **cells):
    given = dict.fromkeys(COLUMNS, "") | {
        "reference": f"r{number}", "category": "individual", "nominee_name": "Sam", "nominator_kind": "customer",
        "submitted_at": "2026-10-03", "action": "She rang back.",
    }  # fmt: skip
    return Row(number, given | cells)


def test_an_imported_file_brings_answers_and_a_wrong_one_is_named_by_row_and_column(cycle):
    asking(cycle)
    import_nominations(cycle=cycle, rows=[row(2, **{"question:again": "Yes", "question:many": "3"})], actor=None)
    assert list(FormAnswer.objects.values_list("question__code", "text")) == [("again", "Yes"), ("many", "3")]
    with pytest.raises(BadFile) as refused:
        import_nominations(
            cycle=cycle, rows=[row(2, reference="x", **{"question:many": "lots", "question:no": ""})], actor=None
        )
    assert [(problem.row, problem.column) for problem in refused.value.problems] == [
        (1, "question:no"),
        (2, "question:many"),
    ]


def test_answers_go_with_whoever_gave_them(cycle):
    questions = asking(cycle)
    sam = UserFactory(full_name="Samira Haddad")
    nomination = NominationFactory(cycle=cycle, category=cycle.rulebook.categories.first(), nominator=sam)
    FormAnswer.objects.create(nomination=nomination, question=questions["who"], text="Ask Samira Haddad")
    assert b"nominations.json" in export_person(person=sam, actor=None)
    erase(sam)
    assert FormAnswer.objects.get().text == "Ask […]"


def test_the_wording_that_was_agreed_to_is_kept(client, cycle):
    send(client, cycle, may_contact="on", consents="no version of ours")
    nomination = Nomination.objects.get()
    assert (nomination.may_show, nomination.may_publish, nomination.may_contact) == (True, False, True)
    assert nomination.consent_wording == CURRENT


def test_a_wording_that_somebody_agreed_to_never_changes():
    said = {
        version: [str(wording.use), *(str(text) for pair in wording.asks.values() for text in pair)]
        for version, wording in WORDINGS.items()
    }
    assert {version: text_digest("|".join(texts))[:16] for version, texts in said.items()} == {
        "2026-11": "48278ae506867d54"
    }


def test_another_system_answers_by_code_and_is_checked_as_the_form_is(client):
    cycle = open_cycle(managers=[UserFactory()])
    Programme.objects.update(state="running")
    questions = asking(cycle)
    with before_opening(cycle):
        FormQuestion.objects.create(
            rulebook=cycle.rulebook, code="letter", position=9, title="A letter?", kind="file", required=True
        )
    secret = make_token(programme=cycle.programme, label="Shop", vouches=True, actor=cycle.programme.managers.get())[1]

    def post(answers, **consent):
        return client.post(
            reverse("nominations:api_nominations", args=[cycle.programme.slug]),
            json.dumps({**EXAMPLE, "answers": answers, "consent": consent}),
            content_type="application/json",
            headers={"Authorization": f"Bearer {secret}"},
        )

    wrong = {
        "again": ({"again": "Perhaps"}, "answers.again"),
        "missing": ({"again": "Yes"}, "answers.when"),
        "day": ({"again": "Yes", "when": "yesterday"}, "answers.when"),
        "number": ({"again": "No", "many": "a few"}, "answers.many"),
        "truth": ({"again": "No", "many": True}, "answers.many"),
        "file": ({"again": "No", "letter": "aGVsbG8="}, "answers.letter"),
        "unknown": ({"again": "No", "colour": "red"}, "answers.colour"),
    }
    found = {
        name: [error["field"] for error in post(given).json()["errors"]] for name, (given, _place) in wrong.items()
    }
    assert found == {name: [place] for name, (_given, place) in wrong.items()}
    assert [error["field"] for error in post({}, wording="1999").json()["errors"]] == ["consent.wording"]
    assert not Nomination.objects.exists()
    sent = post({"again": "Yes", "when": "2026-10-03", "many": 3.50}, contact=True, wording=CURRENT)
    assert sent.status_code == 201, sent.content
    nomination = Nomination.objects.get()
    assert answers_of([nomination.pk]) == {nomination.pk: {"again": "Yes", "when": "2026-10-03", "many": "3.5"}}
    assert (nomination.may_contact, nomination.consent_wording, questions["who"].code) == (True, CURRENT, "who")
    assert set(nomination.consents.values_list("purpose", "route")) == {("held", "system"), ("contact", "system")}


def test_who_keys_one_in_types_what_was_answered_and_agreed_to_and_is_asked_for_nothing(client):
    maya = UserFactory()
    cycle = open_cycle(managers=[maya])
    questions = asking(cycle)
    client.force_login(maya)
    said = {
        "medium": "telephone", "received_on": timezone.localdate().isoformat(), "name": "Mrs O’Brien", "by": "customer",
        "category": str(cycle.rulebook.categories.first().pk), "nominee": "Samira", "action": "She rang back.",
    }  # fmt: skip
    address = reverse("nominations:key_in", args=[cycle.programme.slug, cycle.name])
    bad = client.post(address, said | answered(questions, again="Yes", many="a few"))
    assert list(bad.context["form"].errors) == [f"question_{questions['many'].pk}"]
    client.post(address, said | answered(questions, again="Yes", many="1 200,5") | {"may_contact": "on"})
    client.post(address, said | {"nominee": "Wes", "may_publish": "on", "consents": CURRENT})
    first, second = Nomination.objects.order_by("pk")
    assert answers_of([first.pk, second.pk]) == {first.pk: {"again": "Yes", "many": "1200.5"}}
    kept = [(one.purpose, one.wording, one.route) for one in Consent.objects.order_by("pk")]
    assert kept == [("contact", "", "telephone"), ("held", CURRENT, "telephone"), ("publish", CURRENT, "telephone")]
