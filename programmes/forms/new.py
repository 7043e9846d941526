from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programmes.models import Programme

BLANK = "blank"
RESERVED = {"new"}


class NewProgrammeForm(forms.Form):
    """Where a programme begins: a template (the first, unless another is picked) or nothing, its title, and its address."""

    template = forms.ChoiceField(label=gettext_lazy("Begin from"), widget=forms.RadioSelect)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=120)
    slug = forms.SlugField(
        label=gettext_lazy("Short name"), max_length=50, help_text=gettext_lazy("Part of its address: /p/short-name/")
    )

    def __init__(self, *args: Any, templates: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["template"]
        field.choices = [*templates, (BLANK, _("A blank page"))]  # type: ignore[attr-defined]  # a choice field
        field.initial = templates[0][0] if templates else BLANK

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if slug in RESERVED or Programme.objects.filter(slug=slug).exists():
            raise ValidationError(_("This short name is taken; choose another one."))
        return slug
