import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address",
    [
        "/n/a%00b/",
        "/verify/%00/",
        "/awards/%00/",
        "/p/service-stars/nominate/thanks/%00/",
        "/manage/service-stars/c/2026-10/nominations/%00/",
        "/nominate/?q=%00",
        "/messages/launch/?programme=a&programme=%00",
    ],
)
def test_an_address_with_a_nul_character_is_refused_before_any_database_sees_it(
    client, address, django_assert_num_queries
):
    with django_assert_num_queries(0):
        assert client.get(address).status_code == 400


def test_addresses_without_one_are_answered(client):
    assert client.get("/n/%01%E2%80%AE/?token=%F0%9F%98%80").status_code == 404
