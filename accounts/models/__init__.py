from accounts.models.job_role import JobRole
from accounts.models.organisation import Organisation
from accounts.models.team import Team
from accounts.models.user import User

__all__ = ["JobRole", "Organisation", "Team", "User"]
