from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _

from programmes import case_triggers, triggers


class ProgrammesConfig(AppConfig):
    """Objectives, options, rulebook, business case, launch, cycles and their clock."""

    name = "programmes"
    verbose_name = _("Programmes")

    def ready(self) -> None:
        """Check the region of the bank holidays; keep the guards over opened rules and proposed cases through migrations."""
        from programmes import checks  # noqa: F401 — importing it registers the check

        for guard in (triggers.GUARD, case_triggers.GUARD):
            pre_migrate.connect(guard.lift_before_migrating, sender=self)
            post_migrate.connect(guard.put_back_after_migrating, sender=self)
