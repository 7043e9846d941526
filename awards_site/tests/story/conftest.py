import shutil

import pytest

from awards_site.tests.story.people import ARGUMENTS


@pytest.fixture(scope="session")
def browser():
    """One Chromium for all that play in it."""
    from playwright.sync_api import sync_playwright  # slow to import, and most test runs of this folder do not need it

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        yield started
        started.close()
