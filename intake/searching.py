"""Words that somebody typed to look for something."""

MOST_WORDS = 12


def words_to_find(text: str) -> list[str]:
    """The first words of what was typed; no name has more. Each becomes a condition, and a database refuses hundreds of them,
    as where a whole story was pasted into the field.
    """
    return text.split()[:MOST_WORDS]
