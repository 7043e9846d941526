from accounts.models import User
from judging.enums import ConflictSource, ConflictState
from judging.models import Conflict, Panel, Seat
from judging.queries.conflicts import stood_aside
from nominations.models import Entry

AMA, BEN = User(pk=1, full_name="Ama Owusu"), User(pk=2, full_name="Ben Hale")
CHAIR = User(pk=3, full_name="Siân Prosser")
FIRST, SECOND = Entry(pk=1, reference="SS-1"), Entry(pk=2, reference="SS-2")


def conflict(judge, entry, source, **more):
    return Conflict(seat=Seat(pk=judge.pk, judge=judge, panel=Panel(pk=1)), entry=entry, source=source, **more)


def test_a_judge_and_an_entry_have_one_line_with_every_reason():
    found = stood_aside(
        [
            conflict(BEN, FIRST, ConflictSource.SAME_TEAM),
            conflict(BEN, FIRST, ConflictSource.LINE_MANAGER),
            conflict(AMA, SECOND, ConflictSource.SAME_TEAM),
            conflict(
                AMA,
                SECOND,
                ConflictSource.DECLARED,
                reason="We share a car",
                state=ConflictState.UPHELD,
                ruled_by=CHAIR,
            ),
            conflict(BEN, SECOND, ConflictSource.DECLARED, reason="My cousin."),
        ]
    )
    assert [(one.judge, one.entry, one.why, one.ruled_by) for one in found] == [
        (AMA, SECOND, "Works in the nominee’s team. We share a car.", CHAIR),
        (BEN, FIRST, "Works in the nominee’s team, manages the nominee.", None),
        (BEN, SECOND, "My cousin.", None),
    ]
    assert [bool(one.declared) for one in found] == [True, False, True]
