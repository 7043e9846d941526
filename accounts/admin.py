from django.contrib import admin
from django.http import HttpRequest

from accounts.models import JobRole, Organisation, Team, User


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # one for any model
    """What the services write can only be looked at here: a change past them would leave no record."""

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


@admin.register(User)
class PersonAdmin(ReadOnlyAdmin):
    """People, to look at; /people/ changes them."""

    list_display = ["full_name", "email", "team", "job_role", "is_active", "is_staff"]
    list_filter = ["is_active", "is_staff", "team"]
    search_fields = ["full_name", "email"]
    list_select_related = ["team", "job_role"]
    exclude = ["password", "groups", "user_permissions"]


@admin.register(Team)
class TeamAdmin(ReadOnlyAdmin):
    """Teams, to look at; /people/teams/ changes them."""

    list_display = ["name", "parent", "leader", "headcount"]
    list_select_related = ["parent", "leader"]


@admin.register(JobRole)
class JobRoleAdmin(ReadOnlyAdmin):
    """Job roles, to look at; /people/roles/ changes them."""

    list_display = ["name", "customer_facing"]


@admin.register(Organisation)
class OrganisationAdmin(ReadOnlyAdmin):
    """The organisation, to look at; /organisation/ changes it."""

    exclude = ["logo"]  # a private file has no address; a view hands it out
