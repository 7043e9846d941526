"""Who may read the outbox and change wordings: administrators."""

import rules

from accounts.rules import is_administrator

rules.add_perm("communications.read_outbox", is_administrator)
rules.add_perm("communications.change_wording", is_administrator)
