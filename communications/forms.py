from django import forms
from django.utils.translation import gettext_lazy as _


class WordingForm(forms.Form):
    """The words of one kind of message."""

    subject = forms.CharField(label=_("Subject"), max_length=200)
    body = forms.CharField(
        label=_("Text"),
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=_(
            "Markdown: **bold**, a blank line between paragraphs, [words](link). Placeholders stand in double braces."
        ),
    )

    def clean_body(self) -> str:
        """One kind of line ending."""
        return "\n".join(str(self.cleaned_data["body"]).splitlines())
