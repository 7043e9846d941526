from programmes.calculations.appraisal import Appraisal, Matrix, appraise
from programmes.models import OptionScore, Programme


def appraisal_of(programme: Programme) -> Appraisal | None:
    """The ranking of the programme's options by their codes; None while there is no weighed objective or no option."""
    weights = {row.code: row.weight for row in programme.objectives.all() if row.weight}
    options = [row.code for row in programme.options.all()]
    if not weights or not options:
        return None
    stored = OptionScore.objects.filter(option__programme=programme).values_list(
        "option__code", "objective__code", "value"
    )
    scores = {(option, objective): value for option, objective, value in stored if objective in weights}
    return appraise(Matrix(options=options, weights=weights, scores=scores))
