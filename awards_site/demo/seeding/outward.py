"""What the demo's programmes say to the outside: the question on the poster, the promise, where awards are given and told."""

from typing import Any

QUESTIONS = {
    "service-stars": (
        "Who made your day?",
        "If one of us looked after you well, tell us. We will make sure they hear it, in your words.",
    ),
    "team-of-the-quarter": (
        "Which team got it right together?",
        "Some things go well because many hands held them. Tell us which team, and what they did for you.",
    ),
    "customers-choice": (
        "Who would you have again?",
        "You know best who served you well. Name them, say what happened, and we will tell them and everybody else.",
    ),
}
# What a criterion promises customers, by its code.
STANDARDS = {
    "impact": "We tell you what happens next, and by when.",
    "care": "We treat you as we would want our own family to be treated.",
    "ownership": "One person sees your question through to the end.",
    "learning": "We tell you what we changed because of you.",
    "kindness": "We listen before we answer, and explain in plain words.",
    "promise": "What we say we will do, we do, and we ring you if we cannot.",
    "everybody": "We serve you as well by letter, on the doorstep and in any language as on the telephone.",
    "together": "You tell your story once, and the next of us knows it.",
    "initiative": "We put things right before you have to ask.",
    "lasting": "We mend what caused the trouble, so that it does not come back.",
}
PRESENTED = {
    "place": "at the winner’s own team meeting",
    "people": "The winner’s team, a director, and the customer if they would like to come",
    "budget": 120,
    "offset_days": 2,
}
CHANNELS: dict[str, dict[str, Any]] = {
    "intranet": {"style": "Story with a picture", "place": "Front page", "people": "All colleagues"},
    "team-briefing": {"style": "Two minutes, read aloud", "place": "Every depot", "people": "Every shift"},
    "website": {"style": "The card", "place": "“Contact us” and “Your bill”", "people": "Customers"},
    "poster": {"style": "A3 poster", "place": "Depots, receptions, vans", "people": "Everybody", "budget": 64.5},
    "customer-newsletter": {"style": "A winner’s story", "place": "Page two", "people": "Customers", "budget": 40},
}


def add_outward(document: dict[str, Any], manager: str) -> None:
    """Put it into a programme's document, before it is imported."""
    question, invitation = QUESTIONS.get(document["slug"], ("", ""))
    document |= {"question": question, "invitation": invitation}
    document["presentation"] = {**PRESENTED, "owner": manager, **document["presentation"]}
    for line in document.get("publicity", []):
        line.update(CHANNELS.get(line["channel"], {}))
    for criterion in document["criteria"]:
        if criterion["code"] in STANDARDS:
            criterion.setdefault("service_standard", STANDARDS[criterion["code"]])
