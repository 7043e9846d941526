from accounts.models import Organisation


def the_organisation() -> Organisation:
    """The one organisation; a migration made its row."""
    organisation, _made = Organisation.objects.get_or_create(pk=Organisation.ONLY)
    return organisation
