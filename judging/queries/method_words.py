"""How a ranking comes about, for a reader who does not compute."""

from django.utils.translation import gettext_lazy as _

from programmes.enums import Method

METHOD_IN_WORDS = {
    Method.CALIBRATED: _(
        "Each judge’s total for an entry is the weighted mean of the criteria, from 0 to 100. Judges who scored the same "
        "entries show who is strict and who is kind; what strictness took away or kindness added is taken out of every "
        "total, and an entry’s score is the mean of what is left. So it does not matter to whom an entry was given."
    ),
    Method.MEAN: _(
        "Each judge’s total for an entry is the weighted mean of the criteria, from 0 to 100. An entry’s score is the mean "
        "of its judges’ totals."
    ),
    Method.TRIMMED_MEAN: _(
        "Each judge’s total for an entry is the weighted mean of the criteria, from 0 to 100. Where five judges or more "
        "scored an entry, the highest and the lowest total are left out; its score is the mean of the others."
    ),
    Method.Z_SCORE: _(
        "Each judge’s total for an entry is the weighted mean of the criteria, from 0 to 100. It is read against that "
        "judge’s own average and spread, so that a strict and a kind judge weigh alike; an entry’s score is the mean."
    ),
    Method.BORDA: _(
        "Each judge’s totals are turned into an order. An entry gets the share of the judge’s other entries that it is "
        "placed above, and its score is the mean of these shares. Only the order counts, not the distance."
    ),
}
