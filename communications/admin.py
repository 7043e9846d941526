from django.contrib import admin

from accounts.admin import ReadOnlyAdmin
from communications.models import Message, Template


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin):
    """Messages, to look at; their states change in the services only."""

    list_display = ["pk", "template_key", "to_address", "state", "attempts", "created_at", "sent_at"]
    list_filter = ["state", "template_key"]
    search_fields = ["to_address"]


@admin.register(Template)
class TemplateAdmin(ReadOnlyAdmin):
    """Wordings, to look at; /messages/ changes them."""

    list_display = ["key", "programme", "subject", "changed_at"]
