"""Leaving empty catalogues out changes no word."""

from django.utils import translation
from django.utils.translation import gettext, ngettext

from awards_site.catalogues import drop_empty_catalogues

WORDS = ("Nominate", "This field is required.", "Enter a valid date.", "organization", "")


def written():
    return [*map(gettext, WORDS), ngettext("%(num)d day", "%(num)d days", 2), ngettext("one", "many", 1)]


def test_every_word_is_the_same_without_the_empty_catalogues():
    with translation.override("en-gb"):
        before = written()
        drop_empty_catalogues()
        assert written() == before
