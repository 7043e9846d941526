from pathlib import Path

import pytest
from django.conf import settings as ours

from accounts.forms import OrganisationForm
from accounts.models import Organisation
from awards_site.settings.languages import catalogues

pytestmark = pytest.mark.django_db


def test_only_languages_with_a_catalogue_are_offered(tmp_path):
    (tmp_path / "cy" / "LC_MESSAGES").mkdir(parents=True)
    (tmp_path / "cy" / "LC_MESSAGES" / "django.mo").touch()
    (tmp_path / "de" / "LC_MESSAGES").mkdir(parents=True)
    (tmp_path / "de" / "LC_MESSAGES" / "django.po").touch()

    assert catalogues(tmp_path) == [("cy", "Cymraeg")]
    offered = [code for code, _name in OrganisationForm().fields["language"].choices]
    assert offered == ["en-gb", *[code for code, _name in catalogues(Path(ours.BASE_DIR) / "locale")]]


@pytest.mark.parametrize(
    ("browser", "language"),
    [("en-GB,en;q=0.8", "en-gb"), ("cy", "cy"), ("de,cy;q=0.5", "cy"), ("de", "cy"), ("", "cy"), ("*", "cy")],
)
def test_a_page_speaks_the_browsers_language_else_the_organisations(client, settings, browser, language):
    settings.LANGUAGES = [("en-gb", "British English"), ("cy", "Cymraeg")]
    Organisation.objects.update(language="cy")
    page = client.get("/", headers={"accept-language": browser} if browser else {})
    assert f'<html lang="{language}"' in page.content.decode()
