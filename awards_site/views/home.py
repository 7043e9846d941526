from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from awards_site.queries.waiting import waiting_for
from programmes.queries.programmes import public_programmes


def home(request: HttpRequest) -> HttpResponse:
    """What waits for a signed-in person; for a visitor, the programmes that are open to the public."""
    if request.user.is_authenticated:
        return render(request, "awards_site/for_you.html", {"waiting": waiting_for(request.user)})
    return render(request, "awards_site/welcome.html", {"programmes": public_programmes()})
