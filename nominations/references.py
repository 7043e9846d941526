"""References that can be read over the phone, such as SS-4K7TW: a programme's initials, a random part, a check character.

The alphabet leaves out 0, O, 1, I and L. It has 31 characters, a prime, and each place has its own weight, so the check
character finds every single wrong character and every two characters changed over.
"""

import secrets
import unicodedata

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
VALUE = {character: value for value, character in enumerate(ALPHABET)}
LONGEST_INITIALS = 3
RANDOM_CHARACTERS = 4


def initials(title: str) -> str:
    """The first letters of up to three words of ``title``, in the alphabet; "N" where none can be used."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().upper()
    letters = [word[0] for word in plain.split() if word[0] in VALUE and word[0].isalpha()]
    return "".join(letters[:LONGEST_INITIALS]) or "N"


def new_reference(prefix: str, *, characters: int = RANDOM_CHARACTERS) -> str:
    """A fresh reference with this prefix; whoever stores it makes sure that nothing else has it."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(characters))
    return f"{prefix}-{body}{check_character(prefix + body)}"


def check_character(characters: str) -> str:
    """The character that makes ``characters`` a reference. Raises KeyError for what the alphabet lacks."""
    weighted = sum(place * VALUE[character] for place, character in enumerate(characters, start=1))
    # The check character's own weight is -1, which no other place has (references are shorter than 30 characters).
    return ALPHABET[weighted % len(ALPHABET)]


def is_reference(text: str) -> bool:
    """Whether the check character fits, however the reference is spaced and capitalised."""
    prefix, dash, rest = normalised(text).partition("-")
    if not dash or len(rest) <= RANDOM_CHARACTERS or not set(prefix + rest) <= VALUE.keys():
        return False
    return check_character(prefix + rest[:-1]) == rest[-1]


def normalised(text: str) -> str:
    """A reference as it is stored: capitals, no spaces."""
    return "".join(text.split()).upper()
