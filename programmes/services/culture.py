from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from accounts.queries.organisation import the_organisation
from audit import services as audit
from audit.refusals import Refused
from programmes.calculations.culture import HIGHEST, LOWEST
from programmes.culture import STATEMENT_BY_KEY
from programmes.queries.culture import STATEMENTS_KEY, culture_answers


@transaction.atomic
def answer_culture(*, answers: Mapping[str, int], actor: User | None) -> Organisation:
    """Keep how the organisation describes itself: agreement from 1 to 5 by the key of a statement.

    A statement that is not named loses its answer. Raises Refused for an unknown statement or a number out of range.
    """
    for key, answer in answers.items():
        if key not in STATEMENT_BY_KEY or not LOWEST <= answer <= HIGHEST:
            raise Refused(_("The culture check knows no “%(key)s”.") % {"key": f"{key}: {answer}"})
    organisation = the_organisation()
    before = culture_answers(organisation)
    wanted = dict(answers)
    if wanted == before:
        return organisation
    organisation.culture = {**organisation.culture, STATEMENTS_KEY: wanted}
    organisation.save(update_fields=["culture"])
    audit.record(verb="culture.answered", target=organisation, actor=actor, before=before, data=wanted)
    return organisation
