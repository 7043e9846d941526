"""How long an email address may be: as long as it can be stored and delivered to. Django's own field lets longer ones through."""

LONGEST_ADDRESS = 254
