"""The demo: one machine, loopback only, SQLite and a broker made of files, mail that never leaves."""

import hashlib
import os
from pathlib import Path

from awards_site.settings.base import *  # noqa: F403
from awards_site.settings.base import BASE_DIR, MIDDLEWARE, STORAGES
from awards_site.settings.databases import SQLITE_OPTIONS

DEMO = True

DATA_DIR = Path(os.environ.get("LAUREL_DATA", BASE_DIR / "var"))
DATA_DIR.mkdir(parents=True, exist_ok=True)

# Good for a demo that only this machine can reach: stable over restarts, different for each checkout.
SECRET_KEY = "demo-" + hashlib.sha256(str(DATA_DIR.resolve()).encode()).hexdigest()

ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
MIDDLEWARE = ["awards_site.middleware.LoopbackOnlyMiddleware", *MIDDLEWARE]
SITE_URL = os.environ.get("SITE_URL", "http://127.0.0.1:8000")

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA_DIR / "laurel.sqlite3",
        "OPTIONS": SQLITE_OPTIONS,
        "CONN_MAX_AGE": 60,
    },
}
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": DATA_DIR / "cache"},
}

MEDIA_ROOT = DATA_DIR / "media"
STATIC_ROOT = DATA_DIR / "static"
# Compressing pays on a network, not on one machine, and takes half a minute.
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}

EMAIL_BACKEND = "communications.mail_backend.OutboxBackend"  # nothing leaves; the outbox page shows every message
DEFAULT_FROM_EMAIL = "Brightwater awards <awards@brightwater.example>"

BROKER_DIR = DATA_DIR / "broker"
for _folder in ("queue", "control"):
    (BROKER_DIR / _folder).mkdir(parents=True, exist_ok=True)
CELERY_BROKER_URL = "filesystem://localhost//"
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "data_folder_in": str(BROKER_DIR / "queue"),
    "data_folder_out": str(BROKER_DIR / "queue"),
    "control_folder": str(BROKER_DIR / "control"),
    "polling_interval": 0.1,
}
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "clock")
