"""Settings of the processes that the kill test starts and kills: a file database and a broker, both in its own folder."""

import os
from pathlib import Path

from awards_site.settings.testing import *  # noqa: F403
from awards_site.settings.testing import SQLITE_OPTIONS

FOLDER = Path(os.environ["KILL_TEST_FOLDER"])
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": FOLDER / "test.sqlite3",
        "OPTIONS": SQLITE_OPTIONS,
    },
}
MEDIA_ROOT = FOLDER / "media"
CELERY_TASK_ALWAYS_EAGER = False
CELERY_IMPORTS = ["jobs.tests.slow_work"]
CELERY_BROKER_URL = os.environ.get("KILL_TEST_BROKER", "filesystem://")
if CELERY_BROKER_URL == "filesystem://":
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(FOLDER / "queue"),
        "data_folder_out": str(FOLDER / "queue"),
        "control_folder": str(FOLDER / "control"),
        "polling_interval": 0.1,
    }
