"""Production, started by exactly the commands that README.md gives."""

import os
import re
import shlex
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import pytest

from awards_site.tests.operations.mail_sink import mail_sink
from awards_site.tests.operations.readme import commands
from awards_site.tests.operations.site import HOST, Site, new_database

pytestmark = [pytest.mark.services, pytest.mark.xdist_group("production")]

EMAIL, PASSWORD = "ada@example.org", "a long sentence nobody guesses"
WRITE = """
from django.db import transaction
from communications import services as communications
places = "reference recipient_name programme_title cycle_name reason closes_on link signature_name organisation_name"
with transaction.atomic():
    communications.write(
        template="sheet_reopened",
        to="grace@example.org",
        context=dict.fromkeys(places.split(), "Grace"),
        dedupe_key="from the test",
    )
"""
CHANGE = """
from accounts.services.organisation import change_organisation
change_organisation(actor=None, changes={"name": "Northwind"})
"""
ENQUEUE = """
from jobs import services as jobs
jobs.enqueue(kind="nobody.knows", key="from the test", title="Work without a function", payload={})
"""


@pytest.fixture(scope="module")
def letters():
    """The mail server of this production: its address, and what came in."""
    with mail_sink() as sink:
        yield sink


@pytest.fixture(scope="module")
def site(tmp_path_factory, letters):
    """A prepared production, its three processes running."""
    database, redis = os.environ.get("TEST_DATABASE_URL", ""), os.environ.get("TEST_REDIS_URL", "")
    if not (database and redis) and not os.environ.get("CI"):
        pytest.skip("TEST_DATABASE_URL and TEST_REDIS_URL are not set")
    with new_database(database) as own:
        site = Site(
            tmp_path_factory.mktemp("production"), own, f"{redis.rsplit('/', 1)[0]}/{_redis_number()}", letters[0]
        )
        try:
            *prepare, administrator = commands("Prepare")
            for command in prepare:
                site.run(command)
            answers = [("Email", EMAIL), ("name", "Ada Okafor"), ("Password", PASSWORD), ("Password", PASSWORD)]
            site.answer(administrator, answers)
            for process in ("Web", "Worker", "Clock"):
                (command,) = commands(process)
                site.start(process, command)
            site.wait_for(lambda: _ready(site), "Web")
            yield site
            # Here and not in a test of its own: tests run in any order, and the others need the three.
            for name in ("Clock", "Worker", "Web"):
                code, seconds = site.stop(name)
                assert (code, seconds < 15) == (0, True), site.log(name)[-2000:]
        finally:
            site.end()


def _ready(site):
    try:
        return site.request("/readyz").status == 200
    except ConnectionRefusedError:
        return False


def test_a_page_comes_with_the_strict_policy_and_over_https_only(site):
    page = site.request("/accounts/login/")
    assert page.status == 200
    assert set(page.headers["Content-Security-Policy"].split("; ")) == {
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    }
    assert page.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    plain = site.request("/accounts/login/", **{"X-Forwarded-Proto": "http"})
    assert (plain.status, plain.headers["Location"]) == (301, f"https://{HOST}/accounts/login/")


def test_a_host_that_is_not_named_is_not_answered(site):
    assert site.request("/", Host="elsewhere.example").status == 400


def test_static_files_are_compressed_and_kept_for_good(site):
    address = re.search(r"/static/css/base\.[0-9a-f]+\.css", site.request("/accounts/login/").body)[0]
    file = site.request(address)
    assert (file.status, file.headers["Cache-Control"]) == (200, "max-age=315360000, public, immutable")


def test_the_first_administrator_signs_in(site):
    page = site.request("/accounts/login/")
    cookies = SimpleCookie(page.headers["Set-Cookie"])
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.body)[1]
    form = urlencode({"csrfmiddlewaretoken": token, "login": EMAIL, "password": PASSWORD})
    sent = {"Cookie": f"csrftoken={cookies['csrftoken'].value}", "Content-Type": "application/x-www-form-urlencoded"}
    answer = site.request("/accounts/login/", "POST", form, Origin=f"https://{HOST}", **sent)
    assert (answer.status, answer.headers["Location"]) == (302, "/")
    session = SimpleCookie("; ".join(answer.headers.get_all("Set-Cookie")))["sessionid"]
    assert (session["secure"], session["httponly"], session["samesite"]) == (True, True, "Lax")
    assert "Ada Okafor" in site.request("/people/", Cookie=f"sessionid={session.value}").body


def test_a_message_goes_through_redis_to_the_worker_and_out_by_mail(site, letters):
    site.run(_script(WRITE))
    # Sooner than the clock would send it again: nothing but the broker brought it to the worker.
    site.wait_for(lambda: letters[1], "Worker", seconds=20)
    assert [letter["To"] for letter in letters[1]] == ["grace@example.org"]
    assert [letter["From"] for letter in letters[1]] == ["awards@example.org"]


def test_work_is_taken_by_the_worker_and_its_failure_kept_in_words(site):
    site.run(_script(ENQUEUE))
    site.wait_for(lambda: site.ask("SELECT attempts FROM jobs_job") == 1, "Worker", seconds=20)
    site.wait_for(lambda: site.ask("SELECT error FROM jobs_job"), "Worker", seconds=20)
    assert site.ask("SELECT error FROM jobs_job") == "KeyError: 'nobody.knows'"


def test_the_clock_seals_the_trail(site):
    site.run(_script(CHANGE))
    site.wait_for(lambda: site.ask("SELECT count(*) FROM audit_seal"), "Clock", seconds=40)


def _redis_number():
    """A Redis database of this test process's own: two sites on one would take each other's tasks."""
    return 2 + int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))


def _script(lines):
    return f"python manage.py shell --command {shlex.quote(lines)}"
