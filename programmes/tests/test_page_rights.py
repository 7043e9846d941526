import pytest

from programmes.enums import ProgrammeState, Stage
from programmes.tests.cast import CAST, person_as, visit
from programmes.tests.factories import FrequencyFactory, running_cycle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bare_answers")]

# What each of the cast meets: 302 is the sign-in page.
FOR_MANAGERS = [
    ("/manage/stars/", (302, 403, 403, 200, 200)),
    ("/manage/stars/frequency/", (302, 403, 403, 200, 200)),
    ("/manage/stars/c/2026-10/", (302, 404, 404, 200, 200)),
    ("/manage/stars/c/2026-10/dates/", (302, 404, 404, 200, 200)),
    ("/manage/stars/c/2026-10/move/screening/", (302, 404, 404, 200, 200)),
]
OF_A_DRAFT = [
    ("/manage/stars/", (302, 404, 404, 200, 200)),
    ("/p/stars/", (404, 404, 404, 200, 200)),
    ("/p/stars/rules/", (404, 404, 404, 200, 200)),
    ("/p/stars/accent.css", (404, 404, 404, 200, 200)),
]
OF_AN_INTERNAL_ONE = [
    ("/p/stars/", (404, 200, 200, 200, 200)),
    ("/p/stars/rules/", (404, 200, 200, 200, 200)),
    ("/p/stars/accent.css", (404, 200, 200, 200, 200)),
]
FOR_EVERYBODY = [
    ("/", (200, 200, 200, 200, 200)),
    ("/nominate/", (200, 200, 200, 200, 200)),
    ("/manage/", (302, 200, 200, 200, 200)),
    ("/p/stars/", (200, 200, 200, 200, 200)),
    ("/p/stars/rules/", (200, 200, 200, 200, 200)),
    ("/p/stars/accent.css", (200, 200, 200, 200, 200)),
]
ONLY_POSTED = ["/manage/stars/start/", "/manage/stars/next-cycle/"]


def table(rows):
    return [(url, role, status) for url, statuses in rows for role, status in zip(CAST, statuses, strict=True)]


@pytest.fixture(autouse=True)
def _only_this_room(settings):
    settings.CYCLE_RAIL = settings.CYCLE_NEEDS = settings.CYCLE_FIGURES = []
    settings.CYCLE_CHECKS = {}


@pytest.fixture
def programme():
    cycle = running_cycle(stage=Stage.OPEN, name="2026-10")
    cycle.programme.slug = "stars"
    cycle.programme.save()
    FrequencyFactory(programme=cycle.programme)
    return cycle.programme


@pytest.mark.parametrize(("url", "role", "status"), table(FOR_MANAGERS + FOR_EVERYBODY))
def test_pages_of_a_running_public_programme(client, programme, url, role, status):
    assert visit(client, person_as(role, programme), url).status_code == status


@pytest.mark.parametrize(("url", "role", "status"), table(OF_A_DRAFT))
def test_a_draft_is_not_there_for_those_who_do_not_make_it(client, programme, url, role, status):
    programme.state = ProgrammeState.DRAFT
    programme.save()
    assert visit(client, person_as(role, programme), url).status_code == status


@pytest.mark.parametrize(("url", "role", "status"), table(OF_AN_INTERNAL_ONE))
def test_an_internal_programme_is_there_for_those_who_work_here(client, programme, url, role, status):
    programme.public = False
    programme.save()
    assert visit(client, person_as(role, programme), url).status_code == status


@pytest.mark.parametrize("url", ONLY_POSTED)
@pytest.mark.parametrize(("role", "status"), list(zip(CAST, (302, 403, 403, 302, 302), strict=True)))
def test_acts_are_for_managers(client, programme, url, role, status):
    person = person_as(role, programme)
    if person is not None:
        client.force_login(person)
    response = client.post(url)
    assert response.status_code == status
    if role == "stranger":
        assert response.url.startswith("/accounts/login/")


@pytest.mark.parametrize("url", ONLY_POSTED)
def test_acts_are_not_done_by_looking(client, programme, url):
    assert visit(client, person_as("manager", programme), url).status_code == 405


def test_a_closed_account_meets_the_sign_in_page(client, programme):
    person = person_as("manager", programme)
    client.force_login(person)
    person.is_active = False
    person.save()
    assert client.get("/manage/stars/").status_code == 302
