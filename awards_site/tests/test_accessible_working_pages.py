"""The pages that managers, chairs, judges, approvers and administrators work on: axe finds nothing on any, in both schemes
and at desk and phone width, and none is wider than its window.
"""

import re
from pathlib import Path

import axe_playwright_python
import pytest
from django.test import Client
from playwright.sync_api import sync_playwright

from accounts.models import User
from judging.models import Assignment
from nominations.models import Nomination
from programmes.models import Cycle, PlannedMessage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("demo")]
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
RUN = """(rules) => axe.run(document, {resultTypes: ["violations"], ...(rules && {runOnly: rules})})
  .then(found => found.violations.map(one => one.id + ": " + one.nodes[0].html.slice(0, 160)))"""
TOO_WIDE = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
# Everything on a phone in the dark; what light alone changes is contrast.
LOOKS = [(390, "dark", None), (1280, "light", ["color-contrast"])]
STARS, QUARTER, CHOICE = "/manage/service-stars", "/manage/team-of-the-quarter", "/manage/customers-choice"
# [stage] stands for the name of the demo's cycle in that stage, which has its month or year in it; {sheet} for a sheet of
# Rosalind's that is not sent yet, {story} for a nomination that waits to be screened, {asked} for one whose nominator was
# asked for more, {sent} for a launch message of the stars that went out, {planned} for one that may still be changed.
PAGES = {
    "maya": [
        "/manage/",
        "/manage/new/",
        *(
            f"{STARS}/{page}"
            for page in (
                "",
                "about/",
                "objectives/",
                "options/",
                "options/matrix/",
                "options/library/",
                "project-plan/",
                "checks/",
                "rules/",
                "rules/consultation/",
                "rewards/",
                "frequency/",
                "presentation/",
                "kit/",
                "case/",
                "case/edit/",
                "readiness/",
                "evidence/",
                "launch/",
                "launch/messages/",
                "launch/messages/new/",
                "launch/pilot/",
                "certificates/",
                "log/",
                "c/[open]/",
                "c/[open]/nominations/",
                "c/[open]/nominations/participation/",
                "c/[announced]/announce/",
                "c/[evaluating]/evaluate/",
                "c/[evaluating]/evaluate/surveys/",
                "c/[evaluating]/evaluate/surveys/upload/",
                "c/[evaluating]/evaluate/words/",
            )
        ),
        "/manage/better-ideas/path/who/",
        "/manage/better-ideas/path/ready/",
        "/manage/better-ideas/rules/categories/",
        "/manage/better-ideas/rules/criteria/",
        "/manage/better-ideas/rules/questions/",
        "/manage/better-ideas/rules/judging/",
        "/manage/better-ideas/options/culture/",
        "/manage/better-ideas/options/edit/",
        f"{STARS}/launch/new/",
        f"{STARS}/launch/messages/{{sent}}/reach/",
        f"{STARS}/launch/messages/{{planned}}/",
        f"{CHOICE}/c/[screening]/nominations/",
        f"{CHOICE}/c/[screening]/names/",
        f"{CHOICE}/c/[screening]/names/members/",
        f"{CHOICE}/c/[screening]/nominations/consents/",
        f"{CHOICE}/c/[screening]/nominations/{{story}}/",
        f"{CHOICE}/c/[screening]/nominations/{{asked}}/",
        f"{QUARTER}/c/[decided]/announce/",
        f"{CHOICE}/c/[screening]/judging/rounds/",
        f"{CHOICE}/c/[screening]/judging/rounds/new/rank/",
        f"{CHOICE}/rules/compare/",
        "/launch-tasks/",
        f"{QUARTER}/c/[judging]/judging/assign/",
        f"{STARS}/c/[open]/move/screening/",
        "/reports/",
        "/reports/kpis/",
        "/reports/kpis-from-a-file/",
    ],
    "sian": [
        f"{QUARTER}/c/[judging]/judging/",
        f"{QUARTER}/c/[judging]/judging/calibration/",
        f"{STARS}/c/[deliberating]/results/",
        f"{STARS}/c/[deliberating]/results/firmness/individual/",
        f"{STARS}/c/[deliberating]/results/justification/individual/",
        f"{STARS}/c/[deliberating]/results/meeting/",
    ],
    "rosalind": [
        "/judge/",
        "/judge/{sheet}/",
        "/judge/{sheet}/stand-aside/",
        "/judge/service-stars/[deliberating]/even-out/",
        "/judge/team-of-the-quarter/[judging]/spreadsheet/",
        "/judge/service-stars/[deliberating]/scores/",
        "/judge/team-of-the-quarter/[judging]/samples/panel/",
    ],
    "ngozi": ["/", f"{STARS}/case/"],
    "owen": [
        "/people/",
        "/people/teams/",
        "/organisation/",
        "/audit/",
        "/jobs/",
        "/outbox/",
        "/messages/",
        "/messages/result_not_chosen/",
        "/people/import/",
    ],
}


def test_axe_finds_nothing_on_any_working_page_and_none_is_too_wide(demo, monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright runs a loop in this thread
    sessions = {name: _session(name) for name in PAGES}
    wrong = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for name, paths in PAGES.items():
            context = browser.new_context(bypass_csp=True, reduced_motion="reduce")
            context.add_cookies([{"name": "sessionid", "value": sessions[name], "url": demo}])
            page = context.new_page()
            for path in paths:
                wrong += _faults(page, demo, _of_today(path))
            context.close()
        browser.close()
    assert wrong == []


def _of_today(path):
    """The address with the names that the demo's cycles have today; a stage without its one cycle is an error."""
    path = re.sub(r"\[(\w+)\]", lambda stage: Cycle.objects.get(stage=stage[1]).name, path)
    return re.sub(r"{(\w+)}", lambda thing: str(THINGS[thing[1]]()), path)


def _sheet():
    return Assignment.objects.filter(seat__judge__email__startswith="rosalind@", state="started").latest("pk").pk


def _nomination(asked):
    waiting = Nomination.objects.filter(cycle__stage="screening", state="submitted", nominator=None)
    return waiting.filter(enquiries__isnull=not asked).latest("pk").reference


def _message(*states):
    return PlannedMessage.objects.filter(programme__slug="service-stars", state__in=states).latest("pk").pk


THINGS = {
    "sheet": _sheet,
    "story": lambda: _nomination(False),
    "asked": lambda: _nomination(True),
    "sent": lambda: _message("sent"),
    "planned": lambda: _message("draft", "scheduled"),
}


def _session(name):
    client = Client()
    client.force_login(User.objects.get(email=f"{name}@brightwater.example"))
    return client.cookies["sessionid"].value


def _faults(page, server, path):
    """What is wrong with a page: it is fetched once, then looked at in every width and scheme."""
    answer = page.goto(server + path)
    if answer.status != 200:
        return [f"{path}: {answer.status}"]
    page.evaluate(AXE)
    found = []
    for width, scheme, rules in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        found += [f"{path} at {width}, {scheme}: {one}" for one in page.evaluate(RUN, rules)]
        if page.evaluate(TOO_WIDE):
            found.append(f"{path} at {width}: wider than its window")
    return found
