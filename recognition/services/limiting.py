"""How many codes one network may try in a while, so that nobody tries them all."""

import hashlib
import ipaddress

from django.conf import settings
from django.core.cache import cache


def may_try(ip: str) -> bool:
    """Count one try for the network of this address; whether it is still within VERIFICATIONS_PER_MINUTE.

    The cache holds digests, for a minute; it is shared by all processes.
    """
    key = "verify:" + hashlib.sha256(_network_of(ip).encode()).hexdigest()
    cache.add(key, 0, 60)
    try:
        tried = cache.incr(key)
    except ValueError:  # it ran out between the two calls
        cache.set(key, 1, 60)
        tried = 1
    return bool(tried <= settings.VERIFICATIONS_PER_MINUTE)


def _network_of(ip: str) -> str:
    try:
        address = ipaddress.ip_address(ip)
    except ValueError:
        return ip
    return str(ipaddress.ip_network(f"{address}/{24 if address.version == 4 else 64}", strict=False))
