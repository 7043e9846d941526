"""The codes of certificates: sixteen letters and digits that nobody guesses and nobody misreads."""

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # without 0, 1, I, L, O and U
LETTERS = 16  # 78 bits
GROUP = 4


def new_code() -> str:
    """A code that cannot be guessed, in groups of four."""
    return _grouped("".join(secrets.choice(ALPHABET) for _ in range(LETTERS)))


def as_written(typed: str) -> str:
    """What somebody typed, as codes are kept: capitals, in groups; empty where it cannot be a code."""
    bare = "".join(ch for ch in typed.upper() if ch not in " -")
    return _grouped(bare) if len(bare) == LETTERS and set(bare) <= set(ALPHABET) else ""


def _grouped(letters: str) -> str:
    return "-".join(letters[i : i + GROUP] for i in range(0, len(letters), GROUP))
