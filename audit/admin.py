from django.contrib import admin
from django.http import HttpRequest

from audit.models import Record, Seal


class TrailAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # one for both models
    """The trail can be looked at and nothing else; the database would refuse the rest anyway."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Never."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Never."""
        return False

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Administrators."""
        return bool(request.user.is_active and request.user.is_staff)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Administrators."""
        return bool(request.user.is_active and request.user.is_staff)


@admin.register(Record)
class RecordAdmin(TrailAdmin):
    """Records."""

    list_display = ["pk", "at", "actor", "verb", "target_label", "cycle", "seal"]
    list_select_related = ["actor", "seal"]
    search_fields = ["target_label", "cycle", "verb"]


@admin.register(Seal)
class SealAdmin(TrailAdmin):
    """Seals."""

    list_display = ["number", "at", "count", "first_record", "last_record", "hash"]
