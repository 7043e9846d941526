"""The questions of law and fairness, each asked on the page where the decision is taken (M11).

They are prompts for people who run awards in the United Kingdom, and no legal advice: each says which rule is behind it, so
that somebody who knows the law can be asked.
"""

from dataclasses import dataclass
from typing import Final, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Topic = Literal["equality", "data"]


@dataclass(frozen=True)
class Question:
    """One question. ``page`` is the key of the page that asks it (of PAGES), ``law`` the rule that is behind it."""

    key: str
    topic: Topic
    page: str
    question: Promise
    why: Promise
    law: Promise
    example: Promise


TOPICS: Final[dict[str, Promise]] = {"equality": _("Equality"), "data": _("Data protection")}

# Each page that asks questions, with the name of its address. How it is judged stands on the page of the rules as well, which
# can be opened when no draft is being written.
PAGES: Final[dict[str, str]] = {
    "identity": "programmes:identity",
    "rules": "programmes:rules",
    "judging": "programmes:rules",
    "rewards": "programmes:rewards",
    "presentation": "programmes:presentation",
}

QUESTIONS: Final = (
    Question(
        "criteria-neutral",
        "equality",
        "rules",
        _("Could somebody who was away for part of the time, or works part time, score as high as anybody else?"),
        _(
            "Criteria that count volume, attendance or hours put people at a disadvantage who were ill, pregnant, on family "
            "leave or work fewer days. Ask for the quality of what was done, and read each level as they would."
        ),
        _("Equality Act 2010, sections 15, 18 and 19; Part-time Workers Regulations 2000; Fixed-term Employees Regulations 2002"),
        _("Such as: no criterion counts cases; “reliable” was taken out after the consultation."),
    ),
    Question(
        "eligibility-open",
        "equality",
        "rules",
        _("Is everybody eligible who does the work, whatever their contract, age or length of service?"),
        _(
            "A rule such as “two years’ service” leaves out younger people, and more women than men in some trades. "
            "A condition of more than five years needs a business reason; agency staff often meet the most customers."
        ),
        _("Equality Act 2010, section 19 and schedule 9, paragraph 10"),
        _("Such as: three months’ service, agency staff included."),
    ),
    Question(
        "judging-adjustments",
        "equality",
        "judging",
        _("Can judges and nominees with a disability take part fully, and have you asked what they need?"),
        _(
            "A judge may need larger print, more time or a screen reader; somebody who finds writing hard may tell a story "
            "by telephone. Adjust the way, not the standard, and ask everybody rather than guess."
        ),
        _("Equality Act 2010, sections 20 and 21"),
        _("Such as: the invitation asks; stories are taken by telephone; judges choose paper or screen."),
    ),
    Question(
        "judging-bias",
        "equality",
        "judging",
        _("Do judges know how to set aside accent, style of writing and who somebody is?"),
        _(
            "A well-written nomination is not better service, and people favour those like themselves without noticing. "
            "Half an hour of training, blind reading and several judges an entry take most of it away."
        ),
        _("Equality Act 2010, sections 13 and 39"),
        _("Such as: names hidden, three judges, training on 4 May with a trial entry."),
    ),
    Question(
        "rewards-usable",
        "equality",
        "rewards",
        _("Is every reward of use to whoever may win it?"),
        _(
            "Wine, a spa day or an evening out suit some and exclude others; a day’s leave is worth less to somebody "
            "who works two. Offer a choice of like value, agreed before the name is read out."
        ),
        _("Equality Act 2010, sections 13, 19 and 39; Part-time Workers Regulations 2000, regulation 5"),
        _("Such as: winners choose between three; leave is given in the winner’s own working days."),
    ),
    Question(
        "ceremony-adjustments",
        "equality",
        "presentation",
        _("Can everybody who should be there come, follow it, and enjoy it?"),
        _(
            "Look at steps, hearing loop, captions, food, alcohol, prayer times and feast days, school runs and night shifts. "
            "And ask winners beforehand: for some, to be surprised on a stage is no reward at all."
        ),
        _("Equality Act 2010, sections 19, 20 and 29"),
        _("Such as: at shift handover, step-free, captions on; winners asked in private a week before."),
    ),
    Question(
        "data-purpose",
        "data",
        "identity",
        _("Have you told nominators and nominees what you collect, what it is for, and who reads it?"),
        _(
            "A nomination holds names and a story about somebody who may not know of it. People must be told when they give "
            "it, and a nominee within a month. Use it for the award alone: not for appraisal, and not for discipline."
        ),
        _("UK GDPR, articles 5(1)(b), 13 and 14"),
        _("Such as: the notice on the nomination page; nominees get a message when screening ends."),
    ),
    Question(
        "data-basis",
        "data",
        "identity",
        _("Have you written down the lawful basis, and thought of stories that tell more than a name?"),
        _(
            "Most rely on legitimate interests, with the balance written down; consent is weak where an employer asks. "
            "A customer’s story may tell of illness or faith: that is special category data, so leave it out or ask."
        ),
        _("UK GDPR, articles 6 and 9; Data Protection Act 2018, schedule 1"),
        _("Such as: legitimate interests, assessed with the data protection officer; health details are removed at screening."),
    ),
    Question(
        "data-retention",
        "data",
        "identity",
        _("Is it settled how long nominations are kept, and who removes them?"),
        _(
            "Keep them while a result may be questioned and no longer. Laurel removes names and "
            "stories by itself after the months that the organisation has set; copies in mailboxes and on shared drives have to "
            "go as well."
        ),
        _("UK GDPR, article 5(1)(e)"),
        _("Such as: 24 months after a cycle closes; printed copies are shredded by the chair."),
    ),
    Question(
        "data-publicity",
        "data",
        "presentation",
        _("Will nobody’s name, picture or story be published unless they, and the customer in it, have agreed?"),
        _(
            "Winning is not agreeing to be on a poster. Ask for each use, let people say no without giving a reason, and make "
            "sure that a picture can be taken down again."
        ),
        _("UK GDPR, articles 6, 7 and 21"),
        _("Such as: asked in the winner’s message; customers’ words without their names."),
    ),
)  # fmt: skip

QUESTION_BY_KEY: Final = {question.key: question for question in QUESTIONS}
