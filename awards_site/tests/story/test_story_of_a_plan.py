"""A manager who has never run an award plans one: from a template along the guided path to a programme that runs."""

import re
from pathlib import Path

import pytest

from awards_site.tests.story.people import PASSWORD, visitor
from awards_site.tests.story.processes import Processes

pytestmark = pytest.mark.browser

PEOPLE = Path(__file__).parent / "files" / "people.csv"
PLAN = "/manage/trainees/"


@pytest.fixture
def laurel(tmp_path, migrated_file):
    processes = Processes(tmp_path, migrated_file)
    processes.prepare(PEOPLE, password=PASSWORD, administrators=("maya@example.org",))
    with processes.running():
        yield processes


def test_a_plan_goes_from_a_template_to_a_programme_that_runs(laurel, browser):
    with visitor(browser, laurel.url) as maya, visitor(browser, laurel.url) as ines:
        maya.signs_in("maya@example.org")
        walks_the_guided_path(maya)
        chooses_an_option(maya)
        asks_what_people_think_of_the_rules(maya)
        for name, fair in {"joe": "yes", "pat": "no"}.items():
            with visitor(browser, laurel.url, phone=True) as colleague:
                colleague.signs_in(f"{name}@example.org")
                says_what_they_think(colleague, fair)
        closes_and_publishes(maya)
        asks_for_approval(maya)
        ines.signs_in("ines@example.org")
        approves(ines)
        starts(maya)
        sends_the_launch_message(maya, laurel)
    assert laurel.rows("SELECT state FROM programmes_programme") == [("running",)]
    assert laurel.rows("SELECT informal, state FROM programmes_businesscase") == [(0, "approved")]
    assert "The chain holds" in laurel.manage("verify_audit").stdout


def walks_the_guided_path(maya):
    """Seven screens, the template first; one answer is wrong, one is changed, the path is left and taken up again."""
    maya.goes("/manage/new/")
    maya.chooses("template", "trainee-of-the-year")
    maya.fills(title="Trainee of the Year", slug="trainees")
    maya.presses("Begin the plan")
    maya.reads("step 2 of 7")
    maya.sees_no_barrier(both_schemes=True)
    maya.presses("Save, then: objectives")
    maya.fills(**{"objectives-0-target": "90"})
    maya.presses("Save, then: who can win")
    maya.fills(**{"criteria-0-weight": "30"})
    maya.presses("Save, then: rewards")
    maya.reads("The weights come to 95. They must come to 100.")
    maya.sees_no_barrier()
    maya.fills(**{"criteria-0-weight": "35"})
    maya.presses("Save and go on later")
    maya.reads("You are at step 5 of 7 of the guided path")
    maya.follows("Go on")
    maya.presses("Save, then: when")
    maya.presses("Save, then: presentation")
    maya.fills(style="lunch")
    maya.presses("Save the presentation")
    maya.reads("2 things are missing")
    maya.sees_no_barrier(both_schemes=True)


def chooses_an_option(maya):
    maya.goes(f"{PLAN}readiness/")
    maya.sees_no_barrier()
    maya.follows("No option is chosen")
    maya.page.locator("select[name='option']").select_option("trainee-award")
    maya.fills(rationale="It serves both aims best, and mentors asked for it.")
    maya.presses("Record the choice")


def asks_what_people_think_of_the_rules(maya):
    maya.goes(f"{PLAN}rules/")
    maya.follows("Ask people about these rules")
    maya.chooses("named", "yes")
    maya.presses("Send the questions")
    maya.reads("under their names")
    maya.sees_no_barrier()


def says_what_they_think(colleague, fair):
    """On a phone, about one criterion, from what waits for them."""
    colleague.goes("/")
    colleague.follows("Read and answer")
    colleague.sees_no_barrier()
    for question, answer in {"clear": "yes", "fair": fair, "reaches": "yes"}.items():
        colleague.chooses(f"service:{question}", answer)
    colleague.presses("Send my answers")
    colleague.reads("Thank you")


def closes_and_publishes(maya):
    """One of two finds the criterion unfair: it is answered before the rules are published."""
    maya.goes(f"{PLAN}rules/consultation/")
    maya.presses("Close it now")
    maya.reads("Fewer than 60 of 100 find it fair: change it or reply")
    maya.reads("50%")
    maya.sees_no_barrier()
    maya.fills(**{"reply:service": "It stays, and mentors say early on what it asks of a trainee."})
    maya.presses("Keep my reply")
    maya.reads("Your reply is kept")
    maya.goes(f"{PLAN}rules/")
    maya.presses("Publish the rules")


def asks_for_approval(maya):
    """The template's case, with a figure of one's own."""
    maya.goes(f"{PLAN}readiness/")
    maya.follows("Ask for approval")
    maya.follows("Change the draft")
    maya.fills(**{"costs-0-people": "3", "costs-0-said_by": "Payroll"})
    maya.presses("Save the draft")
    maya.fills(approvers="ines@example.org")
    maya.presses("Propose the business case")
    maya.reads("Nobody has answered yet.")
    maya.goes(f"{PLAN}readiness/")
    maya.reads("waits for its answer")
    assert maya.page.get_by_role("button", name=re.compile("^Start")).count() == 0


def approves(ines):
    ines.goes("/")
    ines.follows("Read and decide")
    ines.sees_no_barrier(both_schemes=True)
    ines.chooses("verdict", "approve")
    ines.fills(comment="Do it, and tell me in a year who has stayed.")
    ines.presses("Record my answer")
    ines.reads("tell me in a year who has stayed")


def starts(maya):
    maya.goes(f"{PLAN}readiness/")
    maya.reads("Nothing is missing")
    maya.presses("Start the programme")
    maya.goes(f"{PLAN}evidence/")
    maya.page.get_by_role("row", name=re.compile("^E6 .* Shown")).wait_for()
    maya.sees_no_barrier()


def sends_the_launch_message(maya, laurel):
    """Written, looked at as its reader will see it, sent at once by the worker: everybody has it."""
    maya.goes(f"{PLAN}launch/messages/new/")
    maya.fills(subject="Name a trainee", body="Nominations open soon. **Tell us who served you well.**")
    maya.fills(send_at="2026-01-05T09:00")
    maya.chooses("audience", "everybody")
    maya.presses("Keep it as a draft")
    maya.sees_no_barrier()
    maya.presses("Send it now")
    sent = "SELECT count(*) FROM communications_message WHERE subject LIKE '%Name a trainee%' AND state = 'sent'"
    everybody = laurel.rows("SELECT count(*) FROM accounts_user WHERE is_active = 1")
    laurel.wait_for(lambda: laurel.rows(sent) == everybody, "the launch message has not reached everybody")
