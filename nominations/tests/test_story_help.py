import pytest
from django.urls import reverse

from accounts.tests.factories import UserFactory
from audit.models import Record
from nominations.calculations.story_help import Gap
from nominations.models import Nomination
from nominations.services.drafting import begin_draft
from nominations.tests.factories import open_cycle, typed

pytestmark = pytest.mark.django_db
THIN = {"situation": "It was a lovely day and we were very pleased.", "action": "She was bubbly.", "result": ""}


def test_a_second_reader_answers_while_somebody_types_and_keeps_nothing(client):
    answer = client.post(reverse("nominations:story_help"), THIN)
    assert answer.context["help"].gaps == (Gap.ACT, Gap.EFFECT, Gap.WHEN)
    assert [found.phrases for found in answer.context["help"].wording] == [("bubbly",)]
    assert (Nomination.objects.count(), Record.objects.count()) == (0, 0)


def test_without_javascript_the_form_comes_back_as_typed_with_what_the_reader_says(client):
    cycle = open_cycle()
    page = client.post(
        reverse("nominations:nominate", args=[cycle.programme.slug]), typed(cycle, **THIN) | {"act": "read"}
    )
    assert (page.status_code, Nomination.objects.count()) == (200, 0)
    assert (page.context["form"]["situation"].value(), page.context["form"].errors) == (THIN["situation"], {})
    assert page.context["help"].gaps == (Gap.ACT, Gap.EFFECT)  # the form's own hint says when


def test_a_colleagues_draft_is_saved_and_read_over(client):
    cycle, maya = open_cycle(), UserFactory()
    draft = begin_draft(cycle=cycle, actor=maya, person=UserFactory())
    client.force_login(maya)
    address = reverse("nominations:draft", args=[cycle.programme.slug, draft.reference])
    page = client.post(address, {"category": str(draft.category_id), "act": "read", **THIN}, follow=True)
    assert page.redirect_chain == [(f"{address}#story-help", 302)]
    assert page.context["help"].gaps == (Gap.ACT, Gap.EFFECT, Gap.WHEN)


def test_a_get_is_not_answered(client):
    assert client.get(reverse("nominations:story_help")).status_code == 405
