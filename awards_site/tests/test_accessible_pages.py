"""The pages that visitors, customers, team members and winners see: axe finds nothing on any, in both schemes and at phone
and desk width, and none is wider than its window, not even on a phone of 360 pixels.
"""

from pathlib import Path

import axe_playwright_python
import pytest
from django.test import Client
from playwright.sync_api import sync_playwright

from accounts.models import User
from evaluation.enums import Audience
from evaluation.models import Invitation, Survey
from evaluation.services.inviting import digest_of
from nominations.enums import NominationState
from nominations.models import Nomination
from nominations.tokens import CONFIRM, STATUS, token_for
from programmes.enums import Stage
from recognition.models import Award, Certificate

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("demo")]
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
RUN = """(rules) => axe.run(document, {resultTypes: ["violations"], ...(rules && {runOnly: rules})})
  .then(found => found.violations.map(one => one.id + ": " + one.nodes[0].html.slice(0, 160)))"""
TOO_WIDE = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
# A scheme changes colours alone, so the second one at each width asks about contrast alone.
LOOKS = [
    (1280, "light", None),
    (1280, "dark", ["color-contrast"]),
    (390, "dark", None),
    (390, "light", ["color-contrast"]),
]
NARROWEST = 360
STARS, CHOICE = "/p/service-stars/", "/p/customers-choice/"
LINK = "a-link-of-a-survey"


def test_axe_finds_nothing_on_any_page_that_visitors_and_team_members_see(demo, monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright runs a loop in this thread
    people = _pages()
    sessions = {person: _session(person) for person in people if person is not None}
    wrong = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for person, paths in people.items():
            context = browser.new_context(bypass_csp=True, reduced_motion="reduce")
            if person is not None:
                context.add_cookies([{"name": "sessionid", "value": sessions[person], "url": demo}])
            page = context.new_page()
            for path, status in paths.items():
                wrong += _faults(page, demo, path, status)
            if person is None:
                wrong += _faults_of_an_empty_nomination(page, demo)
            context.close()
        browser.close()
    assert wrong == []


def _pages():
    """Whose pages are looked at (None is a visitor), each address with the status that belongs to it."""
    award = Award.objects.filter(decision__entry__person__isnull=False).latest("pk")
    maya, grace = (User.objects.get(email=f"{name}@brightwater.example") for name in ("maya", "grace"))
    return {
        None: dict.fromkeys(_public_addresses(), 200) | {"/nothing/here/": 404, "/verify/NOPE/": 404},
        maya: {"/": 200, "/nominations/": 200},
        grace: {"/": 200, "/nominate/": 200, f"{STARS}nominate/?q=sam": 200, "/people/": 403},
        award.decision.entry.person: {"/": 200, f"/awards/{award.decision.entry.reference}/": 200},
    }


def _public_addresses():
    survey = Survey.objects.get(cycle__stage=Stage.EVALUATING, audience=Audience.CUSTOMERS)
    Invitation.objects.create(survey=survey, address="once@customer.example", token_digest=digest_of(LINK))
    code = Certificate.objects.filter(award__isnull=False).latest("pk").code
    unproven = Nomination.objects.filter(state=NominationState.UNVERIFIED).latest("pk")
    sent = Nomination.objects.filter(state=NominationState.SUBMITTED, nominator=None).latest("pk")
    follow = token_for(sent.reference, STATUS)
    asked = Nomination.objects.filter(enquiries__answered_at=None, enquiries__isnull=False).latest("pk").reference
    return [
        "/",
        "/nominate/",
        STARS,
        f"{STARS}rules/",
        f"{STARS}nominate/",
        f"{STARS}winners/",
        f"{STARS}card/",
        CHOICE,
        f"{CHOICE}nominate/",
        "/winners/",
        "/verify/",
        f"/verify/{code}/",
        "/privacy/",
        "/accessibility/",
        "/ask/",
        "/accounts/login/code/",
        "/accounts/login/",
        f"/s/{LINK}/",
        f"/p/{unproven.cycle.programme.slug}/nominate/thanks/{unproven.reference}/?token={token_for(unproven.reference, STATUS)}",
        f"/n/{unproven.reference}/confirm/?token={token_for(unproven.reference, CONFIRM)}",
        f"/n/{sent.reference}/?token={follow}",
        f"/n/{sent.reference}/withdraw/?token={follow}",
        f"/n/{asked}/?token={token_for(asked, STATUS)}",
        f"/n/{asked}/add/?token={token_for(asked, STATUS)}",
    ]


def _session(person):
    client = Client()
    client.force_login(person)
    return client.cookies["sessionid"].value


def _faults(page, server, path, status):
    """What is wrong with a page: it is fetched once, then looked at in every width and scheme."""
    answer = page.goto(server + path)
    if answer.status != status:
        return [f"{path}: {answer.status}"]
    return _seen(page, path)


def _faults_of_an_empty_nomination(page, server):
    """The same of the form with every error that it can have; the summary has the focus."""
    page.goto(f"{server}{STARS}nominate/")
    page.get_by_role("button", name="Send the nomination").click()
    page.wait_for_selector(".error-summary")
    focused = page.evaluate("() => document.activeElement.className")
    found = [] if focused == "error-summary" else [f"the focus is on “{focused}”, not on the errors"]
    return found + _seen(page, "the nomination with errors")


def _seen(page, path):
    page.evaluate(AXE)
    found = []
    for width, scheme, rules in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        found += [f"{path} at {width}, {scheme}: {one}" for one in page.evaluate(RUN, rules)]
    page.set_viewport_size({"width": NARROWEST, "height": 900})
    if page.evaluate(TOO_WIDE):
        found.append(f"{path} at {NARROWEST}: wider than its window")
    return found
