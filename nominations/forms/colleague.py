"""The team member's form: the nominee is chosen already, and the draft is on the server."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nominations.forms.asking import AskingForm
from nominations.forms.members import MemberRows
from nominations.forms.story import category_field
from nominations.models import Nomination
from nominations.queries.what_counts import WhatCounts
from nominations.services.members import Contribution, members_of
from nominations.services.stories import story_of
from programmes.enums import NomineeKind


class ColleagueNominationForm(AskingForm):
    """The story of a nominee who is known, or of a name as given (then with when and where)."""

    hint = forms.CharField(
        label=_("When and where was it?"),
        help_text=_("This helps us find them. About will do."),
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, counts: list[WhatCounts], draft: Nomination, **kwargs: Any) -> None:
        fitting = [one for one in counts if one.category.nominee == draft.category.nominee]
        super().__init__(*args, counts=fitting, **kwargs)
        self.fields["category"] = category_field(fitting, _("What do you nominate them for?"))
        if draft.nominee.matched:
            del self.fields["hint"]
        of_a_team = draft.category.nominee == NomineeKind.TEAM
        self.member_rows = MemberRows(self, members_of(draft)) if of_a_team else None

    def clean(self) -> dict[str, Any]:
        """What a member of the team did belongs to a name."""
        cleaned = super().clean()
        if self.member_rows is not None:
            self.member_rows.clean()
        return cleaned

    def named_members(self) -> list[Contribution] | None:
        """Whom a valid form names as part of the team; None where no team is nominated."""
        return self.member_rows.named() if self.member_rows is not None else None


def typed_in(draft: Nomination, *, asks: bool) -> dict[str, Any]:
    """What the draft holds, as the form's initial values; ``asks`` says whether the form has questions of its own."""
    story = story_of(draft)
    return {
        "category": draft.category_id,
        "hint": draft.nominee.hint,
        "may_show": draft.may_show,
        "may_publish": draft.may_publish,
        "may_contact": draft.may_contact,
        **story.parts,
        **{f"evidence_{criterion}": text for criterion, text in story.criteria.items()},
        **({f"question_{row.question_id}": row.text for row in draft.answers.all()} if asks else {}),
    }
