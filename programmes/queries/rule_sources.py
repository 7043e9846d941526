from django.db.models import QuerySet

from accounts.models import User
from programmes.enums import RulebookState
from programmes.models import Programme, Rulebook
from programmes.queries.programmes import managed_by


def versions_to_copy(draft: Rulebook, user: User) -> list[Rulebook]:
    """The versions that can fill this draft: earlier ones of its programme first, then the other programmes' that this
    person manages, the newest first; one query.
    """
    versions = (
        Rulebook.objects.filter(programme__in=managed_by(user))
        .exclude(pk=draft.pk)
        .select_related("programme")
        .order_by("programme__title", "-version")
    )
    return sorted(versions, key=lambda version: version.programme_id != draft.programme_id)


def versions_of(programme: Programme) -> QuerySet[Rulebook]:
    """Every version of a programme's rules, drafts included, the newest first."""
    return programme.rulebooks.select_related("programme").order_by("-version")


def published_versions_of(programme: Programme) -> QuerySet[Rulebook]:
    """The versions that were ever in force, the newest first."""
    return versions_of(programme).filter(state__in=[RulebookState.PUBLISHED, RulebookState.SUPERSEDED])
