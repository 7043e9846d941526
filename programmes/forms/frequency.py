from dataclasses import asdict
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from programmes.forms.rows import DayInput
from programmes.holiday_regions import region_choices
from programmes.models import Frequency
from programmes.plans.lines import FrequencyLine
from programmes.recurrence import NOMINATE_DAYS, STARTS_ON, FrequencyChoice, choice_of, rule_of, validate_rule

WINDOWS = ("nominate_days", "screen_days", "judge_days", "deliberate_days", "evaluate_days")
CAN_BE_NONE = {"screen_days", "evaluate_days"}
OWN = "own"


class FrequencyForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only in the stubs
    """How often a programme runs, in one of the usual ways or by a rule of one's own, and how long each stage takes."""

    HOW = [
        ("weekly", _("By the week, on the weekday of the first opening")),
        ("monthly", _("By the month")),
        ("quarterly", _("By the quarter")),
        ("yearly", _("By the year")),
        ("once", _("Once")),
        (OWN, _("By a rule of our own")),
    ]
    ORDINALS = [
        ("", _("the same day of the month as the first opening")),
        ("1", _("the first")),
        ("2", _("the second")),
        ("3", _("the third")),
        ("4", _("the fourth")),
        ("-1", _("the last")),
    ]
    DAYS = [
        *(zip(("MO", "TU", "WE", "TH", "FR", "SA", "SU"), WEEKDAYS.values(), strict=True)),
        ("working", _("working day, Monday to Friday")),
        ("day", _("day of the month")),
    ]
    how = forms.ChoiceField(label=_("How often"), choices=HOW, widget=forms.RadioSelect)
    every = forms.IntegerField(
        label=_("Every how many"),
        help_text=_("2 is every second week, month, quarter or year."),
        min_value=1,
        max_value=40,
        required=False,
    )
    ordinal = forms.ChoiceField(label=_("On"), choices=ORDINALS, required=False)
    weekday = forms.ChoiceField(label=_("Which day"), choices=DAYS, required=False)
    rrule = forms.CharField(
        label=_("Rule of our own"),
        required=False,
        max_length=200,
        help_text=_("As in calendars (RFC 5545), such as FREQ=MONTHLY;BYDAY=2TU;BYMONTH=3,9."),
    )
    starts_on = forms.DateField(label=_("First opening, or the day from which to count"), widget=DayInput())
    count = forms.IntegerField(label=_("Ends after how many cycles"), min_value=1, max_value=999, required=False)
    until = forms.DateField(label=_("Or on this day at the latest"), widget=DayInput(), required=False)
    holiday_region = forms.ChoiceField(
        label=_("Bank holidays of"), required=False, help_text=_("Dates that meet one are marked below.")
    )

    field_order = [
        "how", "every", "ordinal", "weekday", "rrule", "starts_on", "count", "until", *WINDOWS, "holiday_region",
    ]  # fmt: skip

    class Meta:
        model = Frequency
        fields = ["rrule", "starts_on", *WINDOWS, "holiday_region"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in WINDOWS:
            least = 0 if name in CAN_BE_NONE else 1
            self.fields[name].widget.attrs.update({"min": least, "max": 366, "inputmode": "numeric"})
        self.fields["holiday_region"].choices = _regions(self.instance.holiday_region)  # type: ignore[attr-defined]  # a ChoiceField
        if self.instance.pk:
            picked = choice_of(self.instance.rrule, self.initial.get("starts_on"))
            self.initial.update(asdict(picked))
            if picked.how != OWN:
                self.initial["rrule"] = ""

    def clean(self) -> dict[str, Any]:
        """Make the rule of the choice, and check that it comes and that no two cycles take nominations at once."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        for name in WINDOWS:
            least = 0 if name in CAN_BE_NONE else 1
            if name in values and not least <= values[name] <= 366:
                self.add_error(name, _now("A number of days from %(least)s to 366.") % {"least": least})
        if values.get("count") and values.get("until") and values.get("how") not in {"once", OWN}:
            self.add_error("until", _now("Say either after how many cycles it ends, or on which day, not both."))
        if self.errors:
            return values
        own = values["how"] == OWN
        values["rrule"] = values["rrule"].strip() if own else rule_of(_choice(values), values["starts_on"])
        try:
            validate_rule(values["rrule"], values["starts_on"], values["nominate_days"])
        except ValidationError as refusal:
            self.add_error(_field_of(refusal, values), refusal)
        return values

    def line(self) -> FrequencyLine:
        """What was said, as the service takes it."""
        names = ["rrule", "starts_on", *WINDOWS, "holiday_region"]
        return FrequencyLine(**{name: self.cleaned_data[name] for name in names})


def _field_of(refusal: ValidationError, values: dict[str, Any]) -> str:
    """Where a fault of the rule is shown: at the field that made it."""
    if refusal.code in {NOMINATE_DAYS, STARTS_ON}:
        return str(refusal.code)
    if values["how"] == OWN:
        return "rrule"
    return "until" if values.get("until") and values["until"] < values["starts_on"] else "how"


def _choice(values: dict[str, Any]) -> FrequencyChoice:
    return FrequencyChoice(
        how=values["how"],
        every=values["every"] or 1,
        ordinal=values["ordinal"],
        weekday=values["weekday"] or "MO",
        count=values["count"],
        until=values["until"],
    )


def _regions(kept: str) -> list[tuple[str, str]]:
    known = region_choices()
    names = dict(known)
    usual = names.get(settings.HOLIDAY_REGION, settings.HOLIDAY_REGION)
    other = [] if not kept or kept in names else [(kept, kept)]
    return [("", _now("%(region)s, as everywhere here") % {"region": usual}), *other, *known]
