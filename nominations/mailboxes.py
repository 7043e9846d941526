"""Addresses that reach the same person: what stands after a plus sign in the first part is a label of their own."""


def mailbox(email: str) -> str:
    """The address in lower case without such a label: kim+2@example.com is kim@example.com."""
    local, at, domain = email.strip().lower().partition("@")
    return f"{local.partition('+')[0] or local}{at}{domain}"
