"""What the rows of a file refer to, read once for all of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from accounts.models import Organisation, Team, User
from accounts.queries.organisation import the_organisation
from nominations.enums import Medium, NominatorKind
from nominations.queries.questions import questions_of
from programmes.models import Category, Criterion, CriterionCategory, Cycle, FormQuestion


@dataclass(frozen=True)
class Directory:
    """People, teams and rules by what a file calls them; names and titles in small letters."""

    organisation: Organisation
    people: Mapping[str, User]
    by_name_and_team: Mapping[tuple[str, str], list[User]]
    teams: Mapping[str, Team]
    categories: Mapping[str, Category]
    criteria: Mapping[str, Criterion]
    weighed: frozenset[tuple[int, int]]
    kinds: Mapping[str, str]
    media: Mapping[str, str]
    questions: Mapping[str, FormQuestion]

    @property
    def category_codes(self) -> str:
        """The codes of the categories, in their order, for a sentence."""
        return ", ".join(dict.fromkeys(category.code for category in self.categories.values()))


def directory_of(cycle: Cycle) -> Directory:
    """The directory and the rules of this cycle; seven queries at most."""
    people = list(User.objects.filter(is_external=False).select_related("team"))
    by_name: dict[tuple[str, str], list[User]] = {}
    for person in people:
        if person.is_active and person.team is not None:
            by_name.setdefault((person.full_name.casefold(), person.team.name.casefold()), []).append(person)
    categories = list(Category.objects.filter(rulebook=cycle.rulebook))
    by_title = {category.title.casefold(): category for category in categories}
    places = CriterionCategory.objects.filter(category__rulebook=cycle.rulebook)
    return Directory(
        organisation=the_organisation(),
        people={person.email: person for person in people},
        by_name_and_team=by_name,
        teams={team.name.casefold(): team for team in Team.objects.all()},
        categories=by_title | {category.code: category for category in categories},
        criteria={criterion.code: criterion for criterion in Criterion.objects.filter(rulebook=cycle.rulebook)},
        weighed=frozenset(places.values_list("criterion_id", "category_id")),
        kinds=_by_value_and_label(NominatorKind.choices),
        media=_by_value_and_label(Medium.choices),
        questions={question.code: question for question in questions_of(cycle)},
    )


def _by_value_and_label(choices: Iterable[tuple[str, Any]]) -> dict[str, str]:
    return {str(label).casefold(): value for value, label in choices} | {value: value for value, _label in choices}
