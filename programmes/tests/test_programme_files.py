import io

import pytest
from django.core.management import CommandError, call_command

from accounts.tests.factories import TeamFactory, UserFactory
from audit.models import Record
from programmes.enums import ProgrammeState, RulebookState
from programmes.models import Objective, Programme, Rulebook
from programmes.tests.plan_file import EXAMPLE, spoilt

pytestmark = pytest.mark.django_db


@pytest.fixture
def maya():
    return UserFactory(email="maya@example.org", full_name="Maya Osei")


@pytest.fixture
def load(tmp_path):
    def _load(text: str, **options) -> str:
        path = tmp_path / "programme.yaml"
        path.write_text(text, encoding="utf-8")
        out = io.StringIO()
        call_command("import_programme", path, stdout=out, **options)
        return out.getvalue()

    return _load


def exported(slug: str) -> str:
    out = io.StringIO()
    call_command("export_programme", slug, stdout=out)
    return out.getvalue()


def test_the_documented_file_becomes_a_draft_with_published_rules(maya, load):
    assert load(EXAMPLE) == "service-stars: created as a draft, its rules published; approve_programme starts it.\n"
    programme = Programme.objects.get(slug="service-stars")
    rulebook = programme.rulebooks.get()
    assert programme.state == ProgrammeState.DRAFT
    assert list(programme.managers.all()) == [maya]
    assert (rulebook.version, rulebook.state) == (1, RulebookState.PUBLISHED)
    assert list(rulebook.criteria.values_list("code", "places__category__code", "places__weight")) == [
        ("impact", "individual", 60),
        ("care", "individual", 40),
    ]
    assert list(programme.options.values_list("code", "do_nothing")) == [("nothing", True)]


LAUNCH = """\
launch:
  - {title: Slides, kind: training, due: 2027-01-10}
  - {title: Training, kind: training, starts_on: 2027-01-11, due: 2027-01-12, after: [Slides]}
messages:
  - {subject: It begins, body: "Dear {{recipient_name}}", send_at: 2027-01-20 09:00, question: "Who?", answers: [A, B], right: 2}
pilot_teams: [North]
"""


def test_the_launch_of_a_file_comes_in_as_drafts_and_a_pilot(maya, load):
    TeamFactory(name="North")
    load(EXAMPLE + LAUNCH)
    programme = Programme.objects.get()
    assert list(programme.launch_tasks.values_list("title", "after__title")) == [
        ("Slides", None),
        ("Training", "Slides"),
    ]
    planned = programme.planned_messages.get()
    assert (planned.state, planned.audience, planned.answers, planned.right) == ("draft", "everybody", ["A", "B"], 2)
    assert [team.name for team in programme.pilot_teams.all()] == ["North"]
    assert load(EXAMPLE + LAUNCH) == "service-stars: nothing to change.\n"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("after: [Slides]", "after: [Rooms]", "“Training” waits for “Rooms”"),
        ("after: [Slides]", "after: [Training]", "these wait for each other: Training → Training"),
        ("starts_on: 2027-01-11", "starts_on: 2027-01-13", "launch[2].starts_on: begins after it is due"),
        ("2027-01-20 09:00", "soon", "messages[1].send_at: must be a day and an hour"),
        ("answers: [A, B]", "answers: [A]", "needs two to four answers"),
        ("right: 2", "right: 3", "must say which answer is right"),
        ("[North]", "[South]", "pilot_teams: there is no team “South”"),
        ("{{recipient_name}}", "{{name}}", "Nothing fills {{name}}"),
    ],
)
def test_a_launch_that_cannot_be_is_refused_at_its_line_and_changes_nothing(maya, load, old, new, told):
    TeamFactory(name="North")
    with pytest.raises(CommandError) as refusal:
        load(EXAMPLE + LAUNCH.replace(old, new))
    assert told in str(refusal.value)
    assert Programme.objects.count() == 0


def test_the_same_file_twice_changes_nothing_and_records_nothing(maya, load):
    load(EXAMPLE)
    before = Record.objects.count()
    assert load(EXAMPLE) == "service-stars: nothing to change.\n"
    assert Record.objects.count() == before


def test_a_trial_says_what_it_would_do_and_changes_nothing(maya, load):
    assert load(EXAMPLE, dry_run=True).endswith("This was a trial: nothing has been changed.\n")
    assert (Programme.objects.count(), Record.objects.count()) == (0, 0)


def test_changed_rules_become_the_next_version_and_the_former_is_kept(maya, load):
    load(EXAMPLE)
    assert load(spoilt("title: Care, weight", "title: Care and courtesy, weight")) == "service-stars: changed rules.\n"
    versions = Rulebook.objects.order_by("version").values_list("version", "state", "criteria__title")
    assert sorted(versions) == [
        (1, "superseded", "Care"),
        (1, "superseded", "Impact on the customer"),
        (2, "published", "Care and courtesy"),
        (2, "published", "Impact on the customer"),
    ]


def test_an_export_is_imported_without_any_change(maya, load):
    load(EXAMPLE)
    assert load(exported("service-stars")) == "service-stars: nothing to change.\n"


def test_an_export_says_the_same_of_a_second_programme_made_from_it(maya, load):
    load(EXAMPLE)
    text = exported("service-stars").replace("slug: service-stars", "slug: second")
    load(text)
    assert exported("second") == text


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("title: Service Stars\n", "", "line 1, title: is missing"),
        ("public: true", "publik: true", "line 5, publik: is no key that is read here"),
        ("public: true", "public: perhaps", "line 5, public: must be true or false"),
        ("kinds: [individual, ", "kinds: [individuals, ", "line 4, kinds[1]: “individuals” is none of"),
        (
            "weight: 60",
            "weight: 50",
            "line 13, criteria: the weights of the category “individual” come to 90, not to 100",
        ),
        ("weight: 60", "weight: many", "line 13, criteria[1].weight: must be a number"),
        ("weight: 60", "weight: .nan", "line 13, criteria[1].weight: must be a plain number"),
        ("FREQ=MONTHLY", "FREQ=SOMETIMES", "line 20, frequency.rrule: "),
        (
            "managers: [maya@",
            "managers: [nobody@",
            "line 6, managers[1]: nobody here has the address nobody@example.org",
        ),
        ("due: 2027-03-31", "due: 2027-13-31", "line 9, objectives[1].due: must be a date such as 2027-03-31"),
        ("scale: [1, 5]", "scale: [5, 1]", "line 17, judging.scale: must be the lowest and the highest score"),
        ("criterion:impact", "criterion:luck", "line 17, judging: ties are broken by “criterion:luck”"),
        ("code: care", "code: impact", "criteria: the code “impact” stands twice"),
        ('1: "Polite", ', "", "line 15, criteria[2]: does not say what a score of 1 looks like"),
        ("kinds: [individual, customer-nominated]", "kinds: [individual", "is no YAML"),
        ("public: true", "public: true\npublic: false", "line 6, public: stands twice"),
        (
            "nominate_days: 21",
            "nominate_days: 29",
            "line 20, frequency.nominate_days: Nominations would be open for 29 days",
        ),
        ("FREQ=MONTHLY;BYMONTHDAY=1", "FREQ=SECONDLY", "line 20, frequency.rrule: A programme opens on days"),
        (
            "FREQ=MONTHLY;BYMONTHDAY=1",
            "FREQ=MONTHLY;BYMONTHDAY=1;UNTIL=20200101",
            "line 20, frequency.rrule: UNTIL ends on",
        ),
        (
            "screen_days: 3",
            "screen_days: 3, holiday_region: Mars",
            "line 20, frequency.holiday_region: “MARS” is no country",
        ),
        ('notes: "With cake."', "budget: -1", "line 22, presentation.budget: must be between 0 and"),
        (
            "by: Head of Service",
            "owner: nobody@example.org",
            "line 22, presentation.owner: nobody here has the address",
        ),
        ("offset_days: -7", "offset_days: soon", "line 23, publicity[1].offset_days: must be a whole number"),
        ("unit_cost: 120", "unit_cost: -1", "line 19, rewards[1].unit_cost: must be between 0 and"),
        (
            "public: true",
            "public: true\noptions: [{code: a, title: A, culture: {luck: needs}}]",
            "line 6, options[1].culture.luck: is no statement of the culture check (open-praise, ",
        ),
        (
            "public: true",
            "public: true\noptions: [{code: a, title: A, culture: {trust: likes}}]",
            "line 6, options[1].culture.trust: “likes” is none of: needs, avoids",
        ),
        (
            "public: true",
            "public: true\ncheck_points: [{key: luck, answer: yes}]",
            "line 6, check_points[1].key: “luck” is none of: criteria-neutral, ",
        ),
        (
            "public: true",
            "public: true\nresponsibilities: [{what: Cake, owner: nobody@example.org}]",
            "line 6, responsibilities[1].owner: nobody here has the address nobody@example.org",
        ),
        ("judges_per_entry: 3", "judges_per_entry: 0", "line 17, judging.judges_per_entry: must be between 1 and 50"),
    ],
)
def test_a_bad_file_is_refused_by_line_and_key_and_changes_nothing(maya, load, old, new, message):
    with pytest.raises(CommandError) as refusal:
        load(spoilt(old, new))
    assert message in str(refusal.value)
    assert Programme.objects.count() == 0


def test_every_problem_is_named_at_once(maya, load):
    with pytest.raises(CommandError) as refusal:
        load(spoilt("public: true", "public: perhaps").replace("weight: 60", "weight: lots"))
    assert str(refusal.value).splitlines() == [
        "line 5, public: must be true or false",
        "line 13, criteria[1].weight: must be a number",
    ]


def test_aliases_are_refused(maya, load):
    with pytest.raises(CommandError, match=r"line 3: the alias \*t is refused"):
        load(spoilt("title: Service Stars", "title: &t Service Stars").replace("purpose: R", "purpose: *t\nx: R"))


def test_a_file_above_a_megabyte_is_refused(maya, load):
    with pytest.raises(CommandError, match="larger than 1 MB"):
        load(EXAMPLE + "#" * 1024 * 1024)


def test_deep_nesting_is_refused(maya, load):
    with pytest.raises(CommandError, match="nested too deeply"):
        load("[" * 5000)


@pytest.mark.parametrize("text", ["", "- 1\n", "just words\n", "\t\n"])
def test_what_is_no_programme_at_all_is_refused(maya, load, text):
    with pytest.raises(CommandError):
        load(text)


def test_a_file_that_is_not_there_is_one_clear_line(tmp_path):
    with pytest.raises(CommandError, match=r"nowhere\.yaml cannot be read: No such file or directory"):
        call_command("import_programme", tmp_path / "nowhere.yaml")


def test_an_import_that_fails_late_leaves_nothing(maya, load):
    load(EXAMPLE)
    rulebook = Rulebook.objects.get()
    rulebook.criteria.update(objective=Objective.objects.get())
    changed = spoilt("code: csat", "code: other").replace("title: Service Stars", "title: Renamed")
    with pytest.raises(CommandError, match="serves an objective that you removed"):
        load(changed)
    assert Programme.objects.get().title == "Service Stars"


def test_approval_starts_a_programme_that_has_everything(maya, load):
    load(EXAMPLE)
    call_command(
        "approve_programme",
        "service-stars",
        by="maya@example.org",
        informal="The director agreed.",
        stdout=io.StringIO(),
    )
    programme = Programme.objects.get()
    assert programme.state == ProgrammeState.RUNNING
    assert list(programme.business_cases.values_list("state", "informal")) == [("approved", True)]


def test_approval_says_what_is_missing_and_keeps_nothing(maya, load):
    load(spoilt('presentation: {style: team-meeting, by: Head of Service, notes: "With cake."}\n', ""))
    with pytest.raises(CommandError) as refusal:
        call_command("approve_programme", "service-stars", by="maya@example.org", informal="Yes.")
    assert str(refusal.value).splitlines() == [
        "“Service Stars” is not ready to start:",
        "It does not say how the award is presented.",
    ]
    assert list(Programme.objects.values_list("state", "business_cases")) == [("draft", None)]


@pytest.mark.parametrize(
    ("by", "message"), [("who@example.org", "Nobody here"), ("other@example.org", "neither manages")]
)
def test_only_a_manager_or_an_administrator_records_an_approval(maya, load, by, message):
    UserFactory(email="other@example.org")
    load(EXAMPLE)
    with pytest.raises(CommandError, match=message):
        call_command("approve_programme", "service-stars", by=by, informal="Yes.")


def test_an_unknown_programme_cannot_be_exported():
    with pytest.raises(CommandError, match="There is no programme “nothing”"):
        exported("nothing")
