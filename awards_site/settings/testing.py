"""The test run: SQLite in memory or a file, or the server that TEST_DATABASE_URL names; tasks run inside the test."""

import os
import tempfile
from pathlib import Path

from awards_site.settings.base import *  # noqa: F403
from awards_site.settings.base import STORAGES
from awards_site.settings.databases import SQLITE_OPTIONS, database_from

DEMO = False
SECRET_KEY = "only-for-tests-" + "x" * 50
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
SITE_URL = "http://testserver"

_folder = tempfile.TemporaryDirectory(prefix="laurel-tests-")  # gone when the run ends
DATA_DIR = Path(_folder.name)
MEDIA_ROOT = DATA_DIR / "media"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir()  # WhiteNoise warns where it is missing, and a warning is an error here

if os.environ.get("TEST_DATABASE_URL"):
    DATABASES = {"default": database_from("TEST_DATABASE_URL")}
else:
    # In memory for a test; the pragmas that make sense only for a file are left out.
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": ":memory:",
            "OPTIONS": {key: SQLITE_OPTIONS[key] for key in ("transaction_mode", "timeout")},
        },
    }
# Acts are called without the request, job or command that sets the organisation's zone.
TIME_ZONE = "Europe/London"

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DEFAULT_FROM_EMAIL = "awards@example.org"
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}

UNTIL_NEXT_ACT_SECONDS = 0  # a factory changes rows without an act

CELERY_BROKER_URL = "memory://"
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
