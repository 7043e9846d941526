"""How written material is told of somebody: a name and fitting pronouns put into a text's {places}."""

from typing import Literal

Pronoun = Literal["she", "he", "it"]

PRONOUNS: dict[Pronoun, dict[str, str]] = {
    "she": {"they": "she", "them": "her", "their": "her", "themself": "herself"},
    "he": {"they": "he", "them": "him", "their": "his", "themself": "himself"},
    "it": {"they": "it", "them": "it", "their": "its", "themself": "itself"},
}


def told_of(text: str, *, name: str, pronoun: Pronoun = "it", **places: str) -> str:
    """Return ``text`` with its places filled.

    They are {name}, {they}, {them}, {their}, {themself} (also capitalised or shouted), and those in ``places``; ``it``
    is for teams. Raises KeyError for a place that the text has and nobody filled.
    """
    plain = PRONOUNS[pronoun]
    begun = {key.capitalize(): value.capitalize() for key, value in plain.items()}
    shouted = {key.upper(): value.upper() for key, value in plain.items()}
    return text.format(name=name, **plain, **begun, **shouted, **places)
