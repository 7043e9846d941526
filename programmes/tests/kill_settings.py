"""Settings of the processes that the kill test of the sending starts and kills; tables are made without their history."""

from jobs.tests.worker_settings import *  # noqa: F403
from jobs.tests.worker_settings import INSTALLED_APPS

CELERY_IMPORTS = []
MIGRATION_MODULES = {name.rpartition(".")[2]: None for name in INSTALLED_APPS}
