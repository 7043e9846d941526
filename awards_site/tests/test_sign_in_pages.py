"""The pages of django-allauth stand in our frame, in our words, and hold nothing that the content security policy refuses."""

import re
from html.parser import HTMLParser

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from accounts.tests.factories import UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough password"


class Page(HTMLParser):
    """What matters of a page: its first heading, and what a strict policy would refuse."""

    def __init__(self, response):
        super().__init__()
        self.heading, self._in_heading, self.refused, self.unlabelled, self._labels = "", False, [], [], set()
        self._fields = []
        self.feed(response.content.decode())
        self.unlabelled = [field for field in self._fields if field not in self._labels]

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self._in_heading = tag == "h1"
        if "style" in found or tag == "style" or (tag == "script" and "src" not in found):
            self.refused.append((tag, attrs))
        self.refused += [(tag, name) for name in found if name.startswith("on")]
        if tag == "label":
            self._labels.add(found.get("for"))
        if tag in {"input", "textarea", "select"} and found.get("type") not in {"hidden", "submit"}:
            self._fields.append(found.get("id"))

    def handle_data(self, data):
        if self._in_heading:
            self.heading += data.strip()
            self._in_heading = False


@pytest.fixture
def maya():
    person = UserFactory(email="maya@example.org")
    person.set_password(PASSWORD)
    person.save(update_fields=["password"])
    return person


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/accounts/login/", "Sign in"),
        ("/accounts/login/code/", "Sign in with a code"),
        ("/accounts/password/reset/", "A new password"),
        ("/accounts/password/reset/done/", "Look at your email"),
        ("/accounts/password/reset/key/1-nonsense/", "This link has been used"),
        ("/accounts/signup/", "You need no new account"),
        ("/accounts/inactive/", "This account is closed"),
        ("/accounts/3rdparty/login/cancelled/", "You did not sign in"),
        ("/accounts/3rdparty/login/error/", "Signing in did not work"),
    ],
)
def test_a_stranger_sees_our_own_page(client, path, heading):
    page = Page(client.get(path))
    assert (page.heading, page.refused, page.unlabelled) == (heading, [], [])


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/accounts/logout/", "Sign out?"),
        ("/accounts/password/change/", "Change your password"),
        ("/accounts/email/", "Your email addresses"),
        ("/accounts/2fa/", "Two-step sign-in"),
        ("/accounts/reauthenticate/", "Is it still you?"),
        ("/accounts/3rdparty/", "Other ways to sign in"),
    ],
)
def test_a_person_who_is_signed_in_sees_our_own_page(client, maya, path, heading):
    client.post("/accounts/login/", {"login": maya.email, "password": PASSWORD})
    page = Page(client.get(path))
    assert (page.heading, page.refused, page.unlabelled) == (heading, [], [])


def test_before_two_steps_are_turned_on_the_password_is_asked_once_more(client, maya):
    client.post("/accounts/login/", {"login": maya.email, "password": PASSWORD})
    asked = client.get("/accounts/2fa/totp/activate/", follow=True)
    assert Page(asked).heading == "Is it still you?"
    answer = client.post(asked.redirect_chain[-1][0], {"password": PASSWORD}, follow=True)
    page = Page(answer)
    assert (page.heading, page.refused, page.unlabelled) == ("Turn on two-step sign-in", [], [])


def test_the_pages_of_two_steps_are_ours_once_it_is_on(client, maya):
    client.post("/accounts/login/", {"login": maya.email, "password": PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    turn_two_steps_on(maya)
    for path, heading in [
        ("/accounts/2fa/", "Two-step sign-in"),
        ("/accounts/2fa/totp/deactivate/", "Turn off two-step sign-in?"),
        ("/accounts/2fa/recovery-codes/generate/", "Make new recovery codes?"),
        ("/accounts/2fa/recovery-codes/", "Recovery codes"),
    ]:
        page = Page(client.get(path))
        assert (page.heading, page.refused, page.unlabelled) == (heading, [], [])


def test_a_person_with_two_steps_is_asked_for_the_second(client, maya):
    turn_two_steps_on(maya)
    answer = client.post("/accounts/login/", {"login": maya.email, "password": PASSWORD}, follow=True)
    assert Page(answer).heading == "The second step"


def test_a_wrong_password_is_said_above_the_form_and_the_address_stays(client, maya):
    answer = client.post("/accounts/login/", {"login": maya.email, "password": "not this one"})
    html = answer.content.decode()
    assert html.count('class="error-summary"') == 1
    assert html.count('value="maya@example.org"') == 1


def test_signing_in_with_a_code_by_email(client, maya, mailoutbox):
    answer = client.post("/accounts/login/code/", {"email": maya.email}, follow=True)
    assert Page(answer).heading == "Type in the code"
    code = re.search(r"^(\S+)$", mailoutbox[0].body.split("\n\n")[1], re.MULTILINE)[1]
    assert mailoutbox[0].subject == f"{code} is your sign-in code"
    client.post("/accounts/login/code/confirm/", {"code": code})
    assert client.session["_auth_user_id"] == str(maya.pk)


def test_an_unknown_address_gets_the_same_page_and_a_kind_message(client, maya, mailoutbox):
    known = Client().post("/accounts/login/code/", {"email": maya.email}, follow=True)
    unknown = client.post("/accounts/login/code/", {"email": "nobody@example.org"}, follow=True)
    assert Page(unknown).heading == Page(known).heading
    assert [message.subject for message in mailoutbox][1:] == ["We do not know this address"]


def test_the_link_of_a_forgotten_password_leads_to_a_new_one(client, maya, mailoutbox):
    client.post("/accounts/password/reset/", {"email": maya.email})
    link = re.search(r"http://testserver(\S+)", mailoutbox[0].body)[1]
    form = client.get(link, follow=True)
    assert Page(form).heading == "Choose a new password"
    new = "quite another password"
    done = client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new}, follow=True)
    assert Page(done).heading == "Your password is changed"
    assert client.login(email=maya.email, password=new)


def turn_two_steps_on(person):
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes  # an app's models are not ready at import time
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(person, generate_totp_secret())
    RecoveryCodes.activate(person)
    assert Authenticator.objects.filter(user=person).count() == 2


def test_the_fields_are_called_what_our_pages_call_things(client, maya):
    assert client.get("/accounts/login/").context["form"].fields["remember"].label == "Keep me signed in on this device"
    client.post("/accounts/login/", {"login": maya.email, "password": PASSWORD})
    fields = client.get("/accounts/password/change/").context["form"].fields
    assert [field.label for field in fields.values()] == ["Password now", "New password", "New password, again"]
