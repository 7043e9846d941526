"""Made score sheets: whole numbers on the scale, the judges' characters to be seen in them, repeatable."""

import numpy as np
import pytest

from awards_site.demo.judging import LatentEntry, LatentJudge, judges_of_a_panel, make_scores
from awards_site.demo.material import material

CRITERIA = ("impact", "care", "ownership", "learning")
QUALITIES = np.random.default_rng(11).normal(0, 1, 80)
ENTRIES = tuple(LatentEntry(f"SS-{number}", float(quality)) for number, quality in enumerate(QUALITIES))
STRICT = LatentJudge("strict@brightwater.example", severity=0.6)
FAIR = LatentJudge("fair@brightwater.example")
LENIENT = LatentJudge("lenient@brightwater.example", severity=-0.6)


def sheets(judges=(STRICT, FAIR, LENIENT), entries=ENTRIES, seed=5, scale=(1, 5)):
    assigned = [(judge.email, entry.reference) for entry in entries for judge in judges]
    return make_scores(entries=entries, judges=judges, assigned=assigned, criteria=CRITERIA, scale=scale, seed=seed)


def mean_of(judge, scores):
    return np.mean([score.value for score in scores if score.judge == judge.email])


def test_each_assigned_sheet_has_one_score_for_each_criterion_in_order():
    scores = sheets(entries=ENTRIES[:2])
    assert [(score.judge, score.entry, score.criterion) for score in scores] == [
        (judge.email, entry.reference, criterion)
        for entry in ENTRIES[:2]
        for judge in (STRICT, FAIR, LENIENT)
        for criterion in CRITERIA
    ]


def test_the_same_seed_gives_the_same_sheets_and_another_gives_others():
    assert sheets() == sheets()
    assert sheets(seed=6) != sheets()


@pytest.mark.parametrize("scale", [(1, 5), (0, 10)])
def test_scores_are_whole_numbers_of_the_scale(scale):
    values = {score.value for score in sheets(scale=scale)}
    assert all(type(value) is int for value in values)
    assert scale[0] <= min(values) < max(values) <= scale[1]


def test_every_level_of_the_usual_scale_is_given_by_somebody():
    assert {score.value for score in sheets()} == {1, 2, 3, 4, 5}


def test_a_strict_judge_gives_less_than_a_fair_one_and_a_lenient_one_more():
    scores = sheets()
    assert mean_of(STRICT, scores) + 0.3 < mean_of(FAIR, scores) < mean_of(LENIENT, scores) - 0.3


def test_better_stories_get_more():
    totals = {entry.reference: 0 for entry in ENTRIES}
    for score in sheets():
        totals[score.entry] += score.value
    assert np.corrcoef(QUALITIES, list(totals.values()))[0, 1] > 0.85


def test_an_inconsistent_judge_spreads_a_mood_over_the_whole_sheet():
    steady = LatentJudge("steady@brightwater.example", consistency=1.0, noise=0.2)
    moody = LatentJudge("moody@brightwater.example", consistency=0.0, noise=0.2)
    scores = sheets(judges=(steady, moody))

    def misses(judge):
        given = np.array([score.value for score in scores if score.judge == judge.email]).reshape(len(ENTRIES), -1)
        return np.std(given.mean(axis=1) - np.poly1d(np.polyfit(QUALITIES, given.mean(axis=1), 1))(QUALITIES))

    assert misses(moody) > 1.5 * misses(steady)


def test_some_scores_have_a_comment_and_it_fits_the_height_of_the_score():
    scores = [score for score in sheets() if score.comment]
    written = material("judge_comments.yaml")
    low = {remark for bands in written.values() for remark in bands.get("low", [])}
    assert 0.2 < len(scores) / len(sheets()) < 0.4
    assert {score.value for score in scores if score.comment in low} == {1, 2}


def test_there_are_about_forty_comments():
    remarks = [r for bands in material("judge_comments.yaml").values() for group in bands.values() for r in group]
    assert len(remarks) >= 40
    assert len(set(remarks)) == len(remarks)


def test_a_panel_has_a_strict_and_a_lenient_member():
    panel = judges_of_a_panel(["a@x.example", "b@x.example", "c@x.example"], seed=3)
    assert panel[0].severity > 0.3 > -0.3 > panel[-1].severity
    assert panel == judges_of_a_panel(["a@x.example", "b@x.example", "c@x.example"], seed=3)


def test_nothing_assigned_makes_nothing():
    assert make_scores(entries=ENTRIES, judges=(FAIR,), assigned=[], criteria=CRITERIA, seed=1) == []


def test_an_unknown_judge_is_an_error():
    with pytest.raises(KeyError, match="nobody"):
        make_scores(entries=ENTRIES, judges=(FAIR,), assigned=[("nobody", "SS-1")], criteria=CRITERIA, seed=1)
