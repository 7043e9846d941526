from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programmes.models import Cycle
from programmes.services.scheduling import STAGE_OF_DATE, changeable_dates


class CycleDatesForm(forms.Form):
    """The dates of a cycle that have not happened, as wall-clock time of the organisation, and why they change."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The audit trail keeps these words for good: leave out names and stories."),
    )

    def __init__(self, *args: Any, cycle: Cycle, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dates = changeable_dates(cycle)
        for name in self.dates:
            self.fields[name] = forms.DateTimeField(
                label=str(Cycle._meta.get_field(name).verbose_name).capitalize(),  # type: ignore[union-attr]  # no relation
                initial=getattr(cycle, name),
                widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
            )
            if cycle.has_reached(STAGE_OF_DATE[name]):
                self.fields[name].help_text = _("It has begun. A later date is for taking the cycle a step back.")
        self.order_fields([*self.dates, "reason"])

    def moments(self) -> dict[str, datetime]:
        """The dates that were changed, by field name; the form shows no seconds, so these alone are no change."""
        given = {name: self.cleaned_data[name] for name in self.dates}
        return {name: moment for name, moment in given.items() if moment != _to_the_minute(self[name].initial)}


def _to_the_minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)
