"""The terms that a judge signs where neither the programme nor the organisation has written its own."""

from django.utils.translation import gettext as _


def shipped_terms() -> str:
    """Confidentiality and conflicts in plain words; Markdown, in the language of whoever reads."""
    return _(
        "**What I read stays here.** The stories, the scores and what the panel says are for judging only. I show them to "
        "nobody, copy them nowhere, and delete what I noted once the winners are announced.\n\n"
        "**I judge by the published criteria and by nothing else.** I score what the story shows, on my own, before I know "
        "what anybody else thinks.\n\n"
        "**I say when I am too close.** I do not judge myself, people whom I manage, work beside or am managed by, whom I "
        "nominated, or to whom I am close outside work. Where I recognise somebody, I stand aside and say so.\n\n"
        "**I explain.** I can be asked how I came to a score. My scores stand in a record that nobody can change quietly."
    )
