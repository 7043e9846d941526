"""The Celery application. Tasks are thin: they carry ids, and the rows that they point to say what is to be done."""

import os

from celery import Celery

from awards_site import file_broker

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "awards_site.settings")

file_broker.use()
app = Celery("laurel")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
