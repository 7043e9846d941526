"""How many nominations may come from one address and one network within an hour."""

import hashlib
import ipaddress

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext as _

from nominations.refusals import TooMany

HOUR = 3600


def count_attempt(*, email: str, ip: str) -> None:
    """Count one nomination for this address and network. Raises TooMany beyond NOMINATIONS_AN_HOUR.

    The cache holds digests, for an hour; it is shared by all processes.
    """
    limits = settings.NOMINATIONS_AN_HOUR
    too_many = [
        _count(f"address:{email.strip().lower()}") > limits["address"],
        _count(f"network:{network_of(ip)}") > limits["network"],
    ]
    if any(too_many):
        raise TooMany(_("Many nominations have come from here within the hour. Please send this one again in an hour."))


def count_call(*, token_id: int, email: str = "") -> None:
    """Count one call of another system, and, where it is known, of the address that it names. Raises TooMany."""
    limits = settings.NOMINATIONS_AN_HOUR
    if email and _count(f"address:{email.strip().lower()}") > limits["address"]:
        raise TooMany(
            _("Many nominations have come from this address within the hour. Send this one again in an hour.")
        )
    if not email and _count(f"token:{token_id}") > limits["token"]:
        raise TooMany(_("Many nominations have come with this token within the hour. Send this one again in an hour."))


def count_upload(*, ip: str) -> None:
    """Count one unfinished form with files for this network. Raises TooMany beyond UPLOADS_AN_HOUR."""
    if _count(f"uploads:{network_of(ip)}") > settings.UPLOADS_AN_HOUR:
        raise TooMany(
            _("Files could not be kept: many have come from here within the hour. Choose them again, please.")
        )


def network_of(ip: str) -> str:
    """The network that an IP address belongs to: /24, or /64 in IPv6; the text itself where it is no address.

    A server that listens on IPv6 sees IPv4 as ::ffff:192.0.2.1; all of these stand in one /64 and would share one limit.
    """
    try:
        address = ipaddress.ip_address(ip)
    except ValueError:
        return ip
    address = getattr(address, "ipv4_mapped", None) or address
    return str(ipaddress.ip_network(f"{address}/{24 if address.version == 4 else 64}", strict=False))


def _count(whose: str) -> int:
    key = "nominations:" + hashlib.sha256(whose.encode()).hexdigest()
    if cache.add(key, 1, HOUR):
        return 1
    try:
        return cache.incr(key)
    except ValueError:  # it ran out between the two calls
        cache.set(key, 1, HOUR)
        return 1
