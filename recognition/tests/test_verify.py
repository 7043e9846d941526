from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.tests.factories import UserFactory
from recognition import services as recognition
from recognition.codes import new_code
from recognition.models import Certificate
from recognition.tests.factories import announced_cycle

pytestmark = pytest.mark.django_db
NAME = "Siân Ó Súilleabháin"


@pytest.fixture
def certificate():
    announced_cycle(people=[UserFactory(full_name=NAME)], consent=False)
    return Certificate.objects.get()


def look(client, code):
    return client.get(reverse("recognition:verify", args=[code]))


def rows(answer):
    return answer.content.decode().count("<dt>")


def test_a_genuine_code_says_what_the_certificate_says(client, certificate):
    answer = look(client, certificate.code)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert [words in page for words in (NAME, "Winner", "Service Star", "This certificate is genuine")] == [True] * 4


def test_a_code_is_found_however_it_is_typed(client, certificate):
    assert look(client, certificate.code.lower().replace("-", "")).status_code == 200


def test_a_revoked_code_says_so_and_names_nobody_nor_the_reason(client, certificate):
    recognition.revoke_certificate(certificate=certificate, actor=None, reason="Wrong person")
    page = look(client, certificate.code).content.decode()
    assert ("This certificate is revoked" in page, NAME in page, "Wrong person" in page) == (True, False, False)


def test_an_unknown_code_is_told_that_it_is_unknown_and_nothing_else(client, certificate):
    known, unknown = look(client, certificate.code), look(client, new_code())
    assert unknown.status_code == 404
    assert (rows(known), rows(unknown)) == (7, 2)


def test_before_the_embargo_ends_a_code_is_as_unknown_as_any_other(client):
    announced_cycle(people=[UserFactory(full_name=NAME)], embargo=timedelta(minutes=5))
    code = Certificate.objects.get().code
    early, unknown = look(client, code), look(client, "2222-2222-2222-2222")
    assert (early.status_code, unknown.status_code) == (404, 404)
    assert early.content.decode().replace(code, "-") == unknown.content.decode().replace("2222-2222-2222-2222", "-")


def test_after_many_tries_one_is_asked_to_wait(client, settings, certificate):
    settings.VERIFICATIONS_PER_MINUTE = 3
    answers = [look(client, new_code()).status_code for _ in range(3)]
    late = look(client, certificate.code)
    assert (answers, late.status_code, late["Retry-After"]) == ([404] * 3, 429, "60")
    assert client.get(reverse("recognition:verify", args=["x"]), REMOTE_ADDR="203.0.113.9").status_code == 404


def test_the_answer_is_neither_cached_nor_found_by_a_search_engine(client, certificate):
    answer = look(client, certificate.code)
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in answer["Cache-Control"]


def test_who_has_no_camera_types_the_code(client, certificate):
    answer = client.get(reverse("recognition:verify_ask"), {"code": certificate.code.lower()})
    assert answer.url == reverse("recognition:verify", args=[certificate.code])


def test_erasing_a_person_revokes_the_certificate_and_deletes_its_file(client, certificate):
    from recognition import privacy

    person = certificate.award.decision.entry.person
    assert privacy.export(person)["awards"][0]["certificate"] == certificate.code
    privacy.erase(person)
    certificate.refresh_from_db()
    certificate.award.refresh_from_db()
    assert (certificate.state, bool(certificate.file), certificate.award.citation) == ("revoked", False, "")
    assert certificate.revoked_at <= timezone.now()
