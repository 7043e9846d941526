"""The languages of the pages: English, in which they are written, and every other that has a catalogue."""

from pathlib import Path

from django.conf.locale import LANG_INFO


def catalogues(folder: Path) -> list[tuple[str, str]]:
    """Code and own name of each language with a compiled catalogue (``pt_BR/LC_MESSAGES/django.mo``) in ``folder``."""
    codes = sorted(path.parent.parent.name.replace("_", "-").lower() for path in folder.glob("*/LC_MESSAGES/django.mo"))
    return [(code, str(LANG_INFO.get(code, {}).get("name_local", code))) for code in codes]
