"""The demo's broker, made of files, with messages that are whole before anybody sees them.

kombu writes a message into the folder that the worker reads. A worker that looks at that very moment takes an empty file
for a message and dies of it; here it is written under another name first.
"""

import os
import uuid
from time import monotonic
from typing import Any

from kombu.exceptions import ChannelError
from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.encoding import str_to_bytes
from kombu.utils.json import dumps


class Channel(filesystem.Channel):
    """Puts whole messages only."""

    def _put(self, queue: str, message: Any, **kwargs: Any) -> None:  # type: ignore[override]  # kombu itself passes more
        name = f"{round(monotonic() * 1000)}_{uuid.uuid4()}.{queue}.msg"
        unseen = os.path.join(self.data_folder_out, f"{name}.part")  # noqa: PTH118 — kombu's folders are texts
        try:
            with open(unseen, "wb") as file:  # noqa: PTH123
                file.write(str_to_bytes(dumps(message)))
            os.replace(unseen, os.path.join(self.data_folder_out, name))  # noqa: PTH105, PTH118
        except OSError as error:
            raise ChannelError(f"Cannot add {name} to the broker's folder") from error


class Transport(filesystem.Transport):
    """The transport behind ``filesystem://``."""

    Channel = Channel


def use() -> None:
    """Have ``filesystem://`` mean this transport, in this process."""
    TRANSPORT_ALIASES["filesystem"] = f"{__name__}:Transport"
