"""The example file of the documentation, and ways to spoil it."""

EXAMPLE = """\
slug: service-stars
title: Service Stars
purpose: Recognise colleagues whose service customers remember.
kinds: [individual, customer-nominated]
public: true
managers: [maya@example.org]
objectives:
  - {code: csat, aim: customer_satisfaction, statement: "Raise satisfaction.", measure: CSAT, baseline: 4.1, target: 4.4,
     due: 2027-03-31}
categories:
  - {code: individual, title: Service Star, nominee: person, places: 1, eligible: "Everybody in the contact centre."}
criteria:
  - {code: impact, title: Impact on the customer, weight: 60, categories: [individual],
     levels: {1: "Little", 3: "Some", 5: "Much"}}
  - {code: care, title: Care, weight: 40, categories: [individual],
     levels: {1: "Polite", 3: "Kind", 5: "Devoted"}}
judging: {judges_per_entry: 3, scale: [1, 5], blind: true, method: calibrated, tie_break: ["criterion:impact", chair]}
rewards:
  - {title: A day's leave, kind: time, money: false, unit_cost: 120, places: [1]}
frequency: {rrule: "FREQ=MONTHLY;BYMONTHDAY=1", nominate_days: 21, screen_days: 3, judge_days: 10,
  deliberate_days: 4, evaluate_days: 30}
presentation: {style: team-meeting, by: Head of Service, notes: "With cake."}
publicity: [{channel: intranet, owner: maya@example.org, offset_days: -7}]
"""


def spoilt(old: str, new: str) -> str:
    """The example with one thing changed."""
    assert EXAMPLE.count(old) == 1, old
    return EXAMPLE.replace(old, new)
