"""A second reader beside the story: what is missing, which words may sway. Keeps nothing, logs nothing, refuses nothing."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from nominations.calculations.story_help import Advice, advice
from nominations.enums import PROMPTS
from nominations.forms.story import LONGEST
from nominations.wording import wording_for

PARTS = ("hint", *PROMPTS)


@require_POST
def story_help(request: HttpRequest) -> HttpResponse:
    """What a second reader would say about the story as it stands, for htmx."""
    return render(request, "nominations/partials/story_help.html", {"help": help_with(request.POST)})


def help_with(typed: Mapping[str, object]) -> Advice:
    """The advice on what is typed; a text beyond the longest that the form takes is read up to there."""
    parts = {part: str(typed.get(part) or "")[:LONGEST] for part in PARTS}
    return advice(parts, wording_for(get_language() or ""))
