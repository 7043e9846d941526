"""How records, seals and texts are hashed. The functions live in the verifier that an export carries, so that what seals
and what proves can never differ.
"""

import hashlib

from audit.offline_verifier import HASHED_FIELDS, canonical, content_hash, leaf, merkle_root, seal_hash

__all__ = ["HASHED_FIELDS", "canonical", "content_hash", "leaf", "merkle_root", "seal_hash", "text_digest"]


def text_digest(text: str) -> str:
    """The SHA-256 of a text that a record may not hold itself, as hex."""
    return hashlib.sha256(text.encode()).hexdigest()
