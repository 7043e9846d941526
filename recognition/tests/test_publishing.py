"""What a nominator has not agreed to publish stands in no public citation."""

import pytest
from django.urls import reverse

from accounts.tests.factories import UserFactory
from nominations.models import Evidence, Nomination
from recognition.citations import citation_from, repeated
from recognition.models import Award
from recognition.services.announcing import announce
from recognition.tests.factories import announced_cycle, decided_cycle

pytestmark = pytest.mark.django_db
STORY = "She drove to the depot at night, and brought forty litres in her own van."
OWN_WORDS = "She saw what was needed and did it."
QUOTING = f"{OWN_WORDS} “She drove to the depot at night and brought forty litres”, somebody wrote."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (QUOTING, "She drove to the depot at night"),
        (OWN_WORDS, ""),
        ("She drove to the depot at once.", ""),
        ("", ""),
    ],
)
def test_seven_words_in_a_row_are_a_quotation(text, found):
    assert repeated(text, ["Another story.", STORY]) == found


@pytest.mark.parametrize(("agreed", "citation"), [(False, OWN_WORDS), (True, citation_from(QUOTING))])
def test_the_citation_is_made_without_what_a_nominator_has_not_agreed_to_publish(agreed, citation):
    cycle = decided_cycle()
    Evidence.objects.update(text=STORY)
    Nomination.objects.update(may_publish=agreed)
    decision = cycle.decisions.get()
    decision.justification = QUOTING
    decision.save(update_fields=["justification"])
    cycle.stage = "announced"
    cycle.save(update_fields=["stage"])

    announce(cycle=cycle, actor=None)

    assert Award.objects.get().citation == citation


def test_a_manager_cannot_write_it_either_and_sees_what_may_be_printed(client):
    maya = UserFactory()
    cycle = announced_cycle(managers=[maya])
    Evidence.objects.update(text=STORY)
    award = Award.objects.get()
    page = reverse("recognition:citation", args=[cycle.programme.slug, cycle.name, award.pk])
    client.force_login(maya)

    refused = client.post(page, {"citation": QUOTING})
    award.refresh_from_db()
    assert (award.citation, list(refused.context["publishable"])) == ("She found the missing allowance.", [])
    assert (
        refused.context["form"].errors["citation"][0].startswith("“She drove to the depot at night…” stands in a story")
    )

    Nomination.objects.update(may_publish=True)
    assert [row.text for row in client.get(page).context["publishable"]] == [STORY]
    client.post(page, {"citation": QUOTING})
    award.refresh_from_db()
    assert award.citation == QUOTING
