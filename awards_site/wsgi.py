"""The door for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

from awards_site.catalogues import drop_empty_catalogues

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "awards_site.settings")

application = get_wsgi_application()

drop_empty_catalogues()
