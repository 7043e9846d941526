"""Entries merged and split with a reason, and undone until judging."""

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.tests.factories import TeamFactory, UserFactory
from audit.models import Record
from audit.refusals import IllegalMove, NotAllowed, NotReady, Refused, StaleState
from nominations.models import Entry, EntryMove, Nomination
from nominations.services.naming import entry_references
from nominations.services.regrouping import Target, merge_entries, split_entry, undo_move
from nominations.services.screening import accept, undo
from nominations.services.withdrawing import withdraw
from nominations.tests.factories import NominationFactory, NomineeFactory, accepted_entry, open_cycle
from programmes.enums import Stage
from programmes.models import Cycle
from programmes.tests.factories import CategoryFactory, before_opening

pytestmark = pytest.mark.django_db
WHY = "Samira Khan and Samira K. are one person."


@pytest.fixture
def maya():
    return UserFactory()


@pytest.fixture
def cycle(maya):
    return open_cycle(stage=Stage.SCREENING, managers=[maya])


def voices(cycle):
    return {entry.reference: sorted(entry.nominations.values_list("pk", flat=True)) for entry in cycle.entries.all()}


def second_voice(entry, maya):
    nomination = NominationFactory(
        cycle=entry.cycle, category=entry.category, nominee=NomineeFactory(person=entry.person)
    )
    return accept(nomination=nomination, actor=maya)


def test_two_entries_become_one_with_all_voices_and_come_back_as_they_were(client, cycle, maya):
    one, other = accepted_entry(cycle), accepted_entry(cycle)
    second_voice(one, maya)
    before = voices(cycle)
    people = dict(Nomination.objects.values_list("pk", "nominee__person"))

    move = merge_entries(entry=one, into=other, actor=maya, reason=WHY)

    assert voices(cycle) == {other.reference: sorted(pk for pks in before.values() for pk in pks)}
    assert set(Nomination.objects.values_list("nominee__person", flat=True)) == {other.person_id}
    record = Record.objects.get(verb="entry.merged")
    assert (record.data["from"], record.data["to"], WHY in str(record.data)) == (one.reference, other.reference, False)
    client.force_login(maya)
    old = reverse("nominations:entry", args=[cycle.programme.slug, cycle.name, one.reference])
    assert client.get(old).url == old.replace(one.reference, other.reference)

    undo_move(move=move, actor=maya)
    assert voices(cycle) == before
    assert dict(Nomination.objects.values_list("pk", "nominee__person")) == people
    with pytest.raises(StaleState):
        undo_move(move=move, actor=maya)


def test_some_voices_go_to_somebody_else_and_an_entry_that_is_left_by_all_disappears(cycle, maya):
    entry, nia = accepted_entry(cycle), UserFactory()
    wrong = second_voice(entry, maya)
    first = entry.nominations.exclude(pk=wrong.pk).get()
    target = Target(entry.category, person=nia)
    split_entry(entry=entry, nominations=[wrong], target=target, actor=maya, reason="This is about Nia.")
    wrong.refresh_from_db()
    assert (wrong.entry.person, list(entry.nominations.all())) == (nia, [first])
    last = split_entry(entry=entry, nominations=[first], target=target, actor=maya, reason="And this.")
    assert [one.person for one in Entry.objects.all()] == [nia]
    undo_move(move=last, actor=maya)
    assert Entry.objects.get(person=entry.person).reference == entry.reference


def test_a_reference_that_was_merged_away_is_never_given_to_another_entry(cycle, maya, monkeypatch):
    one, other = accepted_entry(cycle), accepted_entry(cycle)
    merge_entries(entry=one, into=other, actor=maya, reason=WHY)
    drawn = iter([one.reference, "E-FRESH"])
    monkeypatch.setattr("nominations.services.naming.new_reference", lambda *args, **kwargs: next(drawn))
    assert entry_references(cycle) == ["E-FRESH"]


def test_a_later_change_is_undone_first(cycle, maya):
    one, other, third = accepted_entry(cycle), accepted_entry(cycle), accepted_entry(cycle)
    first = merge_entries(entry=one, into=other, actor=maya, reason=WHY)
    later = merge_entries(entry=other, into=third, actor=maya, reason=WHY)
    with pytest.raises(StaleState):
        undo_move(move=first, actor=maya)
    assert EntryMove.objects.get(pk=first.pk).undone_at is None
    undo_move(move=later, actor=maya)
    undo_move(move=first, actor=maya)
    assert cycle.entries.count() == 3


def test_what_can_not_be_one_is_refused_and_nothing_changes(cycle, maya):
    one, other = accepted_entry(cycle), accepted_entry(cycle)
    own = accepted_entry(cycle, person=maya)
    with before_opening(cycle):
        teams = CategoryFactory(rulebook=cycle.rulebook, nominee="team")
    voice = one.nominations.get()
    before = voices(cycle)
    elsewhere = accepted_entry(open_cycle())
    for refusal, act in [
        (NotReady, lambda: merge_entries(entry=one, into=other, actor=maya, reason="  ")),
        (NotAllowed, lambda: merge_entries(entry=one, into=other, actor=UserFactory(), reason=WHY)),
        (IllegalMove, lambda: merge_entries(entry=one, into=one, actor=maya, reason=WHY)),
        (IllegalMove, lambda: merge_entries(entry=one, into=elsewhere, actor=maya, reason=WHY)),
        (NotAllowed, lambda: merge_entries(entry=own, into=other, actor=maya, reason=WHY)),
        (NotAllowed, lambda: merge_entries(entry=one, into=own, actor=maya, reason=WHY)),
        (IllegalMove, lambda: _split(one, [voice], Target(one.category, person=one.person), maya)),
        (NotAllowed, lambda: _split(one, [voice], Target(teams, person=one.person), maya)),
        (NotAllowed, lambda: _split(one, [voice], Target(one.category, team=TeamFactory()), maya)),
        (StaleState, lambda: _split(one, [other.nominations.get()], Target(one.category, person=maya), maya)),
        (NotReady, lambda: _split(one, [], Target(one.category, person=UserFactory()), maya)),
    ]:
        with pytest.raises(refusal):
            act()
    Cycle.objects.update(stage=Stage.JUDGING)
    one.refresh_from_db()
    with pytest.raises(NotReady):
        merge_entries(entry=Entry.objects.get(pk=one.pk), into=other, actor=maya, reason=WHY)
    assert (voices(cycle), EntryMove.objects.count()) == (before, 0)


def _split(entry, nominations, target, actor):
    split_entry(entry=entry, nominations=nominations, target=target, actor=actor, reason=WHY)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_merged_split_put_back_and_undone_no_voice_is_lost_and_no_entry_is_empty(cycle, maya, data):
    """Every accepted nomination stands in the one entry of its nominee; undoing everything restores the beginning."""
    Nomination.objects.update(entry=None, state="submitted")
    EntryMove.objects.all().delete()
    Entry.objects.all().delete()
    Nomination.objects.all().delete()
    people = UserFactory.create_batch(3)
    nominations = [
        accept(nomination=NominationFactory(cycle=cycle, nominee=NomineeFactory(person=people[at % 2])), actor=maya)
        for at in range(4)
    ]
    beginning = {n.pk: (n.entry.reference, n.nominee.person_id) for n in nominations}
    moves = []
    for _step in range(data.draw(st.integers(1, 4))):
        entries = list(cycle.entries.order_by("pk"))
        entry = data.draw(st.sampled_from(entries))
        try:
            if data.draw(st.booleans()):
                into = data.draw(st.sampled_from(entries))
                moves.append(merge_entries(entry=entry, into=into, actor=maya, reason=WHY))
            else:
                some = list(entry.nominations.order_by("pk"))[: data.draw(st.integers(1, 2))]
                target = Target(entry.category, person=data.draw(st.sampled_from(people)))
                moves.append(split_entry(entry=entry, nominations=some, target=target, actor=maya, reason=WHY))
        except Refused:
            continue
        _check(cycle, len(nominations))
    for move in reversed(moves):
        undo_move(move=move, actor=maya)
        _check(cycle, len(nominations))
    ending = {
        n.pk: (n.entry.reference, n.nominee.person_id) for n in cycle.nominations.select_related("entry", "nominee")
    }
    assert ending == beginning


def _check(cycle, count):
    rows = list(cycle.nominations.select_related("entry", "nominee"))
    assert len(rows) == count
    assert {(n.entry.person_id, n.entry.category_id) for n in rows} == {
        (n.nominee.person_id, n.category_id) for n in rows
    }
    assert all(n.entry.person_id == n.nominee.person_id for n in rows)
    assert not cycle.entries.filter(nominations=None).exists()


def test_an_entry_with_a_merge_behind_it_can_still_be_put_back(cycle, maya):
    one, other = accepted_entry(cycle), accepted_entry(cycle)
    move = merge_entries(entry=one, into=other, actor=maya, reason=WHY)
    for nomination in list(other.nominations.all()):
        undo(nomination=nomination, actor=maya)
    assert not cycle.entries.exists()
    with pytest.raises(StaleState):
        undo_move(move=move, actor=maya)


def test_the_pages_merge_split_and_undo(client, cycle, maya):
    one, other, nia = accepted_entry(cycle), accepted_entry(cycle), UserFactory(full_name="Nia Bell")
    client.force_login(maya)

    def address(view, *more):
        return reverse(f"nominations:{view}", args=[cycle.programme.slug, cycle.name, *more])

    page = client.get(address("entries"))
    assert {entry.reference for entry in page.context["page"]} == {one.reference, other.reference}
    assert client.get(address("entry", one.reference)).status_code == 200
    assert client.post(address("merge", one.reference), {"into": "", "reason": ""}).status_code == 422
    client.post(address("merge", one.reference), {"into": other.pk, "reason": WHY})
    client.post(address("undo_move", EntryMove.objects.get().pk))
    assert set(voices(cycle)) == {one.reference, other.reference}
    voice = cycle.nominations.get(entry__reference=one.reference)
    said = {"nominations": [voice.pk], "category": one.category_id, "reason": WHY}
    wrong = client.post(address("split", one.reference), {**said, "who": "Nobody Here"})
    assert (wrong.status_code, list(wrong.context["split_form"].errors)) == (422, ["who"])
    client.post(address("split", one.reference), {**said, "who": "nia bell"})
    assert cycle.entries.filter(person=nia).count() == 1


def test_the_list_of_entries_takes_the_same_queries_for_few_and_many(
    client, cycle, maya, settings, django_assert_num_queries
):
    settings.CYCLE_RAIL, settings.WAITING = [], []
    client.force_login(maya)
    path = reverse("nominations:entries", args=[cycle.programme.slug, cycle.name])
    for count in (2, 12):
        made = [accepted_entry(cycle) for _ in range(count)]
        merge_entries(entry=made[0], into=made[1], actor=maya, reason=WHY)
        client.get(path)
        with django_assert_num_queries(11):
            client.get(path)


def test_what_was_withdrawn_since_does_not_keep_the_others_from_being_put_back(cycle, maya):
    one, other = accepted_entry(cycle), accepted_entry(cycle)
    gone = second_voice(one, maya)
    stays = one.nominations.exclude(pk=gone.pk).get()
    move = merge_entries(entry=one, into=other, actor=maya, reason=WHY)
    gone.refresh_from_db()
    withdraw(nomination=gone, actor=None)
    undo_move(move=move, actor=maya)
    assert voices(cycle)[one.reference] == [stays.pk]
    move = merge_entries(entry=Entry.objects.get(person=one.person), into=other, actor=maya, reason=WHY)
    stays.refresh_from_db()
    withdraw(nomination=stays, actor=None)
    with pytest.raises(StaleState, match="withdrawn all"):
        undo_move(move=move, actor=maya)


def test_nobody_brings_nominations_back_that_are_about_themselves(cycle, maya):
    other = UserFactory()
    cycle.programme.managers.add(other)
    about_maya, into = accepted_entry(cycle, person=maya), accepted_entry(cycle)
    move = merge_entries(entry=about_maya, into=into, actor=other, reason=WHY)
    with pytest.raises(NotAllowed):
        undo_move(move=move, actor=maya)
    undo_move(move=move, actor=other)


@pytest.mark.parametrize("ticked", ["lead", "supporter"])
def test_a_voice_that_supports_another_is_not_split_from_it_and_what_was_typed_stays(client, cycle, maya, ticked):
    entry = accepted_entry(cycle)
    lead = entry.nominations.get()
    supporter = NominationFactory(
        cycle=cycle,
        nominee=NomineeFactory(person=entry.person),
        supports=lead,
        entry=entry,
        state="accepted",
        nominator_kind="colleague",
    )
    chosen = {"lead": lead, "supporter": supporter}[ticked]
    target = Target(entry.category, person=UserFactory(full_name="Nia Grey"))
    with pytest.raises(NotReady) as refused:
        split_entry(entry=entry, nominations=[chosen], target=target, actor=maya, reason=WHY)
    assert refused.value.missing == [f"{supporter} – {lead}"]
    client.force_login(maya)
    typed = {"nominations": [chosen.pk], "who": "Nia Grey", "category": entry.category_id, "reason": "About Nia."}
    page = reverse("nominations:split", args=[cycle.programme.slug, cycle.name, entry.reference])
    answer = client.post(page, typed)
    assert (answer.status_code, "About Nia." in answer.content.decode()) == (422, True)
    assert client.post(page, typed | {"nominations": [lead.pk, supporter.pk]}).status_code == 302


def test_who_leads_a_nominated_team_sees_its_entry_nowhere_and_moves_nothing_into_it(client, maya):
    cycle = open_cycle(stage=Stage.SCREENING, managers=[maya])
    with before_opening(cycle):
        teams = CategoryFactory(rulebook=cycle.rulebook, nominee="team")
    hers = accepted_entry(cycle, category=teams, team=TeamFactory(leader=maya))
    other = accepted_entry(cycle, category=teams)
    client.force_login(maya)
    place = [cycle.programme.slug, cycle.name]
    assert client.get(reverse("nominations:entry", args=[*place, hers.reference])).status_code == 404
    assert client.get(reverse("nominations:entries", args=place)).content.decode().count(hers.team.name) == 0
    with pytest.raises(NotAllowed):
        merge_entries(entry=other, into=hers, actor=maya, reason=WHY)
