"""The demo's settings for benchmarks/pages.py: in a folder of its own, on PostgreSQL where BENCHMARK_DATABASE names it."""

import os

from awards_site.settings.databases import database_from
from awards_site.settings.demo import *  # noqa: F403

if os.environ.get("BENCHMARK_DATABASE"):
    DATABASES = {"default": {**database_from("BENCHMARK_DATABASE"), "CONN_MAX_AGE": 60}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
CELERY_BROKER_URL = "memory://"
NOMINATIONS_AN_HOUR = {"address": 10_000, "network": 10_000, "token": 10_000}
NOMINATION_MINIMUM_SECONDS = 0
