"""Choose the settings: production as soon as one production variable is set, else the demo on this machine alone.

LAUREL_DEMO=1 or LAUREL_DEMO=0 decides outright. A half-configured production therefore never falls back to the
demo: it stops and names what is missing.
"""

import os

from django.core.exceptions import ImproperlyConfigured

PRODUCTION_VARIABLES = ("SECRET_KEY", "DATABASE_URL", "REDIS_URL", "ALLOWED_HOSTS", "EMAIL_URL")


def _is_demo(environment: "os._Environ[str]") -> bool:
    asked = environment.get("LAUREL_DEMO", "")
    if asked not in {"", "0", "1"}:
        raise ImproperlyConfigured(f"LAUREL_DEMO is {asked!r}; it can be 1 (the demo) or 0 (production).")
    if asked:
        return asked == "1"
    return not any(environment.get(name) for name in PRODUCTION_VARIABLES)


if _is_demo(os.environ):
    from awards_site.settings.demo import *  # noqa: F403 — this is how Django reads settings
else:
    from awards_site.settings.production import *  # noqa: F403
