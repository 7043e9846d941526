"""Forms of the rounds of judging."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from judging.enums import Cut, RoundMode, Tally
from judging.models import Round, Seat
from judging.queries.seats import seats_of
from judging.services.rounds.planning import MAJORITY, RoundPlan
from programmes.models import Cycle

TIME = "%Y-%m-%dT%H:%M"


def _time(label: Any, help_text: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=TIME)
    return forms.DateTimeField(label=label, required=False, widget=widget, input_formats=[TIME], help_text=help_text)


class RoundForm(forms.Form):
    """What is laid down for a round; it shows only what its mode has. ``plan`` is the answer, once the form is valid."""

    after = forms.TypedChoiceField(
        label=_("When"),
        choices=[("0", _("Before the stories are scored")), ("1", _("After the stories are scored"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    tally = forms.ChoiceField(
        label=_("How the orders are counted"), choices=Tally.choices, initial=Tally.BORDA, widget=forms.RadioSelect
    )
    share = forms.DecimalField(
        label=_("Share of yes that an entry needs, in per cent"),
        min_value=Decimal(1),
        max_value=Decimal(100),
        decimal_places=3,
        initial=MAJORITY,
        help_text=_("Of the judges who say yes or no. With 50 a level vote keeps an entry in."),
    )
    top = forms.IntegerField(
        label=_("How many of each category go through"),
        required=False,
        min_value=1,
        max_value=10_000,
        help_text=_("Who is level with the last one goes through as well. Left empty, every entry stays."),
    )
    above = forms.DecimalField(
        label=_("Or every entry from this score upwards"),
        required=False,
        min_value=Decimal("0.001"),
        max_value=Decimal(100),
        decimal_places=3,
        help_text=_("Out of 100, by the method of the rules."),
    )
    opens_at = _time(_("Opens"), _("Left empty, it opens when judging begins or the round before it is closed."))
    closes_at = _time(_("Votes are wanted by"), _("The chair closes the round by hand once the votes are in."))
    seats = forms.ModelMultipleChoiceField(
        label=_("Judges"),
        queryset=Seat.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen means all judges of the panel."),
    )

    SHOWN = {
        RoundMode.QUALIFY.value: {"after", "share"},
        RoundMode.SCORE.value: {"top", "above"},
        RoundMode.RANK.value: {"after", "tally", "top"},
        RoundMode.PAIR.value: {"after", "top"},
    }

    def __init__(self, *args: Any, cycle: Cycle, mode: str, one: Round | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("initial", _initial(mode, one))
        super().__init__(*args, **kwargs)
        self.mode = mode
        for name in {"after", "tally", "share", "top", "above"} - self.SHOWN[mode]:
            del self.fields[name]
        if one is not None:
            self.fields.pop("after", None)
        seats: Any = self.fields["seats"]
        seats.queryset = seats_of(cycle).filter(role="judge")
        seats.label_from_instance = lambda seat: seat.judge.full_name

    def clean(self) -> dict[str, Any]:
        """One rule of who goes through, and dates in their order."""
        given = super().clean() or {}
        if given.get("top") and given.get("above"):
            self.add_error("above", _("Choose one of the two: so many, or from a score upwards."))
        if self.cleaned_data.get("tally") == Tally.STV and not given.get("top"):
            self.add_error("top", _("Say how many are elected: the count rests on it."))
        opens, closes = given.get("opens_at"), given.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("This is not after the round opens."))
        return given

    @property
    def plan(self) -> RoundPlan:
        """What was laid down."""
        given = self.cleaned_data
        top, above = given.get("top"), given.get("share") or given.get("above")
        cut = Cut.TOP if top else Cut.ABOVE if above else Cut.EVERY
        return RoundPlan(
            cut=cut,
            cut_value=Decimal(top) if top else above,
            tally=given.get("tally", ""),
            opens_at=given["opens_at"],
            closes_at=given["closes_at"],
            seats=list(given["seats"]),
        )


def _initial(mode: str, one: Round | None) -> dict[str, Any]:
    if one is None:
        return {"after": "0" if mode == RoundMode.QUALIFY else "1"}
    value = one.cut_value
    return {
        "tally": one.tally,
        "share": value,
        "top": int(value) if value is not None and one.cut == Cut.TOP else None,
        "above": value if one.cut == Cut.ABOVE else None,
        "opens_at": one.opens_at,
        "closes_at": one.closes_at,
        "seats": list(one.seats.all()),
    }
