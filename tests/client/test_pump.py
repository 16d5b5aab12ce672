"""What is acknowledged to whom."""

from mux.client.pump import Pump
from mux.protocol.messages import Ack


class Link:
    def __init__(self):
        self.sent = []

    def send(self, message):
        self.sent.append(message)


def test_another_server_counts_anew_and_is_acknowledged():
    link = Link()
    pump = Pump(None, link, lambda: True)
    pump.note_rows(2)
    pump.acknowledge()
    pump.start_over()
    pump.note_rows(2)
    pump.acknowledge()
    assert link.sent == [Ack(2), Ack(2)]
