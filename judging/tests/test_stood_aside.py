import pytest

from accounts.tests.factories import UserFactory
from judging.enums import ConflictSource, ConflictState
from judging.queries.stood_aside import conflicts_listed, stood_aside
from judging.tests.factories import ConflictFactory, SeatFactory, judged_cycle

pytestmark = pytest.mark.django_db


def test_a_judge_and_an_entry_have_one_line_with_every_reason():
    cycle, [first, second], _seats, chair = judged_cycle(entries=2, judges=0)
    ama, ben = (SeatFactory(panel=cycle.panel, judge=UserFactory(full_name=name)) for name in ("Ama Owusu", "Ben Hale"))
    for seat, entry, source, more in [
        (ben, first, ConflictSource.SAME_TEAM, {"reason": ""}),
        (ben, first, ConflictSource.LINE_MANAGER, {"reason": ""}),
        (ama, second, ConflictSource.SAME_TEAM, {"reason": ""}),
        (
            ama,
            second,
            ConflictSource.DECLARED,
            {"reason": "We share a car", "state": ConflictState.UPHELD, "ruled_by": chair.judge},
        ),
        (ben, second, ConflictSource.DECLARED, {"reason": "My cousin."}),
    ]:
        ConflictFactory(seat=seat, entry=entry, source=source, **more)
    found = stood_aside(conflicts_listed(cycle, private=True))
    assert [(one.judge, one.reference, one.why, one.ruled_by) for one in found] == [
        ("Ama Owusu", second.reference, "Works in the nominee’s team. We share a car.", chair.judge.full_name),
        ("Ben Hale", first.reference, "Works in the nominee’s team, manages the nominee.", ""),
        ("Ben Hale", second.reference, "My cousin.", ""),
    ]
    assert [bool(one.declared) for one in found] == [True, False, True]
