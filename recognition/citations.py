"""A citation: what a certificate and the public page say of the reason, in a line or two."""

import re

LONGEST = 180
SENTENCE = re.compile(r"(?<=[.!?])\s+")


def citation_from(justification: str) -> str:
    """The first sentences of the judges' reason that fit; a first sentence that is too long ends at a word with “…”."""
    text = " ".join(justification.split())
    taken = ""
    for sentence in SENTENCE.split(text):
        longer = f"{taken} {sentence}".strip()
        if len(longer) > LONGEST:
            break
        taken = longer
    return taken or text[: LONGEST - 1].rsplit(" ", 1)[0].rstrip(",;: ") + "…"
