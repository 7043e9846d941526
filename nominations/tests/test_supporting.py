import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.tests.factories import TeamFactory, UserFactory
from audit.models import Record
from audit.refusals import NotAllowed
from communications.models import Message
from judging.models import Panel, Seat
from judging.queries.conflicts import conflicts_of_candidates
from judging.queries.stories import stories_of
from nominations.enums import NominationState, NominatorKind
from nominations.models import Flag, Nomination, Notice
from nominations.queries.supporting import sees_nominees, shown_to
from nominations.refusals import WindowClosed
from nominations.services.drafting import begin_draft, save_draft
from nominations.services.screening import accept, decline, undo
from nominations.services.stories import Story
from nominations.services.submitting import NamedBefore, submit_by_colleague
from nominations.services.supporting import OwnWords, support
from nominations.services.withdrawing import withdraw
from nominations.tests.factories import EvidenceFactory, NominationFactory, NomineeFactory, open_cycle
from programmes.enums import Stage
from programmes.models import Cycle, EligibilityRule
from programmes.tests.factories import before_opening
from recognition.queries.hearing import entries_to_tell, hearers

pytestmark = pytest.mark.django_db
SAW = OwnWords(text="I saw her carry the tank up three floors. Ask Wes.", may_show=True, wording="2026-11")


def rules(cycle, **changes):
    with before_opening(cycle):
        type(cycle.rulebook).objects.filter(pk=cycle.rulebook_id).update(**changes)
    cycle.rulebook.refresh_from_db()
    return cycle


@pytest.fixture
def maya():
    return UserFactory(full_name="Maya Lindqvist")


@pytest.fixture
def cycle(maya):
    return rules(open_cycle(managers=[maya]), supporting="excerpt")


@pytest.fixture
def samira():
    return UserFactory(full_name="Samira Haddad", team=TeamFactory(name="Ferry Lane"))


@pytest.fixture
def wes():
    return UserFactory(full_name="Wes Okafor")


def story(cycle, person, **nomination):
    made = NominationFactory(cycle=cycle, nominee=NomineeFactory(person=person), **nomination)
    EvidenceFactory(nomination=made)
    return made


@pytest.fixture
def lead(cycle, samira):
    return story(cycle, samira, nominator_name="Deborah Ashworth", may_publish=True)


def states(*nominations):
    found = dict(Nomination.objects.values_list("pk", "state"))
    return [found[nomination.pk] for nomination in nominations]


def page(cycle, person=None):
    where = [cycle.programme.slug] + ([cycle.rulebook.categories.get().code, "person", person.pk] if person else [])
    return reverse("nominations:support" if person else "nominations:nominated", args=where)


def test_support_counts_as_a_voice_of_its_own_and_goes_with_the_nomination(lead, maya, wes):
    supporting = support(lead=lead, actor=wes, words=SAW)
    assert (supporting.state, supporting.nominator_kind) == ("submitted", "colleague")
    accept(nomination=lead, actor=maya)
    assert states(lead, supporting) == ["accepted", "accepted"]
    supporting.refresh_from_db()
    lead.refresh_from_db()
    assert supporting.entry == lead.entry
    [mailed] = Message.objects.filter(to_person=wes).values_list("template_key", flat=True)
    assert mailed == "support_received"
    data = Record.objects.get(verb="nomination.supported").data
    assert data == {"category": "individual", "supports": lead.reference, "words": True}


def test_support_without_words_stands_with_an_accepted_nomination_at_once_and_words_wait_to_be_read(lead, maya, wes):
    accept(nomination=lead, actor=maya)
    lead.refresh_from_db()
    assert support(lead=lead, actor=wes).state == "accepted"
    assert support(lead=lead, actor=UserFactory(), words=SAW).state == "submitted"


def test_one_voice_a_nominee_whether_told_or_supported(cycle, lead, samira, wes):
    support(lead=lead, actor=wes)
    with pytest.raises(NamedBefore):
        support(lead=lead, actor=wes)
    ida = UserFactory()
    own = begin_draft(cycle=cycle, actor=ida, person=samira)
    submit_by_colleague(nomination=own, actor=ida)
    with pytest.raises(NamedBefore):
        support(lead=lead, actor=ida)
    assert Nomination.objects.filter(supports=lead).count() == 1


def test_who_tells_their_own_story_no_longer_supports_another(cycle, lead, samira, wes):
    supporting = support(lead=lead, actor=wes)
    own = begin_draft(cycle=cycle, actor=wes, person=samira)
    told = {"category": own.category, "may_show": False, "may_publish": False}
    save_draft(nomination=own, actor=wes, story=Story(parts={"action": "She came back."}), **told)
    submit_by_colleague(nomination=own, actor=wes)
    assert states(supporting, own) == ["withdrawn", "submitted"]


@pytest.mark.parametrize("refused", ["rules", "closed", "oneself", "own team", "line manager", "judge"])
def test_support_is_refused(cycle, lead, samira, wes, refused):
    expected, actor, wanted = NotAllowed, wes, lead
    if refused == "rules":
        rules(cycle, supporting="no")
    elif refused == "closed":
        expected = WindowClosed
        Cycle.objects.filter(pk=cycle.pk).update(stage=Stage.SCREENING)
        cycle.refresh_from_db()
    elif refused == "oneself":
        expected, actor = Exception, samira
    elif refused == "own team":
        wanted = NominationFactory(cycle=cycle, nominee=NomineeFactory(person=None, team=TeamFactory(leader=wes)))
    elif refused == "line manager":
        wes.line_manager = samira
        with before_opening(cycle):
            kind = EligibilityRule.RuleKind.NOT_BY_REPORT
            EligibilityRule.objects.create(rulebook=cycle.rulebook, code="up", kind=kind, title="Not upwards")
    else:
        Seat.objects.create(panel=Panel.objects.create(cycle=cycle), judge=wes)
    with pytest.raises(expected):
        support(lead=wanted, actor=actor)
    assert not Nomination.objects.filter(supports__isnull=False).exists()


@pytest.mark.parametrize(
    ("change", "seen"),
    [
        ("", True),
        ("customer's name nobody has matched", False),
        ("declined", False),
        ("asked not to publish", False),
        ("about the viewer", False),
        ("has left", False),
    ],
)
def test_what_a_colleague_sees_of_a_cycle(cycle, lead, samira, wes, change, seen):
    viewer = samira if change == "about the viewer" else wes
    if change.startswith("customer"):
        type(lead.nominee).objects.filter(pk=lead.nominee_id).update(person=None, name_given="Sam")
    elif change == "declined":
        Nomination.objects.filter(pk=lead.pk).update(state=NominationState.DECLINED)
    elif change.startswith("asked"):
        Notice.objects.create(cycle=cycle, person=samira, told_at=lead.submitted_at, unpublished_at=lead.submitted_at)
    elif change == "has left":
        type(samira).objects.filter(pk=samira.pk).update(is_active=False)
    assert shown_to(cycle, viewer).exists() is seen


def test_the_page_names_nominee_and_category_and_never_the_nominator(client, cycle, lead, maya, wes):
    """A line of the story only once it was accepted, is not flagged, and its nominator let one be printed."""
    client.force_login(wes)
    line = "She rang me back at six"

    def read():
        text = client.get(page(cycle)).content.decode()
        return tuple(words in text for words in ("Samira Haddad", "Service Star", line, "Deborah", "Ashworth"))

    lead.evidence.update(text="She rang me back at six, as she had said. Deborah Ashworth")
    assert read() == (True, True, False, False, False)
    accept(nomination=lead, actor=maya)
    assert read() == (True, True, True, False, False)
    Flag.objects.create(nomination=lead, kind="links", figure=9)
    assert read() == (True, True, False, False, False)
    Flag.objects.all().delete()
    rules(cycle, supporting="names")
    assert read() == (True, True, False, False, False)
    rules(cycle, supporting="no")
    assert client.get(page(cycle)).status_code == 404


def test_a_colleague_supports_on_the_page_and_finds_it_among_their_own(client, cycle, lead, samira, wes):
    client.force_login(wes)
    found = client.get(reverse("nominations:nominate", args=[cycle.programme.slug]), {"q": "samira"})
    assert page(cycle, samira) in found.content.decode()
    answer = client.post(page(cycle, samira), {"text": "", "may_show": "on"}, follow=True)
    supporting = Nomination.objects.get(supports=lead)
    assert (answer.redirect_chain[-1][0], supporting.may_show) == (
        reverse("nominations:status", args=[supporting.reference]),
        False,
    )
    assert client.post(page(cycle, samira), {"text": ""}).status_code == 422
    client.post(reverse("nominations:withdraw", args=[supporting.reference]))
    assert states(lead, supporting) == ["submitted", "withdrawn"]


@pytest.mark.parametrize(
    ("how", "another", "ends"),
    [
        ("decline", False, "declined"),
        ("decline", True, "accepted"),
        ("withdraw", False, "withdrawn"),
        ("withdraw", True, "accepted"),
        ("undo", False, "submitted"),
        ("decline, undo", False, "submitted"),
    ],
)
def test_support_goes_where_its_nomination_goes(cycle, lead, samira, maya, wes, how, another, ends):
    other = story(cycle, samira) if another else None
    supporting = support(lead=lead, actor=wes)
    for nomination in filter(None, (lead, other)):
        accept(nomination=nomination, actor=maya)
    lead.refresh_from_db()
    for act in how.split(", "):
        if act == "decline":
            decline(nomination=lead, actor=maya, reason="Not this year.")
        elif act == "withdraw":
            withdraw(nomination=lead, actor=None)
        else:
            undo(nomination=lead, actor=maya)
    supporting.refresh_from_db()
    told = Message.objects.filter(template_key="support_ended", to_person=wes).exists()
    assert (supporting.state, supporting.supports, told) == (
        ends,
        other or lead,
        ends in {"declined", "withdrawn"} or how == "decline, undo",
    )
    assert (supporting.entry is not None) is (ends == "accepted")


def test_judges_read_what_supporters_saw_without_names_and_those_who_supported_stand_aside(lead, samira, maya, wes):
    support(lead=lead, actor=wes, words=SAW)
    support(lead=lead, actor=UserFactory())
    accept(nomination=lead, actor=maya)
    lead.refresh_from_db()
    read = stories_of([lead.entry], blind=True)[lead.entry_id]
    [paragraph] = read.tellings[1].parts[0].paragraphs
    words = "".join(piece.text for piece in paragraph)
    assert (read.told, read.supporters, len(read.tellings)) == (1, 2, 2)
    assert words == "I saw her carry the tank up three floors. Ask the nominator."
    [(entry, source)] = conflicts_of_candidates(lead.cycle, [wes])[wes.pk]
    assert (entry, source) == (lead.entry, "nominator")


def test_supporters_hear_the_result_as_nominators_do(cycle, lead, maya, wes):
    support(lead=lead, actor=wes)
    accept(nomination=lead, actor=maya)
    [entry] = entries_to_tell(cycle)
    heard = {one.email: one.template for one in hearers(entry, None, ["nominators"])}
    assert heard == {lead.nominator_email: "result_nominator_other", wes.email: "result_supporter_other"}


@pytest.mark.parametrize("wrong", ["itself", "by themselves", "a draft", "twice"])
def test_the_database_refuses(lead, wes, wrong):
    given = {"cycle": lead.cycle, "supports": lead, "nominator": wes, "nominator_kind": NominatorKind.COLLEAGUE}
    with pytest.raises(IntegrityError), transaction.atomic():
        if wrong == "itself":
            Nomination.objects.filter(pk=lead.pk).update(supports=lead.pk)
        elif wrong == "by themselves":
            NominationFactory(**given | {"nominator_kind": NominatorKind.SELF})
        elif wrong == "a draft":
            NominationFactory(**given, state=NominationState.DRAFT)
        else:
            NominationFactory(**given)
            NominationFactory(**given)


@pytest.mark.parametrize("many", [3, 12])
def test_the_page_asks_the_same_few_questions_however_many_are_nominated(
    client, cycle, wes, django_assert_num_queries, many
):
    for _ in range(many):
        story(cycle, UserFactory(team=TeamFactory()), state=NominationState.SUBMITTED)
    client.force_login(wes)
    client.get(page(cycle))
    with django_assert_num_queries(11):
        client.get(page(cycle))


def test_who_reads_without_names_sees_no_list(cycle, lead, wes):
    Seat.objects.create(panel=Panel.objects.create(cycle=cycle), judge=wes)
    blindly = sees_nominees(cycle, wes)
    assert (blindly, sees_nominees(rules(cycle, blind=False), wes)) == (False, True)


def test_what_was_ticked_and_left_is_told_although_supporters_went_along(client, cycle, lead, maya, wes):
    support(lead=lead, actor=wes)
    left = NominationFactory(cycle=cycle, nominee=NomineeFactory(person=None, name_given="Sam"))
    client.force_login(maya)
    queue = reverse("nominations:queue", args=[cycle.programme.slug, cycle.name])
    answer = client.post(queue, {"nomination": [lead.pk, left.pk]}, follow=True)
    assert [str(message) for message in answer.context["messages"]] == [
        "2 nominations accepted.",
        "1 was left: open it to see why.",
    ]
