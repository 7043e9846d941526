from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from programmes.models import Frequency
from programmes.plans.lines import FrequencyLine
from programmes.recurrence import DAY_CODES, parts_of, validate_rule

WINDOWS = ("nominate_days", "screen_days", "judge_days", "deliberate_days", "evaluate_days")
# A month that has no such day would be left out.
LAST_SAFE_DAY = 28


class FrequencyForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only in the stubs
    """How often a programme runs, in one of the usual ways or by a rule of one's own, and how long each stage takes."""

    HOW = [
        ("weekly", _("Every week")),
        ("monthly", _("Every month, on the day of the first opening")),
        ("first-monday", _("Every month, on the first Monday")),
        ("quarterly", _("Every quarter")),
        ("yearly", _("Every year")),
        ("once", _("Once")),
        ("own", _("By a rule of our own")),
    ]
    how = forms.ChoiceField(label=_("How often"), choices=HOW, widget=forms.RadioSelect)
    starts_on = forms.DateField(
        label=_("First opening, or the day from which to count"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    rrule = forms.CharField(
        label=_("Rule of our own"),
        required=False,
        max_length=200,
        help_text=_(
            "As in calendars (RFC 5545), such as FREQ=MONTHLY;BYDAY=2TU. Only read with the last choice above."
        ),
    )

    field_order = ["how", "rrule", "starts_on", *WINDOWS]

    class Meta:
        model = Frequency
        fields = ["rrule", "starts_on", *WINDOWS]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in WINDOWS:
            self.fields[name].widget.attrs.update(
                {"min": 0 if name in {"screen_days", "evaluate_days"} else 1, "max": 366}
            )
            self.fields[name].widget.attrs["inputmode"] = "numeric"
        if self.instance.pk:
            self.initial["how"] = _how(self.instance.rrule, self.instance.starts_on)
            if self.initial["how"] != "own":
                self.initial["rrule"] = ""

    def clean(self) -> dict[str, Any]:
        """Make the rule of the choice, and check that it comes and that no two cycles take nominations at once."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        for name in WINDOWS:
            least = 0 if name in {"screen_days", "evaluate_days"} else 1
            if name in values and not least <= values[name] <= 366:
                self.add_error(name, _("A number of days from %(least)s to 366.") % {"least": least})
        if self.errors:
            return values
        how, starts_on = values["how"], values["starts_on"]
        values["rrule"] = values["rrule"].strip() if how == "own" else _rule(how, starts_on)
        try:
            validate_rule(values["rrule"], starts_on, values["nominate_days"])
        except ValidationError as refusal:
            self.add_error("rrule" if how == "own" else "how", refusal)
        return values

    def line(self) -> FrequencyLine:
        """What was said, as the service takes it."""
        return FrequencyLine(**{name: self.cleaned_data[name] for name in ["rrule", "starts_on", *WINDOWS]})


def _rule(how: str, starts_on: date) -> str:
    day = starts_on.day if starts_on.day <= LAST_SAFE_DAY else -1
    return {
        "weekly": f"FREQ=WEEKLY;BYDAY={DAY_CODES[starts_on.weekday()]}",
        "monthly": f"FREQ=MONTHLY;BYMONTHDAY={day}",
        "first-monday": "FREQ=MONTHLY;BYDAY=1MO",
        "quarterly": f"FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY={day}",
        "yearly": f"FREQ=YEARLY;BYMONTH={starts_on.month};BYMONTHDAY={day}",
        "once": "FREQ=YEARLY;COUNT=1",
    }[how]


def _how(rrule: str, starts_on: date | None) -> str:
    """Which choice this rule is; one that none of them makes is a rule of one's own."""
    if starts_on is None:
        return "own"
    ways = [how for how, _label in FrequencyForm.HOW if how != "own"]
    try:
        known = parts_of(rrule)
    except ValidationError:
        return "own"
    return next((how for how in ways if parts_of(_rule(how, starts_on)) == known), "own")
