import re

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts.middleware import OrganisationTimeMiddleware
from accounts.models import Organisation
from accounts.tests.factories import UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "kettle-on-the-hob-7"


@pytest.fixture
def ama():
    person = UserFactory(email="ama@example.org")
    person.set_password(PASSWORD)
    person.save(update_fields=["password"])
    return person


def signed_in(client):
    return "_auth_user_id" in client.session


def test_a_person_signs_in_by_password_however_the_address_is_written(client, ama):
    client.post(reverse("account_login"), {"login": "AMA@example.org", "password": PASSWORD})
    assert signed_in(client) is True


def test_a_wrong_password_does_not_sign_in(client, ama):
    client.post(reverse("account_login"), {"login": ama.email, "password": "wrong"})
    assert signed_in(client) is False


def test_too_many_wrong_passwords_stop_even_the_right_one(client, ama):
    for _ in range(6):
        client.post(reverse("account_login"), {"login": ama.email, "password": "wrong"})
    client.post(reverse("account_login"), {"login": ama.email, "password": PASSWORD})
    assert signed_in(client) is False


def test_a_person_signs_in_by_the_code_in_the_mail(client, ama):
    client.post(reverse("account_request_login_code"), {"email": ama.email})
    (code,) = re.findall(r"^([A-Z0-9]{3,}-?[A-Z0-9]{3,})$", mail.outbox[0].body, re.MULTILINE)
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert signed_in(client) is True


def test_an_unknown_address_gets_no_code_and_the_page_does_not_say_so(client, ama):
    known = client.post(reverse("account_request_login_code"), {"email": ama.email})
    mail.outbox.clear()
    unknown = client.post(reverse("account_request_login_code"), {"email": "nobody@example.org"})
    assert (unknown.status_code, unknown["Location"]) == (known.status_code, known["Location"])
    assert [
        sent.body for sent in mail.outbox if re.search(r"^[A-Z0-9]{3}-?[A-Z0-9]{3}$", sent.body, re.MULTILINE)
    ] == []


def test_a_closed_account_cannot_sign_in(client, ama):
    ama.is_active = False
    ama.save(update_fields=["is_active"])
    client.post(reverse("account_login"), {"login": ama.email, "password": PASSWORD})
    assert signed_in(client) is False


def test_nobody_can_sign_up(client):
    response = client.post(
        reverse("account_signup"), {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD}
    )
    assert (response.status_code, signed_in(client)) == (200, False)


SSO = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "sso",
                "name": "Brightwater sign-on",
                "client_id": "laurel",
                "secret": "s",
                "settings": {"server_url": "https://id.example.org"},
            }
        ]
    }
}


@pytest.mark.parametrize(("providers", "shown"), [({}, False), (SSO, True)])
def test_single_sign_on_is_offered_where_it_is_configured(client, settings, providers, shown):
    settings.SOCIALACCOUNT_PROVIDERS = providers
    page = client.get(reverse("account_login")).content.decode()
    assert (page.count("Brightwater sign-on") > 0) is shown
    assert (page.count("/accounts/oidc/sso/login/") > 0) is shown


@pytest.mark.parametrize(("zone", "offset"), [("Europe/London", 1), ("Asia/Kolkata", 5.5), ("UTC", 0)])
def test_a_request_runs_in_the_organisations_time(rf, zone, offset):
    Organisation.objects.filter(pk=1).update(time_zone=zone)
    before, seen = timezone.get_current_timezone_name(), []

    def view(request):
        moment = timezone.datetime(2026, 7, 1, 12, tzinfo=timezone.get_default_timezone())
        seen.append(timezone.localtime(moment).utcoffset().total_seconds() / 3600)

    OrganisationTimeMiddleware(view)(rf.get("/"))
    assert (seen, timezone.get_current_timezone_name()) == ([offset], before)


def test_static_files_and_health_ask_the_database_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/healthz")
