"""A start that stops at the first setting that is missing or can't be right, and a demo that stays at home."""

import ast
import os
import re
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command
from django.http import HttpResponse

from accounts.models import User
from accounts.tests.factories import UserFactory
from awards_site import checks
from awards_site.middleware import ClientAddressMiddleware, LoopbackOnlyMiddleware
from awards_site.settings.media import FORM
from awards_site.tests.operations.readme import ROOT, variables

NEEDED = [name for name, needed in variables().items() if needed]
PRODUCTION = {
    "SECRET_KEY": "k" * 50,
    "ALLOWED_HOSTS": "awards.example.org",
    "SITE_URL": "https://awards.example.org/",
    "DATABASE_URL": "postgres://laurel@127.0.0.1:1/laurel",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "EMAIL_URL": "smtp://127.0.0.1:1",
    "DEFAULT_FROM_EMAIL": "awards@example.org",
    "MEDIA_ROOT": "/nowhere",
}


def started(tmp_path, show="DEMO", **environment):
    """Read the settings in a process of their own; gives what ``show`` is, or the last line of the refusal."""
    whole = {"PATH": os.environ["PATH"], "LAUREL_DATA": str(tmp_path), **environment}
    script = f"from awards_site import settings; print(settings.{show})"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=whole, capture_output=True, text=True, check=False
    )
    return done.stdout.strip() if done.returncode == 0 else done.stderr.strip().splitlines()[-1]


def refusal(words):
    return f"django.core.exceptions.ImproperlyConfigured: {words}"


def test_the_table_of_the_readme_names_every_variable_that_is_read():
    read = {"LAUREL_DEMO"}
    for path in ["settings/base.py", "settings/production.py", "gunicorn.py"]:
        text = (ROOT / "awards_site" / path).read_text()
        read |= set(re.findall(r"(?:_required|env\.\w+|environ\.get)\(\s*\"([A-Z_]+)\"", text))
    assert set(variables()) == read
    assert set(NEEDED) == set(PRODUCTION)


@pytest.mark.parametrize("name", NEEDED)
def test_production_does_not_start_without(name, tmp_path):
    rest = {**PRODUCTION, "LAUREL_DEMO": "0"}
    del rest[name]
    assert started(tmp_path, **rest).startswith(refusal(f"{name} is not set."))


@pytest.mark.parametrize("name", ["SECRET_KEY", "DATABASE_URL", "REDIS_URL", "ALLOWED_HOSTS", "EMAIL_URL"])
def test_half_a_production_never_becomes_the_demo(name, tmp_path):
    assert started(tmp_path, **{name: PRODUCTION[name]}).startswith("django.core.exceptions.ImproperlyConfigured")


def test_a_whole_production_starts_and_nothing_set_is_the_demo(tmp_path):
    assert started(tmp_path, **PRODUCTION) == "False"
    assert started(tmp_path) == "True"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must name the hosts; * would answer for anybody's."),
        ({"ALLOWED_HOSTS": "a.example, *"}, "ALLOWED_HOSTS must name the hosts; * would answer for anybody's."),
        ({"SECRET_KEY": "k" * 49}, "SECRET_KEY must have at least 50 characters and must not be the demo's."),
        (
            {"SECRET_KEY": "demo-" + "k" * 60},
            "SECRET_KEY must have at least 50 characters and must not be the demo's.",
        ),
        (
            {"MEDIA_URL": "s3://laurel-files"},
            "MEDIA_ROOT and MEDIA_URL are both set; files are kept in one place only.",
        ),
        (
            {"MEDIA_URL": "s3://b?colour=red"},
            "MEDIA_URL: “colour” is nothing that is read here (region, endpoint_url, addressing_style).",
        ),
        (
            {"MEDIA_URL": "https://files.example/laurel"},
            f"MEDIA_URL has to read {FORM}; keys belong into AWS_ACCESS_KEY_ID and its like.",
        ),
        ({"TRUSTED_PROXIES": "-1"}, "TRUSTED_PROXIES counts the proxies in front; it cannot be negative."),
        ({"LAUREL_DEMO": "yes"}, "LAUREL_DEMO is 'yes'; it can be 1 (the demo) or 0 (production)."),
    ],
)
def test_production_does_not_start_with(change, words, tmp_path):
    assert started(tmp_path, **{**PRODUCTION, **change}) == refusal(words)


def test_a_bucket_takes_the_folders_place(tmp_path):
    bucket = {"MEDIA_URL": "s3://laurel-files/live?region=eu-west-2&endpoint_url=https://s3.example"}
    rest = {name: value for name, value in PRODUCTION.items() if name != "MEDIA_ROOT"}
    kept = started(tmp_path, show="STORAGES['default']['OPTIONS']", **rest, **bucket)
    assert {
        name: ast.literal_eval(kept)[name] for name in ("bucket_name", "location", "endpoint_url", "default_acl")
    } == {
        "bucket_name": "laurel-files",
        "location": "live",
        "endpoint_url": "https://s3.example",
        "default_acl": None,
    }


def test_the_demos_own_key_is_refused_in_production(tmp_path):
    key = started(tmp_path, show="SECRET_KEY")
    assert started(tmp_path, **{**PRODUCTION, "SECRET_KEY": key}).startswith(refusal("SECRET_KEY must"))


def test_the_site_address_has_no_slash_at_its_end_and_is_trusted(tmp_path):
    assert started(tmp_path, show="CSRF_TRUSTED_ORIGINS", **PRODUCTION) == "['https://awards.example.org']"


@pytest.mark.parametrize(
    ("address", "status"),
    [("127.0.0.1", 200), ("127.8.0.1", 200), ("::1", 200), ("192.0.2.7", 403), ("2001:db8::1", 403), ("", 403)],
)
def test_the_demo_answers_to_its_own_machine_only(rf, address, status):
    assert (
        LoopbackOnlyMiddleware(lambda request: HttpResponse())(rf.get("/", REMOTE_ADDR=address)).status_code == status
    )


@pytest.mark.parametrize(
    ("proxies", "passed_on", "address"),
    [
        (1, "203.0.113.7", "203.0.113.7"),
        (1, "10.9.9.9, 203.0.113.7", "203.0.113.7"),  # the first is what the visitor made up
        (2, "10.9.9.9, 203.0.113.7, 198.51.100.2", "203.0.113.7"),
        (2, "203.0.113.7", "127.0.0.1"),
        (0, "203.0.113.7", "127.0.0.1"),
        (1, "", "127.0.0.1"),
    ],
)
def test_a_visitor_is_known_by_what_the_trusted_proxies_say(rf, settings, proxies, passed_on, address):
    settings.TRUSTED_PROXIES = proxies
    request = rf.get("/", headers={"x-forwarded-for": passed_on} if passed_on else {})
    ClientAddressMiddleware(lambda request: HttpResponse())(request)
    assert request.META["REMOTE_ADDR"] == address


@pytest.mark.django_db
def test_the_demos_people_are_not_made_in_a_production(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="they are made in the demo only"):
        call_command("seed_demo")
    assert User.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("demo", "email", "signs_in", "found"),
    [
        (False, "maya@brightwater.example", True, ["awards_site.E001"]),
        (False, "maya@brightwater.example", False, []),
        (False, "maya@example.org", True, []),
        (True, "maya@brightwater.example", True, []),
    ],
)
def test_a_production_with_a_person_of_the_demo_fails_the_check(settings, demo, email, signs_in, found):
    settings.DEMO = demo
    person = UserFactory(email=email)
    person.set_password("a long sentence" if signs_in else None)
    person.save()
    assert [error.id for error in checks.demo_people(None, databases=["default"])] == found


def test_the_check_asks_no_database_that_it_was_not_given(settings, django_assert_num_queries):
    settings.DEMO = False
    assert checks.demo_people(None, databases=None) == []
