import logging
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


class PatientRedisCache(RedisCache):
    """Redis as the cache, where an outage means that nothing is remembered, never that a page fails.

    What leans on it must hold without it: the limits of attempts count nothing while Redis is away, and a nomination
    is taken all the same.
    """

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """The value, or ``default`` where it is not known or Redis is away."""
        try:
            return super().get(key, default, version)
        except RedisError as error:
            return _missed(error, default)

    def set(self, *args: Any, **kwargs: Any) -> None:
        """Remember, where Redis is there."""
        try:
            super().set(*args, **kwargs)
        except RedisError as error:
            _missed(error, None)

    def add(self, *args: Any, **kwargs: Any) -> bool:
        """Remember what is not known yet; True where Redis is away, for then nothing is known."""
        try:
            return super().add(*args, **kwargs)
        except RedisError as error:
            return bool(_missed(error, True))

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        """Forget, where Redis is there."""
        try:
            return super().delete(*args, **kwargs)
        except RedisError as error:
            return bool(_missed(error, False))

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        """Count up. Raises ValueError where the key is not known, as every cache does, and where Redis is away."""
        try:
            return super().incr(key, delta, version)
        except RedisError as error:
            _missed(error, None)
            raise ValueError(f"Key {key!r} not found") from error


def _missed(error: RedisError, instead: Any) -> Any:
    logger.warning("the cache does not answer: %s", type(error).__name__)
    return instead
