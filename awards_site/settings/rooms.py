"""How the rooms meet: what each does when a cycle moves, what it shows beside the others, and which data of a person it
holds. A room never imports one that comes after it; it names a place here, and the later room answers.
"""

# The whole life of a cycle on one page: what each room does when a cycle reaches a stage, in this order.
CYCLE_STEPS: dict[str, list[str]] = {
    "planned": [],
    "open": ["evaluation.steps.take_over_actions"],
    "screening": ["nominations.steps.ask_managers_to_screen"],
    "judging": ["judging.steps.begin_judging"],
    "deliberating": ["judging.steps.begin_deliberating"],
    "decided": [],
    "announced": ["recognition.steps.announce_results", "recognition.steps.tell_nominees"],
    "evaluating": ["evaluation.steps.open_surveys"],
    "closed": ["evaluation.steps.carry_open_actions"],
    "cancelled": [],
}

# What a cycle needs before it may reach a stage: functions that take the cycle and name what is missing, in words.
CYCLE_CHECKS: dict[str, list[str]] = {
    "open": [],
    "screening": [],
    "judging": ["nominations.queries.needs.missing_before_judging", "judging.queries.readiness.before_judging"],
    "deliberating": ["judging.queries.readiness.before_deliberating"],
    "decided": ["judging.queries.readiness.before_decided"],
    "announced": ["recognition.queries.announcements.missing_to_announce"],
}

# What a reader of the audit trail may not see yet: functions that take the person and return a condition on records.
TRAIL_KEPT_BACK: list[str] = ["judging.queries.kept_back.kept_back_from"]

# Whose zone and language a worker, the clock and commands have: a context manager.
UNATTENDED_AS = "accounts.ways.as_the_organisation"

# What would be wise before a programme starts: functions that take the programme and return gaps that do not block
# (programmes.queries.plan_readiness.Gap).
PLAN_ADVICE: list[str] = [
    "programmes.queries.plan_advice.choose_an_option",
    "programmes.queries.plan_advice.serve_both_aims",
    "programmes.queries.plan_advice.of_the_scheme",
    "programmes.queries.plan_advice.reward_beyond_money",
    "programmes.queries.plan_advice.launch_with_owners",
]

# The steps of a cycle in the rail: functions that take the cycle and return dictionaries with key, name, word, state, url.
CYCLE_RAIL: list[str] = [
    "nominations.queries.rail.nominations_step",
    "judging.queries.rail.steps",
    "recognition.queries.announcements.rail_steps",
    "evaluation.queries.rail.steps",
]

# What needs the manager on a cycle's page: functions that take the cycle and return dictionaries with title, detail, url,
# button, due and blocking.
CYCLE_NEEDS: list[str] = [
    "nominations.queries.needs.needs_of",
    "nominations.queries.redactions.needs",
    "nominations.queries.apathy.needs",
    "judging.queries.needs.needs",
    "recognition.queries.announcements.needs",
    "evaluation.queries.needs.needs",
]

# Pictures and figures on a cycle's page: functions that take the cycle and return dictionaries with "template" and
# "figure"; the template is included with the variable "figure".
CYCLE_FIGURES: list[str] = [
    "nominations.queries.participation_figures.figures_of",
    "nominations.queries.apathy.figures",
]

# What the public rules say of the cycles that run by a version: functions that take the programme and the version and return
# dictionaries with "template" and "figure".
PUBLIC_RULES: list[str] = ["judging.queries.rounds.published.rounds_published"]

# The figures of the service that objectives can name: one function that returns their names. Empty list where none is kept.
KPI_NAMES = "evaluation.queries.kpi_names.kpi_names"

# Who is responsible for what, for the project plan: functions that take the programme and return dictionaries with part,
# what, who, by (a date or None), word (where it stands) and url.
RESPONSIBILITIES: list[str] = [
    "programmes.queries.responsibilities.of_the_plan",
    "judging.queries.responsibilities.of_the_panel",
    "evaluation.queries.responsibilities.of_improvements",
]

# Recent winners on a programme's public page: one function that takes the programme and returns dictionaries with kicker,
# name, detail, quote and url, the newest first. Empty shows none.
PROGRAMME_HONOURS = "recognition.queries.honours.for_programme"

# How many stories have come in, for a programme's public page while nominations are open: one function that takes the cycle
# and returns a dictionary with count, customers, hoped and some. Empty shows none.
PROGRAMME_TALLY = "nominations.queries.tally.for_cycle"

# What waits for somebody on their home page: functions that take a person and return dictionaries with title, detail,
# url, button and due, one room each.
WAITING: list[str] = [
    "programmes.queries.business_cases.cases_waiting_for",
    "programmes.queries.consultations.waiting_to_answer",
    "programmes.queries.consultations.waiting_for_reply",
    "programmes.queries.launch_waiting.tasks_waiting_for",
    "nominations.queries.waiting.drafts_of",
    "nominations.queries.waiting.to_screen_by",
    "nominations.queries.second_look.to_confirm_by",
    "judging.queries.waiting.invitations_for",
    "judging.queries.waiting.reviews_for",
    "judging.queries.samples.waiting.samples_for",
    "judging.queries.waiting.of_panels",
    "judging.queries.rounds.waiting.rounds_for",
    "recognition.queries.waiting.waiting",
    "evaluation.queries.waiting.waiting",
]

# The same things counted, for the top bar of every page: by the function of WAITING, a function that takes the person and
# returns querysets with as many rows as it finds things. The home page calls only those that find any. What is not named
# here is counted by calling it.
WAITING_COUNTED: dict[str, str] = {
    "programmes.queries.business_cases.cases_waiting_for": "programmes.queries.waiting_plan.cases",
    "programmes.queries.consultations.waiting_to_answer": "programmes.queries.waiting_plan.questions",
    "programmes.queries.consultations.waiting_for_reply": "programmes.queries.waiting_plan.replies",
    "programmes.queries.launch_waiting.tasks_waiting_for": "programmes.queries.launch_waiting.launch_waiting",
    "nominations.queries.waiting.drafts_of": "nominations.queries.waiting.drafts_waiting",
    "nominations.queries.waiting.to_screen_by": "nominations.queries.waiting.screening_waiting",
    "nominations.queries.second_look.to_confirm_by": "nominations.queries.second_look.confirming_waits",
    "judging.queries.waiting.invitations_for": "judging.queries.waiting.invitations_waiting",
    "judging.queries.waiting.reviews_for": "judging.queries.waiting.reviews_waiting",
    "judging.queries.samples.waiting.samples_for": "judging.queries.samples.waiting.samples_waiting",
    "judging.queries.waiting.of_panels": "judging.queries.waiting.panels_waiting",
    "judging.queries.rounds.waiting.rounds_for": "judging.queries.rounds.waiting.rounds_waiting",
    "recognition.queries.waiting.waiting": "recognition.queries.waiting.consents_waiting",
    "evaluation.queries.waiting.waiting": "evaluation.queries.waiting.actions_waiting",
}

# Which of them can only wait for somebody who manages a programme or has a seat on a panel; the home page does not ask for
# the others' (one query of all of them takes the database longer to plan than to answer).
WAITING_BEHIND: dict[str, str] = {
    "programmes.queries.consultations.waiting_for_reply": "manage",
    "nominations.queries.waiting.to_screen_by": "manage",
    "nominations.queries.second_look.to_confirm_by": "manage",
    "judging.queries.waiting.invitations_for": "judge",
    "judging.queries.waiting.of_panels": "judge",
    "judging.queries.samples.waiting.samples_for": "judge",
    "judging.queries.rounds.waiting.rounds_for": "judge",
}

# What has lately happened that concerns somebody, on their home page: functions that take a person and the time to look
# back to and return programmes.queries.happenings, each with the function that makes the sentence and the address out of
# their texts. All of them are one query, however much happened.
LATELY: dict[str, str] = {
    "programmes.queries.lately.stages_reached": "programmes.queries.lately.say_stage",
    "nominations.queries.lately.answers_to": "nominations.queries.lately.say_answer",
    "judging.queries.lately.stood_aside_lately": "judging.queries.lately.say_stood_aside",
    "recognition.queries.lately.results_heard": "recognition.queries.lately.say_result",
    "recognition.queries.lately.certificates_ready": "recognition.queries.lately.say_certificate",
}

# What a nominator is offered on the page of their nomination: functions that take the nomination and return a dictionary
# with text, url, button and until (a time or None), or None.
NOMINATION_OFFERS: list[str] = ["judging.queries.reviews.review_link_of"]

# What else people of a cycle agreed to, on the page of its record of consents: functions that take the cycle and return
# dictionaries with who, what, at and holds.
CONSENTS_BESIDE: list[str] = ["recognition.queries.consents.answers_of"]

# Who must not see who is nominated, though the rules let colleagues support nominations: functions that take a person and a
# cycle and return whether it is so.
KEPT_FROM_NOMINEES: list[str] = ["judging.queries.seats.reads_without_names"]

# What is said in public about an entry is looked at again by these when a nominator takes back that their story may be
# published, or the nominee asks that it is not: functions that take the entry.
STORY_WITHDRAWN: list[str] = ["recognition.services.taking_down.take_down_quotations"]

# Where else the address of a nominator without an account stands, when they have their data removed: functions that take the
# nomination and the address.
SENDER_REMOVED: list[str] = ["judging.privacy.forget_sender", "evaluation.privacy.forget_sender"]

# Who has won before, for rules such as "not a winner within twelve months": functions that take a programme and a time
# and return a set of (category code, "person" or "team", id).
PAST_WINNERS: list[str] = ["judging.queries.past_winners.winners_since"]

# What the clock does at each tick, in this order; each is idempotent and safe beside a second clock.
CLOCK_STEPS: list[str] = [
    "programmes.services.clock.plan_next_cycles",
    "programmes.services.clock.advance_due_cycles",
    "judging.services.rounds.running.open_due_rounds",
    "judging.services.filling.look_for_conflicts",
    "programmes.services.consultations.close_due",
    "programmes.services.consultation_reminders.remind_due",
    "programmes.services.sending.send_due_messages",
    "programmes.services.launch_reminders.remind_owners",
    "programmes.services.customer_lists.forget_sent_lists",
    "nominations.services.expiring.delete_unconfirmed",
    "nominations.services.attaching.drop_old_uploads",
    "nominations.services.filing.forget_old_files",
    "nominations.services.api_calls.forget_old_keys",
    "nominations.services.reminding.remind_of_drafts",
    "nominations.services.reminding.remind_to_confirm",
    "nominations.services.flagging.look_at_new",
    "nominations.services.chasing.chase_answers",
    "nominations.services.telling.tell_nominees",
    "programmes.services.retention.queue_removals",
    "communications.services.retention.empty_old_messages",
    "jobs.services.sweep",
    "communications.services.sweep",
    "audit.services.seal_records",
    "communications.services.seal_letters.send_seal_weekly",
]

# What a judge from outside may open beside the pages under /judge/ and their own sign-in, by name.
OUTSIDE_JUDGES_MAY_OPEN: list[str] = [
    "accounts:logo",
    "accounts:privacy",
    "accounts:accessibility",
    "programmes:accent",
    "healthz",
    "readyz",
]

# Where each room keeps its part of a person's data: modules with export(person) and erase(person).
# The directory comes last: the rooms before it still need the names that it removes.
PERSONAL_DATA: list[str] = [
    "evaluation.privacy",
    "recognition.privacy",
    "judging.privacy",
    "nominations.privacy",
    "programmes.privacy",
    "communications.privacy",
    "audit.privacy",
    "accounts.privacy",
]

# What each room removes once an ended cycle is older than names and stories are kept: functions that take the cycle and
# return counts for the trail. The counts that rest on names are written down first; nominations come last, since the
# rooms above still need to know who was named.
RETENTION: list[str] = [
    "nominations.retention.keep_counts",
    "evaluation.retention.remove_names",
    "recognition.retention.remove_names",
    "judging.retention.remove_names",
    "nominations.retention.remove_names",
]
