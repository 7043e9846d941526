"""The door for gunicorn."""

import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from awards_site.catalogues import drop_empty_catalogues

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "awards_site.settings")

application = get_wsgi_application()

drop_empty_catalogues()

# Every view, once and before the workers part: else the first visitor of each worker waits a second for it.
import_module(settings.ROOT_URLCONF)
