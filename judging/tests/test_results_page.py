"""The page of results reads what was kept of a computation, and the whole where that is not all."""

import pytest

from accounts.tests.factories import UserFactory
from judging.models import Result
from judging.services.computing import compute_results
from judging.tests.browsing import page, where
from judging.tests.factories import ConflictFactory, scored_cycle
from judging.views.long_page import LongParts
from nominations.models import Nomination

pytestmark = pytest.mark.django_db


@pytest.fixture
def computed():
    """Twelve entries scored by two judges, the first the best."""
    maya = UserFactory()
    cycle, entries, _seats, chair = scored_cycle([[5 - n % 5, 4 - n % 3] for n in range(12)], managers=[maya])
    compute_results(cycle=cycle, actor=None)
    return cycle, entries, maya, chair


def ranking(client, person, cycle, **asked):
    [section] = page(client, person, "results", *where(cycle), **asked).context["sections"]
    return section["ranking"]


def test_what_was_kept_shows_what_the_whole_shows(client, computed):
    cycle, _entries, maya, _chair = computed
    kept = ranking(client, maya, cycle)
    Result.objects.update(outline=None)
    assert ranking(client, maya, cycle) == kept
    assert (kept.count, len(kept.close) + len(kept.rows), kept.rest) == (12, 8, 4)


def test_an_entry_that_has_gone_since_is_shown_no_more(client, computed):
    cycle, entries, maya, _chair = computed
    first = ranking(client, maya, cycle)
    best = next(row.reference for row in [*first.close, *first.rows])
    Nomination.objects.filter(entry__reference=best).update(state="withdrawn")
    after = ranking(client, maya, cycle)
    assert after.count == len(entries) - 1
    assert best not in {row.reference for row in [*after.close, *after.rows]}


def test_who_stands_aside_reads_no_row_that_was_kept(client, computed):
    cycle, _entries, maya, chair = computed
    first = ranking(client, maya, cycle)
    best = next(row.reference for row in [*first.close, *first.rows])
    ConflictFactory(seat=chair, entry=cycle.entries.get(reference=best))
    theirs = ranking(client, chair.judge, cycle)
    assert (theirs.count, theirs.changed) == (11, "")
    assert best not in {row.reference for row in [*theirs.close, *theirs.rows]}


def test_what_is_put_in_last_stands_where_its_mark_stood_whatever_it_holds():
    parts = LongParts()
    drawn = f"<ol>{parts.later('1 &amp; {{ 2 }}')}</ol><p>–</p><ul>{parts.later('')}{parts.later('<!-- 3 -->')}</ul>"
    assert "".join(parts.whole(drawn)) == "<ol>1 &amp; {{ 2 }}</ol><p>–</p><ul><!-- 3 --></ul>"
    assert "".join(LongParts().whole("nothing long")) == "nothing long"
    with pytest.raises(ValueError, match="zip"):
        list(parts.whole("a part that has no place"))


def test_every_name_and_reason_of_a_row_is_escaped(client, computed):
    cycle, entries, maya, _chair = computed
    person = entries[0].person
    person.full_name = "<b>Ada</b> & <!--1--> O’Neill"
    person.save(update_fields=["full_name"])
    shown = page(client, maya, "results", *where(cycle), all="1").content.decode()
    assert '<th scope="row">&lt;b&gt;Ada&lt;/b&gt; &amp; &lt;!--1--&gt; O’Neill<span' in shown
    assert "<b>Ada" not in shown
