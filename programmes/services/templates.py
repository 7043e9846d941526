from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from programmes.models import Programme
from programmes.plans.lines import Identity, Plan
from programmes.plans.moving import moved_to
from programmes.services.guided_path import begin_path
from programmes.services.importing import import_plan
from programmes.services.programmes import create_programme


@transaction.atomic
def start_from_template(*, template: Plan, title: str, slug: str, actor: User) -> Programme:
    """A new programme with a template's plan; whoever starts it manages it and owns each line without an owner.

    Its dates are moved as far from today as the template's are from its own day (``plans.moving``). Its rules are a draft,
    so that they are read before they are published, and the guided path leads through the rest.
    """
    moved = moved_to(template, timezone.localdate())
    plan = replace(
        moved,
        slug=slug,
        identity=replace(moved.identity, title=title),
        managers=(actor.email,),
        presentation=moved.presentation and replace(moved.presentation, owner=moved.presentation.owner or actor.email),
        publicity=tuple(replace(line, owner=line.owner or actor.email) for line in moved.publicity),
        launch=tuple(replace(line, owner=line.owner or actor.email) for line in moved.launch),
    )
    programme = import_plan(plan=plan, actor=actor, publish=False).programme
    begin_path(programme=programme)
    return programme


@transaction.atomic
def start_blank(*, title: str, slug: str, actor: User) -> Programme:
    """A new programme of which only the title is known."""
    identity = Identity(title=title, purpose="", kinds=("individual",))
    return create_programme(slug=slug, identity=identity, managers=[actor], actor=actor)
