"""The texts of a publicity kit, ready to be copied: letters, a piece for the intranet, a note to the press."""

from django.template.loader import render_to_string
from django.utils.translation import override

from programmes.queries.publicity_kit import Kit

FOR_EVERYBODY = ("email.html", "email.txt", "intranet.html", "intranet.txt")
FOR_THE_PUBLIC = ("press.txt",)


def letters_of(kit: Kit) -> tuple[str, ...]:
    """The texts that this programme has: what is internal has none for the press."""
    return FOR_EVERYBODY if kit.internal else (*FOR_EVERYBODY, *FOR_THE_PUBLIC)


def letter(kit: Kit, name: str) -> str:
    """One text by its name, in the organisation's language."""
    with override(kit.language):
        when = render_to_string("programmes/publicity/when.html", {"kit": kit}).strip()
        return render_to_string(f"programmes/publicity/{name}", {"kit": kit, "when": when}).strip() + "\n"
