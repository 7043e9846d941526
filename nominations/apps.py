from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _

from nominations.kind_triggers import GUARD


class NominationsConfig(AppConfig):
    """Nominations, entries, evidence, screening."""

    name = "nominations"
    verbose_name = _("Nominations")

    def ready(self) -> None:
        """Keep the guard over kinds of nominees through migrations."""
        pre_migrate.connect(GUARD.lift_before_migrating, sender=self)
        post_migrate.connect(GUARD.put_back_after_migrating, sender=self)
