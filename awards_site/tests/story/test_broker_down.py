"""A nomination is acknowledged only when it is committed, and it is acknowledged although the broker is down."""

import shutil
import time
from datetime import date
from pathlib import Path

import pytest

from awards_site.tests.servers import free_port
from awards_site.tests.story.people import PASSWORD, sends_a_nomination, visitor
from awards_site.tests.story.processes import Processes

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("broker down")]

FILES = Path(__file__).parent / "files"
REASON = ("--reason", "The story goes on.")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory, migrated_file):
    """The folder of an installation with a cycle that is open for nominations; nothing has run on it yet."""
    folder = tmp_path_factory.mktemp("prepared")
    Processes(folder, migrated_file).prepare(
        FILES / "people.csv",
        password=PASSWORD,
        then=(
            ("collectstatic", "--noinput", "--verbosity", "0"),
            ("import_programme", FILES / "programme.yaml"),
            ("approve_programme", "service-stars", "--by", "maya@example.org", "--informal", "Ines Falk agreed."),
            ("create_cycle", "service-stars", "now", "--opens", date.today().isoformat()),
            ("move_cycle", "service-stars/now", "open", *REASON),
        ),
    )
    return folder


@pytest.fixture
def laurel(tmp_path, prepared):
    """A copy of it."""
    shutil.copytree(prepared, tmp_path, dirs_exist_ok=True)
    return Processes(tmp_path, prepared / "laurel.sqlite3")


def nominates(laurel, browser):
    """Send the form and see it acknowledged; what then stands in the database, and the seconds that it took."""
    with visitor(browser, laurel.url, phone=True, script=False) as deborah:
        deborah.goes("/p/service-stars/nominate/")
        began = time.monotonic()
        sends_a_nomination(deborah)
        took = time.monotonic() - began
    assert laurel.rows("SELECT state FROM nominations_nomination") == [("unverified",)]
    return took


def message(laurel):
    return laurel.rows("SELECT template_key, to_address, state FROM communications_message")


QUEUED = [("confirm_nomination", "deborah@ashworth.example", "queued")]
SENT = [("confirm_nomination", "deborah@ashworth.example", "sent")]


def test_it_is_taken_while_the_folder_of_the_broker_cannot_be_written_and_the_server_dies_and_its_message_goes_out_once(
    laurel, browser
):
    queue = laurel.folder / "broker" / "queue"
    with laurel.web_alone():
        queue.rename(laurel.folder / "away")
        queue.write_text("not a folder")
        nominates(laurel, browser)
        assert message(laurel) == QUEUED
        laurel.lose_the_web()
    queue.unlink()
    (laurel.folder / "away").rename(queue)
    with laurel.worker_and_clock():
        laurel.wait_for(lambda: message(laurel) == SENT, "the message has not been sent")
    assert laurel.rows("SELECT attempts FROM communications_message") == [(1,)]


def test_it_is_taken_while_redis_is_dead_without_waiting_for_it_and_its_message_goes_out_afterwards(laurel, browser):
    dead = f"redis://127.0.0.1:{free_port()}/0"
    with laurel.web_alone(DJANGO_SETTINGS_MODULE="awards_site.tests.story.broker_settings", STORY_BROKER=dead):
        took = nominates(laurel, browser)
        assert took < 3.1 + 6.0  # the form's own three seconds, and no time-out of the broker's
        assert message(laurel) == QUEUED
        with laurel.worker_and_clock():
            laurel.wait_for(lambda: message(laurel) == SENT, "the message has not been sent")
