"""The settings of benchmarks/nominate.py: those of the pages' benchmark, and one bare view to measure against."""

from page_settings import *  # noqa: F403

ROOT_URLCONF = "nominate_urls"
SITE_URL = "http://127.0.0.1"
