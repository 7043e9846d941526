import shutil

import pytest

from awards_site.tests.story.people import ARGUMENTS


@pytest.fixture(scope="module")
def browser():
    """One Chromium for a module's plays; not for longer, for its event loop would keep other tests from the database."""
    from playwright.sync_api import sync_playwright  # slow to import, and most test runs of this folder do not need it

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        yield started
        started.close()
