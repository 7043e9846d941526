"""Sessions in the database, as Django keeps them; each request of somebody who is signed in asks for one with kept SQL."""

from datetime import datetime

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from prepared import Place, prepared


class SessionStore(db.SessionStore):
    """Named as Django expects it of a SESSION_ENGINE."""

    def _get_session_from_db(self) -> Session | None:
        found = _session.first(key=self.session_key, now=timezone.now())
        if found is None:
            self._session_key = None
        return found


@prepared(key=str, now=datetime)
def _session(key: Place, now: Place) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)
