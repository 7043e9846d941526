"""An award that runs is developed: a case that says what changes, another person's yes, new rules for the next cycle."""

import io
import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from awards_site.tests.story.people import PASSWORD, visitor
from awards_site.tests.story.processes import Processes

pytestmark = pytest.mark.browser

FILES = Path(__file__).parent / "files"
PLAN = "/manage/service-stars/"


@pytest.fixture
def laurel(tmp_path, migrated_file):
    """Service Stars runs, approved with a case, its first cycle open under the first rules."""
    processes = Processes(tmp_path, migrated_file)
    plan = tmp_path / "programme.yaml"
    plan.write_text((FILES / "programme.yaml").read_text() + CASE)
    agreed = ("--by", "maya@example.org", "--informal", "Agreed by Ines Falk on 3 March.")
    processes.prepare(
        FILES / "people.csv",
        password=PASSWORD,
        administrators=("maya@example.org",),
        then=(
            ("import_programme", plan),
            ("approve_programme", "service-stars", *agreed),
            ("create_cycle", "service-stars", "first", "--opens", "2026-03-01"),
            ("move_cycle", "service-stars/first", "open", "--reason", "It begins."),
        ),
    )
    with processes.running():
        yield processes


CASE = """
business_case:
  summary: A monthly award, judged by published rules.
  costs:
    - {title: Judging, staff: {hours: [18, 24, 30], people: 3, hourly_rate: 22}}
    - {title: Rewards, low: 800, central: 1000, high: 1400, said_by: Price list}
  benefits:
    - {title: Fewer calls made twice, aim: customer_satisfaction, low: 500, central: 4000, high: 9000, said_by: Pilot}
"""


def test_what_runs_is_developed_with_a_case_that_another_person_approves(laurel, browser):
    with visitor(browser, laurel.url) as maya, visitor(browser, laurel.url) as ines:
        maya.signs_in("maya@example.org")
        writes_what_changes(maya)
        proposes(maya)
        ines.signs_in("ines@example.org")
        reads_what_changed_and_approves(ines)
        finds_both_versions(maya)
        changes_the_rules(maya)
    assert laurel.rows("SELECT version, state, purpose FROM programmes_businesscase ORDER BY version") == [
        (1, "approved", "introduce"),
        (2, "approved", "develop"),
    ]
    assert laurel.rows("SELECT version, state FROM programmes_rulebook ORDER BY version") == [
        (1, "superseded"),
        (2, "published"),
    ]
    of_the_open_cycle = "SELECT r.version FROM programmes_cycle c JOIN programmes_rulebook r ON r.id = c.rulebook_id"
    assert laurel.rows(f"{of_the_open_cycle} WHERE c.name = 'first'") == [(1,)]
    assert laurel.rows("SELECT state FROM programmes_programme") == [("running",)]
    assert "The chain holds" in laurel.manage("verify_audit").stdout


def writes_what_changes(maya):
    """The next version begins with what was approved; a line is changed, one is added, in hours."""
    maya.goes(f"{PLAN}case/")
    maya.sees_no_barrier(both_schemes=True)
    maya.follows("Develop it: write the next version")
    assert maya.page.locator("[name='costs-1-title']").input_value() == "Rewards"
    maya.fills(**{"costs-1-central": "1200", "costs-1-said_by": "First year’s receipts"})
    maya.fills(**{"costs-2-title": "A judge from nights", "costs-2-central": "-3"})
    maya.presses("Save the draft")
    maya.reads("A cost is not negative")
    maya.sees_no_barrier()
    maya.fills(**{"costs-2-central": ""})
    if not maya.page.locator("[name='costs-2-hours']").is_visible():
        maya.page.locator("summary", has_text="Is it people’s time?").last.click()
    maya.fills(**{"costs-2-hours": "24", "costs-2-people": "1", "costs-2-hourly_rate": "25"})
    maya.presses("Save the draft")
    maya.reads("What changed since version 1 (approved)")
    maya.page.get_by_role("row", name=re.compile("A judge from nights New – £600")).wait_for()
    maya.page.get_by_role("row", name=re.compile("Rewards Changed £1,000.* £1,200")).wait_for()
    maya.sees_no_barrier(both_schemes=True)


def proposes(maya):
    """To two people, either of whom may approve; from then on it stands still."""
    maya.fills(approvers="ines@example.org\nruth@example.org")
    maya.chooses("approval_rule", "any")
    maya.presses("Propose the business case")
    maya.reads("Any one of them approves it.")
    assert maya.page.get_by_role("link", name="Change the draft").count() == 0


def reads_what_changed_and_approves(ines):
    ines.goes("/")
    ines.follows("Read and decide")
    ines.reads("Your answer is awaited.")
    paper = ines.context.request.get(ines.page.get_by_role("link", name="Download as PDF").get_attribute("href"))
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(paper.body())).pages).split())
    assert "What changed since version 1" in text
    ines.chooses("verdict", "approve")
    ines.fills(comment="Nights deserve a place at the table.")
    ines.presses("Record my answer")
    ines.reads("Nights deserve a place at the table.")


def finds_both_versions(maya):
    maya.goes(f"{PLAN}case/")
    maya.reads("Nights deserve a place at the table.")
    maya.page.locator("main a[href$='case/?version=1']").click()
    maya.reads("Agreed by Ines Falk on 3 March.")
    assert maya.page.get_by_role("button", name="Record the approval").count() == 0


def changes_the_rules(maya):
    """The open cycle keeps the rules that it was opened with; the next version says what changed."""
    maya.goes(f"{PLAN}rules/")
    maya.presses("Start the next version")
    maya.fills(change_note="Nights have a judge of their own.")
    maya.presses("Publish the rules")
    maya.goes("/p/service-stars/rules/")
    maya.reads("Nights have a judge of their own.")
    maya.goes(f"{PLAN}evidence/")
    maya.sees_no_barrier(both_schemes=True)
