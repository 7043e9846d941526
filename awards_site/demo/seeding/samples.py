"""The calibration round of the panel that scores now: three have sent their samples, one is half-way, one begins without."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from audit import services as audit
from audit.services import Act
from awards_site.demo.material import material
from awards_site.demo.seeding.calendar import CyclePlan
from judging.enums import RoundState, SampleSource, SeatRole
from judging.models import CalibrationRound, Sample, SampleScore, SampleSheet, SamplesWaiver, Seat
from judging.queries.samples.library import sample_stories
from programmes.enums import Stage
from programmes.models import Category, Criterion, Cycle

HELD = ("team-of-the-quarter", Stage.JUDGING)


def seed_samples(plan: CyclePlan, cycle: Cycle, seats: list[Seat]) -> None:
    """Three stories of the library, opened the day before judging began; only in the one live panel."""
    if (plan.programme, plan.stage) != HELD or cycle.rulebook is None:
        return
    written = material("samples.yaml")
    category = cycle.rulebook.categories.get(nominee="team")
    one = CalibrationRound.objects.create(
        panel=seats[0].panel, state=RoundState.OPEN, opened_at=cycle.judging_at - timedelta(days=1)
    )
    samples = _samples(one, category, written["library"])
    by_key = dict(zip(written["judges"], seats, strict=False))
    for name, seat in by_key.items():
        _score(seat, {key: written["scores"][key].get(name) for key in samples}, samples, sent=name in written["sent"])
    chair = Seat.objects.select_related("judge").get(panel=one.panel, role=SeatRole.CHAIR)
    waivers = [
        SamplesWaiver(seat=by_key[name], reason=reason, given_by=chair.judge)
        for name, reason in written["without"].items()
        if name in by_key
    ]
    SamplesWaiver.objects.bulk_create(waivers)
    _record(one, samples, [by_key[name] for name in written["sent"]], waivers, chair)


def _samples(one: CalibrationRound, category: Category, keys: list[str]) -> dict[str, Sample]:
    found = {}
    for number, key in enumerate(keys, start=1):
        story = sample_stories()[key]
        fields = {"source": SampleSource.LIBRARY, "key": key, "title": story.title, "story": story.story}
        found[key] = Sample.objects.create(round=one, number=number, category=category, **fields)
    return found


def _score(seat: Seat, given: dict[str, dict[str, Any] | None], samples: dict[str, Sample], *, sent: bool) -> None:
    for key, sample in samples.items():
        said = given[key]
        if said is None:
            continue
        at = sample.round.opened_at + timedelta(hours=9, minutes=7 * sample.number) if sample.round.opened_at else None
        sheet = SampleSheet.objects.create(
            seat=seat,
            sample=sample,
            version=len(said["values"]),
            comment=said["why"],
            saved_at=at,
            sent_at=at if sent else None,
        )
        criteria = Criterion.objects.filter(places__category=sample.category_id).order_by("position", "pk")
        SampleScore.objects.bulk_create(
            SampleScore(sheet=sheet, criterion=criterion, value=Decimal(value))
            for criterion, value in zip(criteria, said["values"], strict=False)
        )


def _record(
    one: CalibrationRound, samples: dict[str, Sample], sent: list[Seat], waivers: list[SamplesWaiver], chair: Seat
) -> None:
    opened = one.opened_at
    audit.record_all(
        [
            *(
                Act(verb="sample.chosen", target=sample, actor=chair.judge, at=opened, data={"source": sample.source})
                for sample in samples.values()
            ),
            Act(verb="calibration.opened", target=one, actor=chair.judge, at=opened, data={"samples": len(samples)}),
            *(Act(verb="samples.sent", target=one, actor=seat.judge, at=opened) for seat in sent),
            *(Act(verb="samples.waived", target=waiver.seat, actor=chair.judge, at=opened) for waiver in waivers),
        ]
    )
