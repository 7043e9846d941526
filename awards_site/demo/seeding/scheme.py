"""How Brightwater came to its scheme, as parts of a programme file, and what its people are like."""

from datetime import date, timedelta
from typing import Any

from accounts.models import User
from awards_site.demo.material import material
from programmes.services.culture import answer_culture

WEIGHED = "service-stars"


def describe_scheme(document: dict[str, Any], cast: dict[str, User], began: date) -> None:
    """Fill in what the programme file of a template leaves to whoever plans it: objectives, options, who does what."""
    known = material("scheme.yaml")
    for objective in document["objectives"]:
        objective.update(known["objectives"].get(objective["code"], {}))
    for option in document["options"]:
        option["culture"] = dict(known["asks"][option["code"]])
        if document["slug"] == WEIGHED:
            option["scores"] = known["scores"][option["code"]]
    document["responsibilities"] = [
        {"what": line["what"], "owner": cast[line["who"]].email, "due": began + timedelta(days=line["days"])}
        for line in known["responsibilities"]
    ]
    document["check_points"] = known["check_points"]


def describe_culture(actor: User) -> None:
    """Brightwater's own answers to the culture check."""
    answer_culture(answers=material("scheme.yaml")["culture"], actor=actor)
