"""Each command of the contract refuses what it does not know in one line, and not one row of any table changed."""

import pytest
from django.core.management import CommandError, call_command

from awards_site.tests.story.bad_input import BY, CYCLE, FILES, REASON, refused, same, tell_until

pytestmark = pytest.mark.django_db

OUT = "OUT"  # stands for a file in a folder of its own
OTHERS = [
    ("planned", ("export_programme", "nothing"), "There is no programme “nothing”"),
    ("people", ("approve_programme", "nothing", *BY, "--informal", "Yes."), "There is no programme “nothing”"),
    (
        "planned",
        ("approve_programme", "service-stars", "--by", "who@example.org", "--informal", "Yes."),
        "who@example.org",
    ),
    ("planned", ("create_cycle", "nothing", "2026-10", "--opens", "2026-10-01"), "There is no programme “nothing”"),
    ("planned", ("create_cycle", "service-stars", "2026-11", "--opens", "2026-13-01"), "“2026-13-01” is no day"),
    ("planned", ("create_cycle", "service-stars", "no spaces", "--opens", "2026-10-01"), "slug"),
    ("planned", ("create_cycle", "service-stars", "x" * 90, "--opens", "2026-10-01"), "at most"),
    ("open", ("create_cycle", "service-stars", "2026-10", "--opens", "2026-10-01"), "has a cycle “2026-10” already"),
    ("planned", ("create_cycle", "service-stars", "2026-11", "--opens", "0001-01-01"), "0001-01-01"),
    ("planned", ("create_cycle", "service-stars", "2026-11", "--opens", "9999-12-31"), "9999-12-31"),
    ("open", ("move_cycle", CYCLE, "won", *REASON), "“won” is no stage"),
    ("open", ("move_cycle", CYCLE, "decided", *REASON), "cannot go to “Decided” from there"),
    ("open", ("move_cycle", CYCLE, "screening", "--reason", " "), "Say why with --reason"),
    ("open", ("move_cycle", "nothing/1", "screening", *REASON), "nothing/1"),
    ("screening", ("screen_nominations", CYCLE, "--accept-eligible", "--by", "who@example.org"), "who@example.org"),
    ("screening", ("screen_nominations", CYCLE, "--accept-eligible", "--by", "sam@example.org"), "does not manage"),
    ("screening", ("screen_nominations", "nothing/1", "--accept-eligible", *BY), "nothing/1"),
    ("screening", ("decline_nomination", "N-00000", *REASON, *BY), "There is no nomination “N-00000”"),
    ("screening", ("decline_nomination", "P-01", *REASON, "--by", "who@example.org"), "who@example.org"),
    ("screening", ("decline_nomination", "P-01", "--rule", "luck", *REASON, *BY), "no eligibility rule “luck”"),
    ("open", ("import_scores", CYCLE, FILES / "scores.csv"), "scores are taken while judging only"),
    ("open", ("assign_judges", CYCLE), "."),
    ("screening", ("assign_judges", "nothing/1"), "nothing/1"),
    ("judging", ("import_nominations", CYCLE, FILES / "nominations.csv"), "nominations can be imported while"),
    ("judging", ("decide", CYCLE, "--by", "ines@example.org", "--confirmed-by", "maya@example.org"), "."),
    (
        "announced",
        ("decide", CYCLE, "--by", "ines@example.org", "--confirmed-by", "ines@example.org"),
        "another person",
    ),
    (
        "announced",
        ("decide", CYCLE, "--by", "who@example.org", "--confirmed-by", "maya@example.org"),
        "who@example.org",
    ),
    ("judging", ("results", "nothing/1"), "nothing/1"),
    ("judging", ("issue_certificates", CYCLE, "--out", OUT), "have not been announced"),
    ("judging", ("issue_certificates", "nothing/1", "--out", OUT), "nothing/1"),
    ("judging", ("import_survey_responses", CYCLE, FILES / "survey.csv"), "has not been announced"),
    ("judging", ("evaluation_report", "nothing/1", "--format", "json", "--out", OUT), "nothing/1"),
    ("judging", ("evaluation_report", CYCLE, "--format", "json", "--out", f"{OUT}/no/folder"), "cannot be written"),
    ("judging", ("export_audit", "--cycle", "nothing/1", "--out", OUT), "nothing/1"),
    ("judging", ("export_audit", "--out", f"{OUT}/no/folder.jsonl"), "cannot be written"),
    ("judging", ("verify_audit", f"{OUT}/nowhere.jsonl"), "nowhere.jsonl"),
    ("people", ("erase_person", "who@example.org", *REASON), "who@example.org"),
    ("people", ("export_person", "who@example.org", "--out", OUT), "who@example.org"),
    ("people", ("seed_demo",), "people"),
]


@pytest.mark.parametrize(("stage", "command", "pattern"), OTHERS)
def test_every_other_command_refuses_what_it_does_not_know_in_one_line(tmp_path, stage, command, pattern):
    tell_until(stage)
    folder = tmp_path / "out"
    folder.mkdir()
    lines = refused(*(str(argument).replace(OUT, f"{folder}/file") for argument in command))
    same(lines, [pattern])
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    "command",
    [
        ("results", CYCLE, "--method", "luck"),
        ("results", CYCLE, "--format", "xml"),
        ("evaluation_report", CYCLE, "--format", "docx", "--out", "x"),
        ("move_cycle", CYCLE, "open"),
        ("approve_programme", "service-stars"),
        ("screen_nominations", CYCLE),
        ("decline_nomination", "P-01"),
        ("erase_person", "sam@example.org"),
    ],
)
def test_an_option_that_is_missing_or_unknown_is_refused_before_anything(command):
    with pytest.raises(CommandError):
        call_command(*command)
