"""Seven people and one award, in a browser, against web, worker and clock as they really run."""

import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from awards_site.tests.story.people import PASSWORD, PHONE, sends_a_nomination, visitor
from awards_site.tests.story.processes import Processes

pytestmark = pytest.mark.browser

PEOPLE = Path(__file__).parent / "files" / "people.csv"
PLAN = "/manage/service-stars/"


@pytest.fixture
def laurel(tmp_path, migrated_file):
    processes = Processes(tmp_path, migrated_file)
    processes.prepare(PEOPLE, password=PASSWORD, administrators=("maya@example.org",))
    with processes.running():
        yield processes


def test_seven_people_bring_one_award_from_a_template_to_its_evaluation(laurel, browser):
    with visitor(browser, laurel.url) as maya, visitor(browser, laurel.url) as ines:
        maya.signs_in("maya@example.org")
        starts_from_a_template(maya)
        proposes_a_business_case(maya)
        ines.signs_in("ines@example.org")
        approves(ines)
        cycle = starts_the_programme(maya)
        moves(maya, cycle, "Open for nominations")

        with visitor(browser, laurel.url, phone=True, script=False) as deborah:
            follow = nominates_on_a_phone_without_javascript(deborah, laurel)
        with visitor(browser, laurel.url) as pat:
            pat.signs_in("pat@example.org")
            nominates_a_colleague(pat)

        moves(maya, cycle, "Screening")
        matches_and_screens(maya, cycle)
        hides_what_gives_a_name_away(maya, cycle, laurel)
        with visitor(browser, laurel.url, phone=True, script=False) as deborah:
            deborah.goes(follow)
            deborah.reads("Accepted")
        seats(maya, cycle, {"ruth": "judge", "tom": "judge", "owen": "judge", "ines": "chair"})
        moves(maya, cycle, "Judging")
        with visitor(browser, laurel.url, phone=True) as ruth:
            ruth.signs_in("ruth@example.org")
            judges(ruth, 0)
        with visitor(browser, laurel.url) as owen:
            owen.signs_in("owen@example.org")
            judges(owen, 1, loses_the_network=True)
        with visitor(browser, laurel.url) as tom:
            judges_by_keyboard_alone(tom)
        moves(maya, cycle, "Deliberating")

        winner = proposes_what_the_ranking_says(maya, cycle)
        confirms(ines, cycle, winner)
        moves(maya, cycle, "Decided")
        takes_the_justification(maya, cycle, winner)
        moves(maya, cycle, "Announced")
        certificate = waits_for_the_certificate(maya, laurel, cycle)
        with visitor(browser, laurel.url, phone=True) as anybody:
            checks_the_certificate(anybody, certificate, winner)
            anybody.goes("/p/service-stars/winners/")
            anybody.sees_no_barrier(both_schemes=True)

        moves(maya, cycle, "Evaluating")
        with visitor(browser, laurel.url, phone=True, script=False) as deborah:
            answers_the_survey(deborah, laurel)
        takes_the_report(maya, cycle)
    assert "The chain holds" in laurel.manage("verify_audit").stdout


def starts_from_a_template(maya):
    maya.goes("/manage/new/")
    maya.sees_no_barrier()
    maya.chooses("template", "service-stars")
    maya.fills(title="Service Stars", slug="service-stars")
    maya.presses("Begin the plan")
    maya.goes(f"{PLAN}rules/")
    maya.sees_no_barrier(both_schemes=True)
    maya.presses("Publish the rules")
    maya.goes(PLAN)
    maya.reads("Nobody has approved it")
    maya.sees_no_barrier()


def proposes_a_business_case(maya):
    maya.follows("Nobody has approved it")
    maya.follows("Change the draft")
    maya.sees_no_barrier()
    maya.fills(summary="Colleagues ask who notices. A year of it costs less than one resignation.")
    maya.presses("Save the draft")
    maya.fills(approvers="ines@example.org")
    maya.presses("Propose the business case")
    maya.reads("Nobody has answered yet.")


def approves(ines):
    ines.goes("/")
    ines.sees_no_barrier()
    ines.goes(f"{PLAN}case/")
    ines.chooses("verdict", "approve")
    ines.fills(comment="Do it, and tell me in half a year whether it did anything.")
    ines.presses("Record my answer")
    ines.reads("tell me in half a year")


def starts_the_programme(maya):
    """Start it, plan the first cycle; the cycle's address."""
    maya.goes(PLAN)
    maya.presses("Start the programme")
    if maya.page.get_by_role("button", name="Plan the next cycle").count():
        maya.presses("Plan the next cycle")
    return re.search(r"/manage/service-stars/c/[^/]+/", maya.path()).group()


def moves(maya, cycle, stage):
    """By hand, with a reason."""
    maya.goes(cycle)
    maya.follows(f"Move to “{stage}”")
    maya.fills(reason="The story goes on.")
    maya.presses(f"Move to “{stage}”")
    maya.page.get_by_role("heading", level=1, name=stage).wait_for()
    maya.sees_no_barrier()


def nominates_on_a_phone_without_javascript(deborah, laurel):
    deborah.goes("/p/service-stars/")
    deborah.follows("Nominate someone")
    sends_a_nomination(deborah)
    deborah.goes(link_sent(laurel, "deborah@ashworth.example", "confirm_nomination"))
    deborah.presses("Yes, it was me")
    assert laurel.rows("SELECT state FROM nominations_nomination") == [("submitted",)]
    deborah.reads("Your nomination of Samira at Ferry Lane")
    deborah.reads("Mum had her dialysis at home.")
    assert deborah.page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    return deborah.path()


def link_sent(laurel, address, template):
    """The first link to Laurel in a message that the worker has sent."""
    query = "SELECT body_text FROM communications_message WHERE to_address = ? AND template_key = ? AND state = 'sent'"
    ((body,),) = laurel.wait_for(
        lambda: laurel.rows(query, address, template), f"no {template} has been sent to {address}"
    )
    return re.search(rf"{re.escape(laurel.url)}(/[^\s<>)\]]+)", body).group(1)


def nominates_a_colleague(pat):
    pat.goes("/p/service-stars/nominate/")
    pat.sees_no_barrier()
    pat.page.get_by_label("Name, team or site").press_sequentially("kofi")
    pat.page.locator("#found").get_by_role("button", name=re.compile("Kofi Mensah")).click()
    pat.fills(
        situation="A customer owed four hundred pounds and was ashamed.",
        action="Kofi never let him feel it, and found the fund that he could ask.",
        result="It is paid, and the flat is kept.",
    )
    pat.page.locator("#saved").get_by_text("Saved").wait_for()
    with pat.page.expect_response(lambda answer: answer.request.method == "POST"):
        pat.page.locator("[name='task']").press_sequentially("He needed time, and somebody who would not shame him.")
    pat.goes("/nominations/")
    pat.follows("Go on writing")
    pat.page.reload()
    assert pat.page.locator("[name='task']").input_value() == "He needed time, and somebody who would not shame him."
    pat.sees_no_barrier()
    pat.presses("Send the nomination")
    pat.reads("has arrived")


def matches_and_screens(maya, cycle):
    maya.goes(f"{cycle}nominations/")
    maya.sees_no_barrier(both_schemes=True)
    maya.follows("Samira at Ferry Lane")
    maya.sees_no_barrier()
    maya.presses(re.compile("Samira Begum"))
    maya.presses("Accept it for judging")
    maya.goes(f"{cycle}nominations/")
    maya.page.locator("input[name='nomination']").check()
    maya.presses("Accept the ticked ones")
    maya.goes(f"{cycle}nominations/")
    assert maya.page.locator("input[name='nomination']").count() == 0


def hides_what_gives_a_name_away(maya, cycle, laurel):
    """The word that she draws over is hidden from the judges; the story stays as it was written."""
    ((reference,),) = laurel.rows("SELECT reference FROM nominations_nomination WHERE nominator_id IS NULL")
    maya.goes(f"{cycle}nominations/judges-read/")
    maya.follows(reference)
    maya.sees_no_barrier(both_schemes=True)
    maya.page.locator("[data-redact] label", has_text="tank").click()
    maya.presses("Hide the marked words")
    assert not any("tank" in words for words in maya.page.locator(".redact-read").all_inner_texts())
    maya.presses("Nobody can be recognised: next")
    ((story,),) = laurel.rows("SELECT text FROM nominations_evidence WHERE text LIKE 'She found a crew%'")
    assert "with a tank" in story


def seats(maya, cycle, panel):
    for name, role in panel.items():
        maya.goes(f"{cycle}judging/seat/")
        maya.fills(email=f"{name}@example.org")
        maya.page.locator("[name='role']").select_option(role)
        maya.presses("Seat and invite")
    maya.goes(f"{cycle}judging/")
    maya.sees_no_barrier()


def worth(judge, strict):
    """What this judge gives the story on the page, on each criterion: the dialysis is the better one."""
    return (5 if "dialysis" in judge.page.locator("article.story").inner_text() else 4) - strict


def judges(judge, strict, *, loses_the_network=False):
    """Open the two sheets, click a score for each criterion, send everything; what a lost network held back is kept."""
    judge.goes("/judge/")
    judge.reads("Would you judge?")
    judge.sees_no_barrier()
    judge.page.get_by_label("I have read these terms").check()
    judge.presses("Sign and take the seat")
    judge.sees_no_barrier()
    judge.page.locator("a.btn-primary").first.click()
    for sheet in range(2):
        judge.page.locator("fieldset.criterion").first.wait_for()
        if sheet == 0:
            judge.sees_no_barrier(both_schemes=True)
        points = judge.page.locator(f"fieldset.criterion input[value='{worth(judge, strict)}']").all()
        judge.page.context.set_offline(loses_the_network and sheet == 0)
        for point in points:
            point.locator("xpath=..").click()
        if loses_the_network and sheet == 0:
            judge.reads("No connection: kept in this browser")
            judge.page.context.set_offline(False)
            judge.reads("Saved")
        judge.reads("All criteria are scored.")
        judge.presses("Save and go to the next" if sheet == 0 else "Save")
    judge.goes("/judge/")
    judge.follows("Even out and send")
    judge.sees_no_barrier()
    judge.presses("Send all my sheets")
    judge.reads("All 2 sent.")


def judges_by_keyboard_alone(tom):
    """No mouse: sign in, score by digits, go on by n, send."""
    keys = tom.page.keyboard
    tom.goes("/accounts/login/")
    tom.tabs_to("Email")
    keys.type("tom@example.org")
    tom.tabs_to("Password")
    keys.type(PASSWORD)
    keys.press("Enter")
    tom.reads("Sign out")
    tom.goes("/judge/")
    tom.tabs_to("I have read these terms")
    keys.press("Space")
    tom.tabs_to("Sign and take the seat")
    keys.press("Enter")
    tom.reads("You sit on the panel now.")
    tom.tabs_to("E-")
    keys.press("Enter")
    for sheet in range(2):
        tom.page.locator("fieldset.criterion.is-current").wait_for()
        for _criterion in range(4):
            keys.press(str(worth(tom, 2)))
        tom.reads("All criteria are scored.")
        if sheet == 0:  # at once: what was touched is saved before the page is left
            here = tom.page.url
            keys.press("n")
            tom.page.wait_for_url(lambda url, here=here: url != here)
    tom.tabs_to("All entries")
    keys.press("Enter")
    tom.reads("All 2 scored.")
    tom.tabs_to("Even out and send")
    keys.press("Enter")
    tom.page.get_by_role("heading", name="Your sheets side by side").wait_for()
    tom.tabs_to("Send all my sheets")
    keys.press("Enter")
    tom.reads("All 2 sent.")


def proposes_what_the_ranking_says(maya, cycle):
    """Compute, minute, propose whom the ranking puts first: their name."""
    maya.goes(f"{cycle}results/")
    if maya.page.get_by_role("button", name="Compute the results").count():
        maya.presses("Compute the results")
    maya.sees_no_barrier(both_schemes=True)
    maya.follows("Write the minutes")
    maya.fills(text="Both stories were read aloud. The panel was of one mind.")
    maya.page.locator("main form button[type=submit]").click()
    maya.follows("Propose a decision")
    samira = maya.page.locator("[name='entry'] option", has_text="Samira Begum")
    maya.page.locator("[name='entry']").select_option(samira.get_attribute("value"))
    maya.page.locator("[name='place']").select_option("1")
    maya.fills(justification="The panel agreed on what this changed for the customer. No other story came as near.")
    maya.presses("Propose")
    maya.reads("waits for another person to confirm it")
    assert maya.page.get_by_role("button", name=re.compile("^Confirm")).count() == 0
    return "Samira Begum"


def confirms(ines, cycle, winner):
    """The chair, who reads no names either until all is decided, for the rules are blind."""
    ines.goes(f"{cycle}results/")
    ines.reads("Please read and sign the terms of this panel first.")
    ines.page.get_by_label("I have read these terms").check()
    ines.presses("Sign and take the seat")
    ines.goes(f"{cycle}results/")
    ines.presses(re.compile("^Confirm"))
    ines.reads("confirmed by Ines Falk")
    assert winner not in ines.page.content()
    ines.sees_no_barrier()


def takes_the_justification(maya, cycle, winner):
    maya.goes(f"{cycle}results/")
    maya.follows("Justification report")
    maya.sees_no_barrier()
    paper = maya.downloads(maya.page.get_by_role("button", name="as PDF").click)
    text = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(paper).pages)
    assert winner in text
    assert "The panel was of one mind." in text


def waits_for_the_certificate(maya, laurel, cycle):
    """Until the worker has made it, and nothing is on its way to the browser any more; its text."""
    ready = "SELECT 1 FROM recognition_certificate WHERE state = 'ready'"
    laurel.wait_for(lambda: laurel.rows(ready), "no certificate is made")
    maya.goes(f"{cycle}announce/")
    maya.sees_no_barrier()
    file = maya.downloads(maya.page.get_by_role("link", name="Download").first.click)
    return " ".join(PdfReader(file).pages[0].extract_text().split())


def checks_the_certificate(anybody, text, winner):
    assert winner in text
    code = re.search(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}", text).group()
    anybody.goes("/verify/")
    anybody.fills(code=code)
    anybody.page.locator("main form button[type=submit]").click()
    anybody.reads("This certificate is genuine")
    anybody.sees_no_barrier(both_schemes=True)


def answers_the_survey(deborah, laurel):
    deborah.goes(link_sent(laurel, "deborah@ashworth.example", "survey_customers"))
    deborah.page.locator("input[type=radio][value='5']").first.check()
    deborah.presses("Send my answers")
    deborah.reads("Thank you")
    assert laurel.rows("SELECT count(*) FROM evaluation_response") == [(1,)]


def takes_the_report(maya, cycle):
    maya.goes(f"{cycle}evaluate/")
    maya.sees_no_barrier(both_schemes=True)
    maya.presses("Report, PDF")
    file = maya.downloads(maya.page.get_by_role("link", name="Download").click)
    assert "Service Stars" in PdfReader(file).pages[0].extract_text()
