"""What counts as one network, for the limits of an hour."""

import pytest

from nominations.services.limiting import network_of


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.250", True),
        ("192.0.2.1", "192.0.3.1", False),
        ("::ffff:192.0.2.1", "192.0.2.9", True),
        ("::ffff:192.0.2.1", "::ffff:198.51.100.1", False),
        ("2001:db8:1:2::3", "2001:db8:1:2:ffff::", True),
        ("2001:db8:1:2::3", "2001:db8:1:3::3", False),
        ("not an address", "another", False),
    ],
)
def test_a_network_is_a_street_and_not_the_whole_of_ipv4(one, other, same):
    assert (network_of(one) == network_of(other)) is same
