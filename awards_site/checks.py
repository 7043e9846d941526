from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connection

from accounts.models import User

DEMO_ADDRESS = "@brightwater.example"


@register(Tags.database)
def demo_people(app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """A production must hold nobody of the demo who can sign in: everybody knows their password.

    Runs with ``migrate`` and with ``check --database default``.
    """
    if settings.DEMO or not databases or "default" not in databases:
        return []
    if User._meta.db_table not in connection.introspection.table_names():  # before the first migration
        return []
    who = User.objects.filter(email__endswith=DEMO_ADDRESS, is_active=True)
    if not who.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX).exclude(password="").exists():
        return []
    return [
        Error(
            f"People of the demo ({DEMO_ADDRESS}) can sign in here, with a password that everybody knows.",
            hint="This database was filled by seed_demo: begin a production with an empty one.",
            id="awards_site.E001",
        )
    ]
