from django.urls import reverse

from programmes.models import Cycle


def samples_of(cycle: Cycle) -> str:
    """The address of a judge's own samples of this cycle."""
    return reverse("judging:samples", args=[cycle.programme.slug, cycle.name])
