"""A page with the form of one row of a plan: what it was opened on, and what it says when somebody else was faster."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import HttpRequest

from programmes.forms.meanwhile import ToldFact, told, told_rows
from programmes.forms.rows import RowFormSet
from programmes.plans.row_stamps import stamp_of, stamped_values
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
        if self.request.method != "POST" or not self._in_order():
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
            "told": self._told(self.meanwhile) if self.meanwhile else [],
        }

    @property
    def status(self) -> int:
        """How the page answers."""
        return 409 if self.meanwhile else 422 if self.form.errors else 200

    def _in_order(self) -> bool:
        return bool(self.form.is_valid())

    def _told(self, meanwhile: ChangedMeanwhile) -> list[ToldFact]:
        return told(self.form, meanwhile)

    def _opened(self) -> Opened | None:
        sent = self.request.POST
        if "seen" not in sent:
            return None
        return Opened(sent["seen"], sent.get("known", ""), keep_both=sent.get("how") == "both")


@dataclass
class ListPage(RowPage):
    """The same for a page that is a list of rows; ``called`` is the field of a row that says which one it is."""

    rows: RowFormSet = field(kw_only=True)
    called: str = field(kw_only=True)

    @classmethod
    def of(cls, request: HttpRequest, rows: RowFormSet, stored: Mapping[str, Any], *, called: str) -> "ListPage":
        """Of these rows; ``stored`` are the lines as they are now, by key."""
        values = {key: stamped_values(line) for key, line in stored.items()}
        return cls(request, rows.empty_form, values, rows=rows, called=called)

    @property
    def status(self) -> int:
        return 409 if self.meanwhile else 200

    def _in_order(self) -> bool:
        return self.rows.is_valid()

    def _told(self, meanwhile: ChangedMeanwhile) -> list[ToldFact]:
        return told_rows(self.form, meanwhile, self.called)


@dataclass
class FormAndLists(RowPage):
    """The same for a page with a form and lists of rows, each by its name: what it is called, and its rows."""

    lists: Mapping[str, tuple[str, RowFormSet]] = field(kw_only=True)

    def _in_order(self) -> bool:
        return all([self.form.is_valid(), *(rows.is_valid() for _heading, rows in self.lists.values())])

    def _told(self, meanwhile: ChangedMeanwhile) -> list[ToldFact]:
        lists = {name: (heading, rows.empty_form) for name, (heading, rows) in self.lists.items()}
        return told(self.form, meanwhile, lists)
