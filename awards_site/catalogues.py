"""Shorter ways to a translation: each word of a page asks for one, a long page thousands of times."""

from typing import Any

from django.conf import settings
from django.utils.translation import trans_real


def drop_empty_catalogues() -> None:
    """Take out of each language's chain of catalogues those that hold no word.

    Beside British English Django loads the English of each of its apps, which is empty, and asks all of them for every
    word that no catalogue holds: with us, nearly all. To be called once, before the first page; a second time does nothing.
    """
    for code, _name in settings.LANGUAGES:
        catalogue: Any = trans_real.translation(code)  # the chain is gettext's own, and its stubs do not show it
        while catalogue is not None:
            fallback = catalogue._fallback
            while fallback is not None and len(list(fallback._catalog.keys())) <= 1:  # its header alone
                fallback = fallback._fallback
            catalogue._fallback = fallback
            catalogue = fallback
