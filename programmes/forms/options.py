"""The choice among the options, one option of one's own, and schemes from the library."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programmes.culture import STATEMENTS
from programmes.enums import CultureAsk
from programmes.forms.rows import own_code
from programmes.models import Option
from programmes.plans.lines import OptionLine


class ChoiceForm(forms.Form):
    """Which option, and why; against the ranking also that one knows, and what the matrix does not show."""

    optional_unsaid = True
    option = forms.ChoiceField(label=gettext_lazy("The option"))
    rationale = forms.CharField(
        label=gettext_lazy("Why this one"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("How it fits the objectives and the people, in a few sentences."),
    )
    confirmed = forms.BooleanField(required=False)
    against_reason = forms.CharField(
        label=gettext_lazy("What the matrix does not show"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )

    def __init__(self, *args: Any, options: list[tuple[str, str]], first: list[str], **kwargs: Any) -> None:
        """``options`` are codes and names; ``first`` the names of those that the matrix ranks first, for its words."""
        super().__init__(*args, **kwargs)
        self.fields["option"].choices = [("", _("Choose one")), *options]  # type: ignore[attr-defined]  # a choice field
        self.fields["confirmed"].label = _("I know that the matrix ranks “%(first)s” first, and choose another one") % {
            "first": _("” and “").join(first)
        }

    def refuse_unconfirmed(self) -> None:
        """Say at its field what is missing from a choice against the ranking."""
        if not self.cleaned_data.get("confirmed"):
            self.add_error(
                "confirmed", ValidationError(_("The matrix ranks another option first. Tick this if you know."))
            )
        if not self.cleaned_data.get("against_reason", "").strip():
            words = _("Say what the matrix does not show; it is kept with the choice, and the business case shows it.")
            self.add_error("against_reason", ValidationError(words))


class OptionForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only in the stubs
    """One scheme that could be run, with what it asks of the culture."""

    class Meta:
        model = Option
        fields = ["title", "description", "source", "source_who", "benefits", "drawbacks", "reward_kind", "cost"]
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in ("description", "benefits", "drawbacks")}
        labels = {"source_who": gettext_lazy("Who or what it comes from")}
        help_texts = {
            "source_who": gettext_lazy("Such as a colleague’s suggestion, a visit, a trade body, an article."),
            "drawbacks": gettext_lazy("An option without a drawback has not been looked at closely."),
            "cost": gettext_lazy("Rewards, people’s time and publicity together."),
        }

    def __init__(self, *args: Any, line: OptionLine | None = None, taken: Collection[str] = (), **kwargs: Any) -> None:
        """``line`` is the option to change, None for a new one; ``taken`` are the codes in use."""
        super().__init__(*args, **kwargs)
        self.of, self.taken = line, taken
        self.fields["cost"].validators.append(MinValueValidator(0, _("A cost is not negative.")))
        asks = line.culture if line else {}
        for statement in STATEMENTS:
            self.fields[f"culture:{statement.key}"] = forms.ChoiceField(
                label=str(statement.words),
                choices=[("", _("Does not matter")), *CultureAsk.choices],
                required=False,
                initial=asks.get(statement.key, ""),
            )

    def plain_fields(self) -> list[forms.BoundField]:
        """The fields of the option itself."""
        return [self[name] for name in self.Meta.fields]

    def culture_fields(self) -> list[forms.BoundField]:
        """What it asks of the culture."""
        return [self[f"culture:{statement.key}"] for statement in STATEMENTS]

    def line(self) -> OptionLine:
        """The option as the services take it, with a code of its own where it is new."""
        data, former = self.cleaned_data, self.of
        values = {name: data[name] for name in self.Meta.fields}
        culture = {each.key: data[f"culture:{each.key}"] for each in STATEMENTS if data[f"culture:{each.key}"]}
        return OptionLine(
            code=former.code if former else own_code(data["title"], self.taken),
            do_nothing=former.do_nothing if former else False,
            scheme=former.scheme if former else "",
            culture=culture,
            **values,
        )


class LibraryForm(forms.Form):
    """Which kinds of scheme to add."""

    schemes = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple, error_messages={"required": gettext_lazy("Tick at least one scheme.")}
    )

    def __init__(self, *args: Any, schemes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["schemes"].choices = schemes  # type: ignore[attr-defined]  # a choice field


class CultureForm(forms.Form):
    """Agreement with the ten statements, each may be left open."""

    optional_unsaid = True
    LEVELS = (
        ("1", gettext_lazy("Not at all")),
        ("2", gettext_lazy("Hardly")),
        ("3", gettext_lazy("Half and half")),
        ("4", gettext_lazy("Mostly")),
        ("5", gettext_lazy("Fully")),
    )

    def __init__(self, *args: Any, answers: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for statement in STATEMENTS:
            self.fields[statement.key] = forms.ChoiceField(
                label=str(statement.words),
                choices=self.LEVELS,
                widget=forms.RadioSelect,
                required=False,
                initial=str(answers.get(statement.key, "")),
            )

    def answers(self) -> dict[str, int]:
        """What was answered, by statement."""
        return {key: int(value) for key, value in self.cleaned_data.items() if value}
