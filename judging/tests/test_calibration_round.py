"""The calibration round: nobody begins before, nothing of it leaks, and no result knows of it."""

import json
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.tests.factories import AdministratorFactory, UserFactory
from audit.models import Record
from audit.refusals import NotAllowed, NotReady, Refused, StaleState
from communications.models import Message
from intake.problems import BadFile
from intake.tables import Row
from judging.enums import RoundState
from judging.models import Assignment, CalibrationRound, Sample, SampleScore, SampleSheet, SamplesWaiver, Score, Seat
from judging.queries.justification import justification_of
from judging.queries.progress import progress_by_seat
from judging.queries.samples.offered import entries_offered
from judging.queries.scores import entries_short_of_sheets
from judging.queries.sight import judges_sight
from judging.refusals import NotOwnSheet, ReasonTooShort, RoundNotOpen, SamplesFirst, Unscored
from judging.sample_urls import sample_urls
from judging.services.assigning import assign_judges
from judging.services.computing import compute_results
from judging.services.importing import import_scores
from judging.services.samples.choosing import choose_earlier, choose_from_library, drop_sample, write_sample
from judging.services.samples.running import begin_calibration, close_calibration, let_begin, open_calibration
from judging.services.samples.scoring import save_sample, send_samples
from judging.services.scoring import save_scores, submit_all
from judging.steps import begin_deliberating
from judging.tests.browsing import page, where
from judging.tests.factories import SeatFactory, judged_cycle, scored_cycle, submitted_sheet
from nominations.models import Evidence
from programmes.enums import Stage
from programmes.models import Cycle
from programmes.tests.factories import CycleFactory

pytestmark = pytest.mark.django_db
FULL = {"impact": Decimal(4), "care": Decimal(2)}


def calibrated_cycle(*, entries=2, judges=2, samples=2, opened=True):
    """A cycle in judging with a calibration round of written samples; every judge has a sheet for every entry."""
    maya = UserFactory()
    cycle, found, seats, chair = judged_cycle(entries=entries, judges=judges, managers=[maya])
    assign_judges(cycle=cycle, actor=None)
    category = cycle.rulebook.categories.first()
    for number in range(samples):
        write_sample(cycle=cycle, category=category, title=f"Story {number}", story="It helped.", actor=maya)
    one = CalibrationRound.objects.get(panel__cycle=cycle)
    return (open_calibration(one=one, actor=maya) if opened else one), found, seats, chair, maya


def send(one, seat, **given):
    """All samples scored alike, with a reason, and sent."""
    for sample in one.samples.all():
        values = {**FULL, **given}
        save_sample(
            sample=sample, seat=seat, values=values, comment=f"Because of {seat.pk}.", version=0, actor=seat.judge
        )
    return send_samples(one=one, seat=seat, actor=seat.judge)


def touch(seat):
    """A judge's first touch of their first real sheet."""
    sheet = Assignment.objects.filter(seat=seat).select_related("seat__panel__cycle").first()
    return save_scores(sheet=sheet, values={"care": Decimal(3)}, version=sheet.version, actor=seat.judge)


def test_real_sheets_open_once_the_own_samples_are_sent(client):
    one, _entries, seats, _chair, _maya = calibrated_cycle()
    for seat in seats:
        with pytest.raises(SamplesFirst):
            touch(seat)
    assert not Score.objects.exists()
    assert set(Assignment.objects.values_list("state", flat=True)) == {"assigned"}
    send(one, seats[0])
    assert touch(seats[0]).sheet.state == "started"
    with pytest.raises(SamplesFirst):
        touch(seats[1])
    with pytest.raises(SamplesFirst):
        submit_all(cycle=one.panel.cycle, actor=seats[1].judge)
    sheet = Assignment.objects.filter(seat=seats[1]).first()
    shut = page(client, seats[1].judge, "sheet", sheet.pk)
    assert (shut.status_code, shut.url) == (302, reverse("judging:samples", args=where(one.panel.cycle)))
    saved = page(client, seats[1].judge, "save", sheet.pk, data={"version": 0, "score-care": 3})
    assert (saved.status_code, saved.json()["error"][:23]) == (409, "Score the samples first")
    panel = page(client, seats[1].judge, "panel").content.decode()
    assert ("First: 2 samples" in panel, sheet.entry.reference in panel) == (True, False)


def test_a_late_seat_scores_the_samples_too_and_a_closed_round_holds_nobody():
    one, entries, seats, chair, _maya = calibrated_cycle()
    for seat in seats:
        send(one, seat)
    late = SeatFactory(panel=one.panel)
    Assignment.objects.create(seat=late, entry=entries[0])
    with pytest.raises(SamplesFirst):
        touch(late)
    with pytest.raises(ReasonTooShort):
        close_calibration(one=one, actor=chair.judge)
    close_calibration(one=one, actor=chair.judge, reason="We cannot wait for one.")
    assert touch(late).sheet.state == "started"
    with pytest.raises(RoundNotOpen):
        save_sample(sample=one.samples.first(), seat=late, values=FULL, version=0, actor=late.judge)
    with pytest.raises(StaleState):
        close_calibration(one=one, actor=chair.judge, reason="Again.")


def test_only_the_chair_lets_a_judge_begin_and_says_why():
    one, _entries, seats, chair, maya = calibrated_cycle()
    for actor in (maya, seats[0].judge, AdministratorFactory()):
        with pytest.raises(NotAllowed):
            let_begin(one=one, seat=seats[0], reason="Ill.", actor=actor)
    with pytest.raises(ReasonTooShort):
        let_begin(one=one, seat=seats[0], reason="  ", actor=chair.judge)
    let_begin(one=one, seat=seats[0], reason="Back from leave on the last day.", actor=chair.judge)
    assert touch(seats[0]).sheet.state == "started"
    assert SamplesWaiver.objects.get().given_by == chair.judge
    assert Record.objects.filter(verb="samples.waived", actor=chair.judge).count() == 1
    with pytest.raises(Refused):
        let_begin(one=one, seat=seats[0], reason="Again.", actor=chair.judge)


def test_samples_are_sent_whole_with_reasons_and_then_stay():
    one, _entries, seats, _chair, _maya = calibrated_cycle()
    first, second = one.samples.all()
    seat, judge = seats[0], seats[0].judge
    save_sample(sample=first, seat=seat, values={"care": Decimal(2)}, version=0, actor=judge)
    with pytest.raises(Unscored) as refused:
        send_samples(one=one, seat=seat, actor=judge)
    assert refused.value.missing == [
        "Sample 1 lacks a score for: Impact.",
        "Sample 2 lacks a score for: Impact, Care.",
    ]
    save_sample(sample=first, seat=seat, values=FULL, version=1, actor=judge, comment="Plain and checked.")
    save_sample(sample=second, seat=seat, values=FULL, version=0, actor=judge, comments={"care": "Kind."})
    with pytest.raises(Unscored) as refused:
        send_samples(one=one, seat=seat, actor=judge)
    assert refused.value.missing == ["Sample 2 lacks your reason."]
    save_sample(sample=second, seat=seat, values={}, version=1, actor=judge, comments={"impact": "Nine hundred."})
    assert send_samples(one=one, seat=seat, actor=judge) == 2
    with pytest.raises(StaleState):
        save_sample(sample=second, seat=seat, values={"care": Decimal(5)}, version=2, actor=judge)
    with pytest.raises(StaleState):
        send_samples(one=one, seat=seat, actor=judge)
    with pytest.raises(NotOwnSheet):
        save_sample(sample=second, seat=seats[1], values=FULL, version=0, actor=judge)
    kept = SampleScore.objects.order_by("sheet__sample", "criterion__code").values_list("value", flat=True)
    assert list(kept) == [2, 4, 2, 4]


def test_the_later_of_two_tabs_wins_and_says_what_it_replaced():
    one, _entries, seats, _chair, _maya = calibrated_cycle()
    sample = one.samples.first()
    for number, value in enumerate((Decimal(2), Decimal(5))):
        saved = save_sample(
            sample=sample, seat=seats[0], values={"care": value}, version=0, actor=seats[0].judge
        ).overtaken
        assert [(lost.was, lost.now) for lost in saved] == [(Decimal(2), Decimal(5))][:number]
    record = Record.objects.filter(verb="samples.saved").order_by("pk").last()
    assert (record.before, record.data) == ({"care": 2.0}, {"care": 5.0})


def test_nobody_sees_what_others_gave_before_they_sent_and_nobody_is_named(client):
    one, _entries, seats, chair, maya = calibrated_cycle(judges=3)
    cycle = one.panel.cycle
    send(one, seats[0], care=Decimal(5))
    send(one, seats[1], care=Decimal(1))
    secret = f"Because of {seats[0].pk}."
    unsent = page(client, seats[2].judge, "samples_panel", *where(cycle))
    assert (unsent.status_code, unsent.url) == (302, reverse("judging:samples", args=where(cycle)))
    blind = [page(client, seats[2].judge, "samples", *where(cycle)), page(client, seats[2].judge, "panel")]
    blind += [page(client, seats[2].judge, "sample", sample.pk) for sample in one.samples.all()]
    blind += [page(client, person, "calibration", *where(cycle)) for person in (chair.judge, maya)]
    assert [secret in shown.content.decode() for shown in blind] == [False] * len(blind)
    shown = page(client, seats[1].judge, "samples_panel", *where(cycle))
    words = shown.content.decode()
    assert (secret in words, seats[0].judge.full_name in words) == (True, False)
    table = shown.context["page"]
    assert (table.judges, table.agreement.apart, table.agreement.together) == (2, 2, 2)
    assert [row.words for row in table.samples[0].rows] == ["4, 4", "1, 5"]
    assert [[dot.own for dot in row.strip.dots] for row in table.samples[0].rows] == [[False, True], [True, False]]
    send(one, seats[2])
    for person in (chair.judge, maya):
        seen = page(client, person, "calibration", *where(cycle))
        assert (seen.context["page"].judges, secret in seen.content.decode()) == (3, True)
        assert not any(dot.own for row in seen.context["page"].samples[0].rows for dot in row.strip.dots)


@pytest.mark.parametrize("values", [[(1, 1), (5, 5), (3, 2)], [(5, 1), (1, 5), (1, 1)], [(4, 4), (4, 4), (4, 4)]])
def test_results_exports_and_loads_never_know_of_the_samples(values):
    one, entries, seats, *_ = calibrated_cycle(entries=3, judges=3)
    cycle = one.panel.cycle
    Assignment.objects.all().delete()
    for number, entry in enumerate(entries):
        for judge, seat in enumerate(seats):
            submitted_sheet(seat, entry, {"impact": 1 + (number + judge) % 5, "care": 1 + number})
    Cycle.objects.filter(pk=cycle.pk).update(stage=Stage.DELIBERATING)
    cycle.refresh_from_db()

    def everything():
        [result] = compute_results(cycle=cycle, actor=None)
        loads = [(seat.pk, progress) for seat, progress in progress_by_seat(cycle)]
        return result.inputs_digest, json.dumps(result.figures, sort_keys=True), loads, entries_short_of_sheets(cycle)

    before = everything()
    for seat, (impact, care) in zip(seats, values, strict=True):
        send(one, seat, impact=Decimal(impact), care=Decimal(care))
    assert (everything(), SampleScore.objects.count()) == (before, 12)


def test_a_round_opens_by_itself_when_it_is_whole_and_tells_its_judges_once():
    one, _entries, seats, _chair, maya = calibrated_cycle(samples=1, opened=False)
    cycle = one.panel.cycle
    begin_calibration(cycle=cycle)
    with pytest.raises(NotReady):
        open_calibration(one=one, actor=maya)
    assert touch(seats[0]).sheet.state == "started"
    with pytest.raises(Refused):
        choose_from_library(cycle=cycle, category=cycle.rulebook.categories.first(), key="the-second-call", actor=maya)
    Assignment.objects.update(state="assigned")
    write_sample(cycle=cycle, category=cycle.rulebook.categories.first(), title="B", story="It helped.", actor=maya)
    begin_calibration(cycle=cycle)
    begin_calibration(cycle=cycle)
    assert CalibrationRound.objects.get().state == RoundState.OPEN
    assert Message.objects.filter(template_key="samples_to_score").count() == len(seats)


def test_samples_are_two_or_three_and_stay_once_the_round_is_open():
    one, _entries, _seats, _chair, maya = calibrated_cycle(samples=3, opened=False)
    cycle, category = one.panel.cycle, one.samples.first().category
    with pytest.raises(Refused):
        write_sample(cycle=cycle, category=category, title="Four", story="Too many.", actor=maya)
    with pytest.raises(IntegrityError), transaction.atomic():
        Sample.objects.create(round=one, number=4, category=category, source="written", title="x", story="y")
    drop_sample(sample=one.samples.get(number=1), actor=maya)
    assert [*one.samples.values_list("number", "title")] == [(1, "Story 1"), (2, "Story 2")]
    open_calibration(one=one, actor=maya)
    with pytest.raises(Refused):
        drop_sample(sample=one.samples.first(), actor=maya)
    begin_deliberating(cycle)
    one.refresh_from_db()
    assert (one.state, one.closed_because) == (RoundState.CLOSED, "")


def test_earlier_entries_are_offered_without_names_and_without_who_is_near(client):
    earlier, entries, *_ = scored_cycle([[3, 3], [4, 4], [2, 2]], stage=Stage.CLOSED)
    Evidence.objects.filter(nomination__entry=entries[0]).update(text=f"{entries[0].person.full_name} helped.")
    maya = UserFactory()
    cycle = CycleFactory(rulebook=earlier.rulebook, stage=Stage.SCREENING)
    cycle.programme.managers.add(maya)
    seat = SeatFactory(panel__cycle=cycle, judge=entries[1].person)
    entries[2].nominations.update(nominator=seat.judge)
    assert [entry.reference for entry in entries_offered(cycle)] == [entries[0].reference]
    shown = page(client, maya, "calibration_add", *where(cycle), "earlier").content.decode()
    assert (entries[0].reference in shown, entries[0].person.full_name in shown) == (True, False)
    for entry in entries[1:]:
        with pytest.raises(Refused):
            choose_earlier(cycle=cycle, entry=entry, actor=maya)
    sample = choose_earlier(cycle=cycle, entry=entries[0], actor=maya)
    shown = page(client, maya, "calibration_sample", *where(cycle), sample.pk).content.decode()
    assert ("helped." in shown, entries[0].person.full_name in shown) == (True, False)
    assert not entries_offered(cycle).exists()


def test_an_import_names_the_judge_who_has_still_to_score_the_samples():
    one, entries, seats, *_ = calibrated_cycle()
    row = Row(
        2, {"entry": entries[0].reference, "judge_email": seats[0].judge.email, "criterion": "care", "score": "3"}
    )
    with pytest.raises(BadFile) as refused:
        import_scores(cycle=one.panel.cycle, rows=[row], actor=None)
    assert [(problem.row, problem.column) for problem in refused.value.problems] == [(2, "judge_email")]
    send(one, seats[0])
    assert import_scores(cycle=one.panel.cycle, rows=[row], actor=None).added == 1


def test_the_report_says_that_a_round_was_held_and_how_far_apart_the_panel_was():
    one, _entries, seats, chair, _maya = calibrated_cycle(judges=3)
    cycle = one.panel.cycle
    report = justification_of(cycle, one.samples.first().category, judges_sight(cycle))
    assert report.calibration.judges == 0
    send(one, seats[0], care=Decimal(5))
    send(one, seats[1])
    let_begin(one=one, seat=seats[2], reason="Ill.", actor=chair.judge)
    told = justification_of(cycle, one.samples.first().category, judges_sight(cycle)).calibration
    assert (told.samples, told.judges, told.without) == (2, 2, 1)
    assert told.sentences == [
        "Of 4 scores that the panel gave in common, 2 lie within one level of each other.",
        "On 2 it is two levels or more apart, the most on “Care” of sample 1, by 3.",
    ]


ROLES = ("judge", "sent", "chair", "manager", "administrator", "stranger")
NOBODY = dict.fromkeys(ROLES, 404)
JUDGES = NOBODY | {"judge": 200, "sent": 200}
OVERSEERS = NOBODY | dict.fromkeys(("chair", "manager", "administrator"), 200)
ANSWERS = {
    "samples": ("get", JUDGES),
    "samples_panel": ("get", JUDGES | {"judge": 302}),
    "sample": ("get", JUDGES),
    "sample_save": ("post", NOBODY | {"judge": 422, "sent": 422}),
    "calibration": ("get", OVERSEERS),
    "calibration_add": ("get", OVERSEERS),
    "calibration_sample": ("get", OVERSEERS),
    "calibration_open": ("post", NOBODY | dict.fromkeys(("chair", "manager", "administrator"), 302)),
    "calibration_close": ("get", OVERSEERS),
    "calibration_let_begin": ("get", OVERSEERS | {"manager": 403, "administrator": 403}),
}


def test_every_address_of_the_round_answers_each_role_as_it_may(client):
    one, _entries, seats, chair, maya = calibrated_cycle()
    send(one, seats[1])
    people = {
        "judge": seats[0].judge,
        "sent": seats[1].judge,
        "chair": chair.judge,
        "manager": maya,
        "administrator": AdministratorFactory(),
        "stranger": UserFactory(),
    }
    cycle, sample = where(one.panel.cycle), one.samples.first().pk
    arguments = {name: [sample] for name in ("sample", "sample_save")} | {
        "calibration_add": [*cycle, "library"],
        "calibration_sample": [*cycle, sample],
        "calibration_let_begin": [*cycle, seats[0].pk],
    }
    found = {}
    for name, (method, _answers) in ANSWERS.items():
        data = {} if method == "post" else None
        given = arguments.get(name, cycle)
        found[name] = {role: page(client, people[role], name, *given, data=data).status_code for role in ROLES}
    assert found == {name: answers for name, (_method, answers) in ANSWERS.items()}
    assert list(ANSWERS) == [pattern.name for pattern in sample_urls]
    Seat.objects.filter(pk=seats[0].pk).update(terms=None, signed_at=None)
    asked = page(client, seats[0].judge, "samples", *cycle)
    assert (asked.status_code, asked.url) == (302, reverse("judging:terms", args=[seats[0].pk]))


def test_the_pages_take_the_same_queries_for_few_judges_and_for_many(client, django_assert_num_queries):
    for count in (2, 12):
        one, _entries, seats, _chair, maya = calibrated_cycle(judges=count)
        for seat in seats:
            send(one, seat)
        cycle, sample = where(one.panel.cycle), one.samples.first().pk
        judge, views = seats[0].judge, {"samples": cycle, "samples_panel": cycle, "sample": [sample]}
        client.force_login(judge)
        for (name, arguments), queries in zip(views.items(), (13, 12, 10), strict=True):
            with django_assert_num_queries(queries):
                client.get(reverse(f"judging:{name}", args=arguments))
        client.force_login(maya)
        with django_assert_num_queries(19):
            client.get(reverse("judging:calibration", args=cycle))


def test_home_lists_the_samples_until_they_are_sent(client):
    one, _entries, seats, *_ = calibrated_cycle()
    client.force_login(seats[0].judge)
    assert "Samples to score first" in client.get("/").content.decode()
    send(one, seats[0])
    assert "Samples to score first" not in client.get("/").content.decode()
    assert SampleSheet.objects.filter(seat=seats[0], sent_at=None).count() == 0
