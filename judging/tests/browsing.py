"""How the tests of the pages open them."""

from django.urls import reverse


def page(client, person, name, *arguments, data=None, **query):
    client.force_login(person)
    url = reverse(f"judging:{name}", args=arguments)
    return client.post(url, data or {}, follow=False) if data is not None else client.get(url, query)


def where(cycle):
    return [cycle.programme.slug, cycle.name]
