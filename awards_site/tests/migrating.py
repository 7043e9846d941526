"""Migrate an empty database in a sixth of the time that Django takes for it, for the test run alone.

As a module it is ``manage.py migrate`` in that time.
"""

import django
import pytest
from django.core.management import call_command
from django.db.migrations.state import ProjectState


def quicken(patch: pytest.MonkeyPatch) -> None:
    """Until the patch is undone, let an operation of a migration build anew only the class of the model that it changes.

    Django builds all classes that are related to it, forty of a hundred for each new column. It spares some of them where
    it may, and has a word for such a state, ``is_delayed``: what a migration runs as Python is given one made whole. Here
    it always may: a class that keeps an older neighbour asks it for its table alone, and that is the same.
    ``test_migrations`` holds that the outcome is what the models say; ``operations/test_production`` migrates plainly.
    """
    patch.setattr(ProjectState, "_find_reload_model", _itself_alone)


def _itself_alone(state: ProjectState, app: str, model: str, delay: bool = False) -> set[tuple[str, str]]:
    state.is_delayed = True
    return {(app, model)}


if __name__ == "__main__":
    django.setup()
    with pytest.MonkeyPatch.context() as context:
        quicken(context)
        call_command("migrate", verbosity=0)
