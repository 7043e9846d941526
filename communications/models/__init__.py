from communications.models.message import Message
from communications.models.template import Template

__all__ = ["Message", "Template"]
