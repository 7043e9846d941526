from django.contrib import admin

from accounts.admin import ReadOnlyAdmin
from jobs.models import Job


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    """Jobs, to look at; their states change in the services only."""

    list_display = ["pk", "kind", "title", "state", "done", "total", "attempts", "created_at"]
    list_filter = ["state", "kind"]
    exclude = ["result"]  # a private file has no address; /jobs/ hands it out
