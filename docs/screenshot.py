"""Take the README's picture of the demo: ``python docs/screenshot.py [ADDRESS]`` while bin/run is running.

Signs in as the manager, opens the results of the cycle whose panel deliberates, and writes docs/screenshot.png. Needs Chromium.
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

PICTURE = Path(__file__).resolve().parent / "screenshot.png"
MANAGER, PASSWORD = "maya@brightwater.example", "brightwater-demo"
RAIL = "nav.rail[aria-label='The programme']"


def main() -> None:
    """Open Chromium, sign in, go there by the page's own links, take the picture."""
    address = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        page = browser.new_page(
            base_url=address, viewport={"width": 1280, "height": 860}, device_scale_factor=2, color_scheme="light"
        )
        sign_in(page)
        page.goto(cycle_to_decide(page))
        page.locator(f"{RAIL} a[href$='/results/']").click()
        page.wait_for_url("**/results/")
        page.evaluate("document.fonts.ready")
        page.screenshot(path=PICTURE)
        browser.close()


def sign_in(page: Page) -> None:
    """As the manager of the demo."""
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(MANAGER)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def cycle_to_decide(page: Page) -> str:
    """The address of a cycle whose panel deliberates: the rail of each programme names its newest cycles and their stages."""
    page.goto("/manage/")
    links = page.locator("main h2 a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    for programme in links:
        page.goto(programme)
        for cycle in page.locator(f"{RAIL} a[href*='/c/']", has_text="Deliberating").all():
            return cycle.get_attribute("href") or ""
    sys.exit("No programme of the demo has a cycle to decide on.")


if __name__ == "__main__":
    main()
