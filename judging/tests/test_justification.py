import io

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from accounts.tests.factories import UserFactory
from audit import services as audit_services
from audit.models import Record, Seal
from judging.models import Deliberation, Minutes, Seat
from judging.queries.justification import justification_of
from judging.queries.sight import sight_for
from judging.services.computing import compute_results
from judging.services.deciding import confirm_decision, propose_decision
from judging.services.justifying import print_justification
from judging.services.sensitivity import work_out_how_firm
from judging.tests.factories import ConflictFactory, SeatFactory, scored_cycle
from nominations.models import Nomination
from nominations.tests.factories import NominationFactory
from programmes.enums import Stage
from programmes.models import Cycle

pytestmark = pytest.mark.django_db


@pytest.fixture
def decided():
    """A cycle of three entries whose first has been decided by two people, with minutes and a conflict."""
    maya = UserFactory(full_name="Maya Lindqvist")
    cycle, entries, seats, chair = scored_cycle([[5, 4], [3, 3], [2, 1]], managers=[maya])
    category = entries[0].category
    meeting = Deliberation.objects.create(cycle=cycle)
    Minutes.objects.create(deliberation=meeting, category=category, text="All three were read aloud.", written_by=maya)
    NominationFactory(cycle=cycle, category=category, state="declined")
    ConflictFactory(seat=seats[0], entry=entries[2], state="cleared", ruled_by=chair.judge, ruling="They never met.")
    [result] = compute_results(cycle=cycle, actor=None)
    work_out_how_firm(result=result)
    decision = propose_decision(
        entry=entries[0], place=1, justification="First by the ranking. Nobody came near.", actor=maya
    )
    confirm_decision(decision=decision, actor=chair.judge)
    audit_services.seal_records()
    return cycle, category, entries, maya


def text_of(pdf):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_the_report_holds_what_was_ruled_received_scored_said_decided_and_sealed(decided):
    cycle, category, entries, _maya = decided
    report = justification_of(cycle, category, sight_for(cycle, knows_names=True))
    assert [(criterion.code, weight) for criterion, weight in report.criteria] == [("impact", 60), ("care", 40)]
    assert (report.intake.received, report.intake.accepted, report.intake.declined) == (4, 3, 1)
    assert report.intake.entries == 3
    assert [(handled.state, handled.sources) for handled in report.conflicts] == [
        ("cleared", [("Declared by the judge", 1)])
    ]
    assert [(row.rank, row.reference, row.totals) for row in report.entries] == [
        (1, entries[0].reference, [("", 100.0), ("", 75.0)]),
        (2, entries[1].reference, [("", 50.0), ("", 50.0)]),
        (3, entries[2].reference, [("", 25.0), ("", 0.0)]),
    ]
    assert report.minutes.text == "All three were read aloud."
    assert report.seal == Seal.objects.latest("number")


def test_judges_are_named_beside_their_totals_where_the_rules_say_so(decided):
    cycle, category, _entries, maya = decided
    first, second = cycle.panel.seats.filter(role="judge").order_by("pk").values_list("judge__full_name", flat=True)
    cycle.rulebook.judges_named = True
    sight = sight_for(cycle, knows_names=True)
    rows = justification_of(cycle, category, sight).entries
    assert rows[0].totals == [(first, 100.0), (second, 75.0)]
    assert rows[1].totals == sorted([(first, 50.0), (second, 50.0)])
    _name, paper = print_justification(cycle=cycle, category=category, actor=maya, sight=sight)
    assert f"{first} 100" in " ".join(text_of(paper).split())


def test_only_who_is_honoured_is_named_beside_scores(decided):
    cycle, category, entries, _maya = decided
    rows = justification_of(cycle, category, sight_for(cycle, knows_names=True)).entries
    assert [row.nominee for row in rows] == [entries[0].nominee_name, "", ""]


def test_the_paper_says_the_decision_and_the_seal_and_names_nobody_who_did_not_win(decided):
    cycle, category, entries, maya = decided
    name, pdf = print_justification(
        cycle=cycle, category=category, actor=maya, sight=sight_for(cycle, knows_names=True)
    )
    text = text_of(pdf)
    assert name == f"{cycle.programme.slug}-{cycle.name}-individual-justification.pdf"
    assert Seal.objects.latest("number").hash in text.replace("\n", "").replace(" ", "")
    assert entries[0].nominee_name in text
    assert entries[1].reference in text
    assert entries[1].nominee_name not in text
    assert b"pdfuaid" in PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/Metadata"].get_object().get_data()
    record = Record.objects.get(verb="justification.printed")
    assert record.data == {"category": "individual", "seal": Seal.objects.latest("number").hash}


def test_who_declined_or_never_answered_is_not_said_to_have_judged(decided):
    cycle, category, _entries, _maya = decided
    judged = {seat.judge.full_name for seat in cycle.panel.seats.filter(role="judge")}
    unsigned = {"terms": None, "signed_at": None}
    SeatFactory(
        panel=cycle.panel, judge__full_name="Declined", left_at=timezone.now(), declined_because="other", **unsigned
    )
    SeatFactory(panel=cycle.panel, judge__full_name="Silent", **unsigned)
    gone = cycle.panel.seats.filter(role="judge", signed_at__isnull=False).first()
    Seat.objects.filter(pk=gone.pk).update(left_at=timezone.now())
    assert set(justification_of(cycle, category, sight_for(cycle, knows_names=True)).judges) == judged


def test_the_report_says_what_its_seal_does_not_hold_yet(client, decided):
    cycle, category, _entries, maya = decided
    sight = sight_for(cycle, knows_names=True)
    assert justification_of(cycle, category, sight).unsealed == 0
    print_justification(cycle=cycle, category=category, actor=maya, sight=sight)
    client.force_login(maya)
    shown = client.get(reverse("judging:justification", args=[cycle.programme.slug, cycle.name, category.code]))
    assert "1 act of this cycle came after it and waits for the next seal." in shown.content.decode()


def test_once_decided_the_report_stays_with_the_result_that_was_decided_on(decided):
    cycle, category, entries, _maya = decided
    Cycle.objects.filter(pk=cycle.pk).update(stage=Stage.DECIDED)
    cycle.refresh_from_db()
    Nomination.objects.filter(entry=entries[0]).update(state="withdrawn")
    compute_results(cycle=cycle, actor=None)
    rows = justification_of(cycle, category, sight_for(cycle, knows_names=True)).entries
    assert (rows[0].rank, rows[0].reference) == (1, entries[0].reference)


def test_who_stands_aside_sees_no_scores_and_gets_no_paper(client, decided):
    cycle, category, entries, _maya = decided
    chair = cycle.panel.seats.get(role="chair")
    ConflictFactory(seat=chair, entry=entries[1])
    client.force_login(chair.judge)
    where = [cycle.programme.slug, cycle.name, category.code]
    page = client.get(reverse("judging:justification", args=where))
    assert entries[0].reference not in page.content.decode()
    assert client.post(reverse("judging:justification_pdf", args=where)).status_code == 404


@pytest.mark.parametrize("entries", [3, 12])
def test_the_page_costs_the_same_for_few_and_many(client, django_assert_num_queries, entries):
    cycle, found, _seats, chair = scored_cycle([[3, 4], [4, 4], [1, 2]] * (entries // 3))
    [result] = compute_results(cycle=cycle, actor=None)
    work_out_how_firm(result=result)
    client.force_login(chair.judge)
    url = reverse("judging:justification", args=[cycle.programme.slug, cycle.name, found[0].category.code])
    client.get(url)
    with django_assert_num_queries(19):
        client.get(url)
