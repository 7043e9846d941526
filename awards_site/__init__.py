"""The site: settings, addresses, the clock, the home page, and the demo organisation."""

from awards_site.celery import app as celery_app

__all__ = ["celery_app"]
