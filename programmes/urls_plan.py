from django.urls import URLPattern, path

from programmes.urls_launch import launch_urls
from programmes.views import (
    approval,
    case,
    identity,
    new,
    objectives,
    options,
    presentation,
    publicity_kit,
    rewards,
    rules,
)

plan_urls: list[URLPattern] = [
    path("manage/new/", new.new_programme, name="new"),
    path("manage/<slug:slug>/about/", identity.identity, name="identity"),
    path("manage/<slug:slug>/objectives/", objectives.objectives, name="objectives"),
    path("manage/<slug:slug>/options/", options.appraisal, name="options"),
    path("manage/<slug:slug>/options/edit/", options.edit, name="options_edit"),
    path("manage/<slug:slug>/options/choose/", options.choose, name="options_choose"),
    path("manage/<slug:slug>/rules/", rules.rulebook, name="rules"),
    path("manage/<slug:slug>/rules/categories/", rules.categories, name="rules_categories"),
    path("manage/<slug:slug>/rules/criteria/", rules.criteria, name="rules_criteria"),
    path("manage/<slug:slug>/rules/judging/", rules.judging, name="rules_judging"),
    path("manage/<slug:slug>/rules/next/", rules.next_version, name="rules_next"),
    path("manage/<slug:slug>/rules/publish/", rules.publish, name="rules_publish"),
    path("manage/<slug:slug>/rewards/", rewards.rewards, name="rewards"),
    path("manage/<slug:slug>/rewards/add/<slug:code>/", rewards.add, name="rewards_add"),
    path("manage/<slug:slug>/presentation/", presentation.presentation, name="presentation"),
    path("manage/<slug:slug>/kit/", publicity_kit.kit, name="kit"),
    path("manage/<slug:slug>/kit/all.zip", publicity_kit.archive, name="kit_archive"),
    path("manage/<slug:slug>/kit/email/", publicity_kit.email_preview, name="kit_email"),
    path("manage/<slug:slug>/kit/<str:name>", publicity_kit.kit_piece, name="kit_piece"),
    path("manage/<slug:slug>/case/", case.business_case, name="case"),
    path("manage/<slug:slug>/case.pdf", case.business_case_pdf, name="case_pdf"),
    path("manage/<slug:slug>/case/edit/", case.edit, name="case_edit"),
    path("manage/<slug:slug>/case/propose/", approval.propose, name="case_propose"),
    path("manage/<slug:slug>/case/answer/", approval.answer, name="case_answer"),
    path("manage/<slug:slug>/case/informal/", approval.informal, name="case_informal"),
    *launch_urls,
]
