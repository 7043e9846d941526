"""A page with the form of one row of a plan: what it was opened on, and what it says when somebody else was faster."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest

from programmes.forms.meanwhile import told
from programmes.plans.row_stamps import stamp_of
from programmes.services.row_editing import ChangedMeanwhile, Opened


@dataclass
class RowPage:
    """One form and the stamps of what it was opened on; ``meanwhile`` is what its last saving ran into."""

    request: HttpRequest
    form: forms.BaseForm
    stored: Mapping[str, Any] | None
    meanwhile: ChangedMeanwhile | None = None

    def saved(self, save: Callable[[Opened | None], object]) -> bool:
        """Save what was sent, if it is in order and nobody was faster."""
        if self.request.method != "POST" or not self.form.is_valid():
            return False
        try:
            save(self._opened())
        except ChangedMeanwhile as meanwhile:
            self.meanwhile = meanwhile
            return False
        return True

    def context(self) -> dict[str, Any]:
        """For the template: the form, its stamps, and what others changed."""
        opened = self._opened()
        stamp = stamp_of(self.stored) if self.stored is not None else ""
        return {
            "form": self.form,
            "seen": opened.seen if opened else stamp,
            "known": self.meanwhile.known if self.meanwhile else opened.known if opened else stamp,
            "meanwhile": self.meanwhile,
            "told": told(self.form, self.meanwhile) if self.meanwhile else [],
        }

    @property
    def status(self) -> int:
        """How the page answers."""
        return 409 if self.meanwhile else 422 if self.form.errors else 200

    def _opened(self) -> Opened | None:
        sent = self.request.POST
        if "seen" not in sent:
            return None
        return Opened(sent["seen"], sent.get("known", ""), keep_both=sent.get("how") == "both")
