from kombu import Connection

from awards_site import file_broker


class Witness:
    """Looks at the folder at the moment in which it is written down."""

    def __init__(self, folder):
        self.folder = folder
        self.seen = None

    def __json__(self):
        self.seen = [path.name for path in self.folder.iterdir() if path.name.endswith(".msg")]
        return "written"


def test_a_reader_never_meets_half_a_message(tmp_path):
    file_broker.use()
    queue, control = tmp_path / "queue", tmp_path / "control"
    folders = {"data_folder_in": str(queue), "data_folder_out": str(queue), "control_folder": str(control)}
    for folder in (queue, control):
        folder.mkdir()
    witness = Witness(queue)
    with Connection("filesystem://", transport_options=folders) as connection:
        channel = connection.channel()
        channel._put("work", {"body": witness})
        assert witness.seen == []
        assert channel._get("work") == {"body": "written"}
    assert list(queue.iterdir()) == []
