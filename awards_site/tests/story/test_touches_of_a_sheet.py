"""What the script of a score sheet sends and keeps when the network, another window or a rule comes between."""

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

SCRIPT = (Path(__file__).parents[3] / "static/js/score_sheet.js").read_text()
FIELD = re.compile(r'name="([^"]+)"\r\n\r\n(.*?)\r\n--', re.DOTALL)
CRITERION = """<fieldset class="criterion" data-criterion="{0}" data-code="{0}">
  <label><input type="radio" name="score-{0}" value="2">2</label><label><input type="radio" name="score-{0}" value="4">4</label>
  <textarea name="comment-{0}"></textarea></fieldset>"""
PAGE = f"""<!doctype html><span data-sheet-said></span>
<form data-sheet="7" data-sheet-save="/save" data-sheet-version="%d" data-said-saved="Saved" data-said-lost="No connection"
  data-said-out="Signed out?" data-said-elsewhere="From another window:" method="post">
<input type="hidden" name="csrfmiddlewaretoken" value="t"><input type="hidden" name="version">
<div data-sheet-warning hidden></div>{CRITERION.format("impact")}{CRITERION.format("care")}
<textarea name="comment"></textarea><button>Save</button></form><script>{SCRIPT}</script>"""


class Sheet:
    """A sheet in one window, and a server that writes down what it is sent and answers as it is told."""

    def __init__(self, browser):
        self.page = browser.new_context(base_url="http://sheet.test").new_page()
        self.sent, self.answers, self.version = [], [], 3
        self.page.route("**/*", self._answer)

    def opens(self, version):
        self.version = version
        self.page.goto("/")

    def touches(self, code, value):
        self.page.locator(f"[name=score-{code}][value='{value}']").check()

    def writes(self, name, words):
        self.page.locator(f"[name={name}]").fill(words)
        self.page.locator(f"[name={name}]").blur()

    def shows(self, words):
        self.page.get_by_text(words).first.wait_for(timeout=5000)

    def _answer(self, route):
        if route.request.method == "GET":
            return route.fulfill(content_type="text/html", body=PAGE % self.version)
        given = self.answers.pop(0) if self.answers else {}
        if given is None:
            return route.abort()
        self.sent.append(
            {key: value for key, value in FIELD.findall(route.request.post_data) if key != "csrfmiddlewaretoken"}
        )
        fine = {"saved": "10:42", "version": 9, "overtaken": [], "held": {}}
        return route.fulfill(
            status=422 if "error" in given else 200, json=given if "error" in given else {**fine, **given}
        )


@pytest.fixture
def sheet(browser):
    made = Sheet(browser)
    yield made
    made.page.context.close()


def test_what_waited_is_sent_as_of_the_page_on_which_it_was_touched(sheet):
    sheet.answers = [None, {"overtaken": ["Impact was saved as 2 in another window."]}]
    sheet.opens(3)
    sheet.touches("impact", 4)
    sheet.shows("No connection")
    sheet.opens(5)
    sheet.shows("Impact was saved as 2 in another window.")
    assert sheet.sent == [{"version": "3", "score-impact": "4"}]


def test_one_value_that_is_refused_holds_no_other_back(sheet):
    sheet.opens(3)
    sheet.answers = [None]
    sheet.touches("impact", 4)
    sheet.shows("No connection")
    sheet.answers = [{"error": "Too long."}, {}, {"error": "Too long."}]
    sheet.writes("comment", "x")
    sheet.shows("Too long.")
    sheet.page.wait_for_timeout(200)
    assert [one.keys() - {"version"} for one in sheet.sent] == [
        {"score-impact", "comment"},
        {"score-impact"},
        {"comment"},
    ]


def test_words_before_their_score_wait_for_it_and_leave_with_it(sheet):
    sheet.opens(3)
    sheet.writes("comment-care", "Kind.")
    sheet.opens(3)
    assert (sheet.page.locator("[name=comment-care]").input_value(), sheet.sent) == ("Kind.", [])
    sheet.touches("care", 2)
    sheet.shows("Saved 10:42")
    assert sheet.sent == [{"version": "3", "score-care": "2", "comment-care": "Kind."}]


def test_a_window_shows_what_another_saved_and_its_button_sends_none_of_it_back(sheet):
    sheet.answers = [{"held": {"score-care": "4"}}]
    sheet.opens(3)
    sheet.touches("impact", 2)
    sheet.shows("From another window: care.")
    assert sheet.page.locator("[name=score-care][value='4']").is_checked()
    sheet.page.get_by_role("button", name="Save").click()
    sheet.page.wait_for_timeout(100)
    assert sheet.sent == [{"version": "3", "score-impact": "2"}]
