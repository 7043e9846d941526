"""Each kind of message in words that people use: what it is called, and when it is sent."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Occasion:
    """What a kind of message is called, and when it is sent to whom."""

    name: str | Promise
    sent: str | Promise = ""


# In the order of a programme's life.
OCCASIONS: dict[str, Occasion] = {
    "approval_requested": Occasion(
        _("Please decide on the business case"), _("To an approver, when a manager proposes the business case.")
    ),
    "approval_decided": Occasion(
        _("The business case is decided"), _("To whoever proposed it, when an approver has answered.")
    ),
    "rules_consultation": Occasion(
        _("Consultation about the rules: anonymous"),
        _("When a draft of the rules is put to people, to everybody asked."),
    ),
    "rules_consultation_named": Occasion(
        _("Consultation about the rules: with names"),
        _("When a draft of the rules is put to people who answer under their names, to everybody asked."),
    ),
    "rules_consultation_reminder": Occasion(
        _("Consultation about the rules: a reminder"),
        _("To those who have not answered, when a manager asks for it, and two days before it ends."),
    ),
    "launch": Occasion(
        _("Nominations are open"), _("To everybody a planned message of the launch names, at its hour.")
    ),
    "launch_endorsement": Occasion(
        _("Why it matters to me"), _("Words to begin with, for an endorsement that a manager plans in the launch.")
    ),
    "launch_pilot": Occasion(
        _("It begins with your team"), _("Words to begin with, for a message to pilot teams that a manager plans.")
    ),
    "launch_reminder": Occasion(
        _("Nominate them by then"), _("Words to begin with, for a reminder that a manager plans in the launch.")
    ),
    "planned": Occasion(_("A message of the launch"), _("To whom a manager planned it for, at its hour.")),
    "launch_task_reminder": Occasion(
        _("Your task in the launch is due"),
        _("To the owner of a launch task, three days and one day before it is due."),
    ),
    "confirm_nomination": Occasion(
        _("Please confirm your nomination"),
        _("To a customer, right after they nominate. Unconfirmed, nobody reads it."),
    ),
    "confirm_reminder": Occasion(
        _("Your nomination still waits for you"),
        _("To a customer who has not confirmed theirs after some days; once, before it is deleted."),
    ),
    "nomination_reminder": Occasion(
        _("Your nomination isn’t sent yet"),
        _("To whoever began a nomination and has not sent it, three days before nominations close."),
    ),
    "nomination_received": Occasion(_("We have your nomination"), _("To the nominator, once the nomination counts.")),
    "support_received": Occasion(
        _("You support a nomination"), _("To a colleague who adds their voice to somebody else’s nomination.")
    ),
    "support_ended": Occasion(
        _("The nomination you supported has gone"),
        _("To those who supported a nomination that was withdrawn or declined, where no other names the same nominee."),
    ),
    "nomination_more_information": Occasion(
        _("A question about your nomination"), _("To the nominator, when something is missing.")
    ),
    "nomination_who_is_meant": Occasion(
        _("Whom do you mean?"), _("To the nominator, when nobody can tell who is named.")
    ),
    "nomination_question_reminder": Occasion(
        _("A question still waits"), _("To the nominator, once, two days before an answer is due.")
    ),
    "nomination_accepted": Occasion(
        _("Your nomination goes to the judges"), _("To the nominator, when a manager accepts it.")
    ),
    "nomination_declined": Occasion(
        _("Your nomination can’t be judged"),
        _("To the nominator, when a manager declines it, with the rule and the reason."),
    ),
    "confirm_address": Occasion(
        _("Please confirm your new address"), _("To a nominator’s new address, when they put their contact data right.")
    ),
    "nominee_told": Occasion(
        _("What we hold about you"),
        _("To a person whom somebody else named, within a month or on the day a manager set with a reason."),
    ),
    "screening_begins": Occasion(
        _("Nominations wait to be screened"), _("To the managers, on the day nominations close.")
    ),
    "file_withheld": Occasion(
        _("A file was withheld"), _("To the managers, when the virus scanner finds something in a nomination’s file.")
    ),
    "judge_invitation": Occasion(_("Would you judge?"), _("To a judge, when they are seated on a panel.")),
    "audit_seal": Occasion(
        _("The trail’s seal"), _("Every week, to the addresses named in the organisation’s settings.")
    ),
    "judge_declined": Occasion(
        _("Somebody can’t judge"), _("To managers and chair, when somebody declines a seat or gives it back.")
    ),
    "review_asked": Occasion(
        _("Somebody asks for a review"), _("To the managers, when a nominator or nominee asks for a review of process.")
    ),
    "review_assigned": Occasion(
        _("A review to answer"), _("To whoever is asked to look into it, when a manager chooses them.")
    ),
    "review_answered": Occasion(_("Your review is answered"), _("To whoever asked, with the finding and the words.")),
    "judge_assigned": Occasion(_("Your stories are ready"), _("To a judge, when entries are assigned to them.")),
    "round_opened": Occasion(
        _("A round of judging is open"), _("To each judge of a round, when it opens: what is asked and by when.")
    ),
    "samples_to_score": Occasion(
        _("Samples to score first"), _("To each judge of a panel, when its calibration round opens.")
    ),
    "judge_reminder": Occasion(_("Stories still to score"), _("To a judge with unsent sheets, before scoring closes.")),
    "sheet_reopened": Occasion(
        _("Your score sheet is open again"), _("To a judge, when the chair reopens a sheet, with the reason.")
    ),
    "result_winner": Occasion(_("You have won"), _("To each winner, at the hour the announcement is planned for.")),
    "result_highly_commended": Occasion(
        _("You are highly commended"), _("To each person or team highly commended, at the same hour.")
    ),
    "result_not_chosen": Occasion(
        _("You were nominated"), _("To nominees who were not chosen, with what the judges said, at the same hour.")
    ),
    "result_nominator_winner": Occasion(
        _("The person you nominated has won"), _("To those who nominated somebody honoured, at the same hour.")
    ),
    "result_nominator_other": Occasion(
        _("What became of your nomination"), _("To those who nominated somebody else, at the same hour.")
    ),
    "result_supporter_winner": Occasion(
        _("The person you supported has won"),
        _("To those who supported a nomination of somebody honoured, at the same hour."),
    ),
    "result_supporter_other": Occasion(
        _("What became of the nomination you supported"),
        _("To those who supported a nomination of somebody else, at the same hour."),
    ),
    "result_manager": Occasion(
        _("Somebody in your team is honoured"), _("To the line managers of those honoured, at the same hour.")
    ),
    "survey_organisation": Occasion(
        _("Survey: those who lead"), _("When evaluation begins, to managers and approvers.")
    ),
    "survey_managers": Occasion(
        _("Survey: managers of winners"), _("When evaluation begins, to the line managers of those honoured.")
    ),
    "survey_winners": Occasion(_("Survey: winners"), _("When evaluation begins, to those honoured.")),
    "survey_others": Occasion(
        _("Survey: those who did not win"), _("When evaluation begins, to nominees who were not chosen.")
    ),
    "survey_customers": Occasion(_("Survey: customers"), _("When evaluation begins, to customers who nominated.")),
}


def occasion_of(key: str) -> Occasion:
    """The words for a kind of message; for one that is not in the list, its key spelt out."""
    return OCCASIONS.get(key) or Occasion(key.replace("_", " ").capitalize())


def place_of(key: str) -> tuple[int, str]:
    """Where a kind stands among the others: by the life of a programme, unknown ones last."""
    order = list(OCCASIONS)
    return (order.index(key) if key in OCCASIONS else len(order), key)
