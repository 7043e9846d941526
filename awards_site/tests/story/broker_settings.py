"""The demo's settings with the broker that STORY_BROKER names, for tests in which it is down."""

import os

from awards_site.settings.demo import *  # noqa: F403 — this is how Django reads settings

CELERY_BROKER_URL = os.environ["STORY_BROKER"]
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, object] = {}
