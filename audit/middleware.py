from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from audit.request_ids import one_request


class RequestIdMiddleware:
    """Give each request an id; its records carry it and the answer names it, so that a report can be traced."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with one_request() as request_id:
            response = self.get_response(request)
            response["X-Request-ID"] = request_id
            return response
