import pytest
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import path

from audit.refusals import NotAllowed, NotReady, Refused, StaleState
from awards_site import urls as site_urls
from awards_site.middleware import LoopbackOnlyMiddleware

pytestmark = pytest.mark.django_db

REFUSALS = {
    "stale": StaleState("Somebody was faster."),
    "not-ready": NotReady("It is not ready:", ["A judge is missing."]),
    "not-allowed": NotAllowed("Nobody scores their own team."),
    "other": Refused("No."),
}


def refuse(request, kind):
    raise REFUSALS[kind]


def break_down(request):
    raise RuntimeError("not a refusal")


urlpatterns = [path("refuse/<str:kind>/", refuse), path("broken/", break_down), *site_urls.urlpatterns]


@pytest.fixture(autouse=True)
def _addresses(settings):
    settings.ROOT_URLCONF = __name__


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.mark.parametrize(("kind", "status"), [("stale", 409), ("not-ready", 409), ("not-allowed", 403), ("other", 409)])
def test_a_page_that_is_refused_says_why(client, kind, status):
    response = client.get(f"/refuse/{kind}/")
    assert response.status_code == status
    assert response.templates[0].name == "refused.html"
    assert str(REFUSALS[kind]) in response.content.decode()


def test_the_page_names_all_that_is_missing(client):
    assert "A judge is missing." in client.get("/refuse/not-ready/").content.decode()


def test_a_button_that_is_refused_leads_back_to_its_page_with_the_reason(client):
    response = client.post("/refuse/not-ready/", HTTP_REFERER="http://testserver/manage/stars/")
    assert (response.status_code, response.url) == (302, "http://testserver/manage/stars/")
    assert said(response) == ["It is not ready: A judge is missing."]


@pytest.mark.parametrize(
    "referring", ["", "https://elsewhere.example/trap/", "javascript:alert(1)", "//elsewhere.example"]
)
def test_a_page_that_is_not_ours_is_not_gone_back_to(client, referring):
    response = client.post("/refuse/stale/", HTTP_REFERER=referring)
    assert (response.status_code, response.url) == (302, "/")


def test_who_has_no_right_is_told_so_and_not_sent_away(client):
    assert client.post("/refuse/not-allowed/", HTTP_REFERER="http://testserver/").status_code == 403


def test_a_swapped_part_of_a_page_is_refused_with_a_status(client):
    assert client.post("/refuse/stale/", HTTP_HX_REQUEST="true").status_code == 409


def test_what_is_no_refusal_goes_on(client):
    with pytest.raises(RuntimeError):
        client.post("/broken/")


@pytest.mark.parametrize(("address", "status"), [("127.0.0.1", 200), ("::1", 200), ("192.0.2.7", 403), ("", 403)])
def test_the_demo_answers_to_its_own_machine_only(address, status):
    answer = LoopbackOnlyMiddleware(lambda request: HttpResponse("ok"))
    assert answer(RequestFactory().get("/", REMOTE_ADDR=address)).status_code == status
