"""Somebody at a browser, for stories played on real pages."""

import re
from contextlib import contextmanager
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Response

ARGUMENTS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PASSWORD = "a long word for tests"
STANDARDS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}
# A scheme changes colours alone, so the second one is asked about contrast alone.
CONTRAST = {"runOnly": ["color-contrast"], "resultTypes": ["violations"]}
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


class Visitor:
    """One person with a browser of their own; every page they see is kept free of errors, and of axe's violations where asked."""

    def __init__(self, browser: Browser, url: str, *, phone: bool = False, script: bool = True) -> None:
        self.url = url
        self.context = browser.new_context(
            viewport=PHONE if phone else DESK,
            java_script_enabled=script,
            base_url=url,
            locale="en-GB",
            reduced_motion="reduce",
        )
        self.context.set_default_timeout(45_000)
        self.page: Page = self.context.new_page()
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("response", self._answered)

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self.faults.append(f"{response.status}: {response.url}")

    def goes(self, path: str) -> None:
        """Open a page by its address."""
        self.page.goto(path)
        assert not self.faults, self.faults

    def signs_in(self, email: str) -> None:
        """With a password, on the page for it."""
        self.goes("/accounts/login/")
        self.page.get_by_label("Email").fill(email)
        self.page.get_by_label("Password", exact=True).fill(PASSWORD)
        self.presses("Sign in")
        self.reads("Sign out")

    def presses(self, name: str | re.Pattern[str]) -> None:
        """Press the button of this name."""
        self.page.get_by_role("button", name=name, exact=isinstance(name, str)).first.click()
        assert not self.faults, self.faults

    def follows(self, name: str) -> None:
        """Follow the first link of this name."""
        self.page.get_by_role("link", name=name).first.click()
        assert not self.faults, self.faults

    def fills(self, **values: str) -> None:
        """Fill fields by the name that they have in the form."""
        for name, value in values.items():
            self.page.locator(f"[name='{name}']").fill(value)

    def chooses(self, name: str, value: str) -> None:
        """Tick one choice of a field."""
        self.page.locator(f"[name='{name}'][value='{value}']").check()

    def reads(self, words: str) -> None:
        """Wait until the page says this."""
        self.page.get_by_text(words).first.wait_for(state="attached")

    def sees_no_barrier(self, *, both_schemes: bool = False) -> None:
        """Axe finds no violation of WCAG 2.2 AA on this page, in the light scheme or in both."""
        schemes = {"light": STANDARDS, "dark": CONTRAST} if both_schemes else {"light": STANDARDS}
        for scheme, options in schemes.items():
            self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # no colour is on its way to another
            found = Axe().run(self.page, options=options).response["violations"]
            words = [f"{one['id']}: {node['target']} {node['html'][:160]}" for one in found for node in one["nodes"]]
            assert not words, (self.page.url, scheme, words)
        self.page.emulate_media(color_scheme="light")

    def downloads(self, press) -> Path:
        """The file that a click gives."""
        with self.page.expect_download() as download:
            press()
        return Path(download.value.path())

    def path(self) -> str:
        """Where they are."""
        return re.sub(r"^https?://[^/]+", "", self.page.url)

    def tabs_to(self, name: str) -> None:
        """Press Tab until the control of this name has the focus; nothing else is touched."""
        for _ in range(80):
            self.page.keyboard.press("Tab")
            if name in self.page.evaluate(WHAT_HAS_FOCUS):
                return
        raise AssertionError(f"{name} cannot be reached by Tab on {self.path()}")


WHAT_HAS_FOCUS = """() => {
  const here = document.activeElement;
  if (!here.matches("a, button, input, select, summary, textarea")) return "";
  const label = here.labels && here.labels[0] ? here.labels[0].textContent : "";
  return [here.getAttribute("aria-label"), label, here.textContent].filter(Boolean).join(" ").replace(/\\s+/g, " ").trim();
}"""


def sends_a_nomination(customer: Visitor) -> None:
    """Fill in the public form, which is open, and send it; they are asked to confirm their address."""
    customer.fills(
        nominee="Samira at Ferry Lane",
        hint="Tuesday at tea time",
        situation="A main burst in our street and Mum needed her dialysis.",
        action="She found a crew with a tank and rang back at six, as she had said.",
        result="Mum had her dialysis at home.",
        name="Deborah Ashworth",
        email="deborah@ashworth.example",
    )
    customer.page.locator("[name='may_contact']").check()  # only who agrees is asked afterwards how it was
    customer.page.wait_for_timeout(3_100)  # nobody writes faster than NOMINATION_MINIMUM_SECONDS
    customer.presses("Send the nomination")
    customer.reads("One thing is left")


@contextmanager
def visitor(browser: Browser, url: str, **ways):
    """A visitor whose browser is closed at the end."""
    somebody = Visitor(browser, url, **ways)
    try:
        yield somebody
    finally:
        somebody.context.close()
