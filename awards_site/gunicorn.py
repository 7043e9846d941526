"""How gunicorn serves Laurel, here and in production: ``gunicorn -c awards_site/gunicorn.py awards_site.wsgi``.

WEB_BIND and WEB_WORKERS in the environment change the address and the number of processes.
"""

import gc
import os

bind = os.environ.get("WEB_BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_WORKERS", "2"))
worker_class = "gthread"
threads = 4
timeout = 60
graceful_timeout = 10
preload_app = True
control_socket_disable = True  # signals are enough, and a socket in the home folder would be shared
accesslog = None  # addresses and paths of people who nominate are nobody's business


def post_fork(server: object, worker: object) -> None:
    """What is loaded now stays: without this, a full garbage collection every few requests costs up to 100 ms."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
