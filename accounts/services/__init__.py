"""What is done with people and the organisation."""

from accounts.services.organisation import change_logo, change_organisation
from accounts.services.people import add_person, change_person, deactivate_person, reactivate_person
from accounts.services.people_import import import_people
from accounts.services.personal_data import erase_person, export_person
from accounts.services.teams import save_job_role, save_team

__all__ = [
    "add_person",
    "change_logo",
    "change_organisation",
    "change_person",
    "deactivate_person",
    "erase_person",
    "export_person",
    "import_people",
    "reactivate_person",
    "save_job_role",
    "save_team",
]
