"""The page about the neurons of other packages: what its script writes, with nothing left open."""

from pathlib import Path

import pytest

from spikefuse import neuron
from spikefuse.bench.peers_neurons import OUTPUT, table
from spikefuse.bench.peers_of_neurons import PEERS, Peer

pytestmark = pytest.mark.once

PAGE = Path(__file__).parents[1] / OUTPUT


def test_page_is_what_the_script_writes():
    assert PAGE.read_text() == table()


def test_every_neuron_is_on_it():
    text = table()
    names = [name for name in neuron.__all__ if name != "Neuron" and not name.endswith("State")]
    assert [name for name in names if f"| `{name}` |" not in text] == []
    assert text.count("| none |\n") == 0  # Each of ours is known to a peer.


@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: peer.name)
def test_none_is_without_one_of_ours_or_a_reason(peer):
    assert peer.neurons
    assert all(ours or note for ours, note in peer.neurons.values())


@pytest.mark.parametrize(
    ("row", "error", "message"),
    [
        (("", ""), ValueError, "neither one of ours nor a reason"),
        (("LIF(1.5)", ""), ValueError, "decay must be from 0 to 1"),
        (("Perceptron()", ""), NameError, "Perceptron"),
    ],
)
def test_a_row_that_is_wrong_is_seen(row, error, message):
    with pytest.raises(error, match=message):
        table([Peer("another", {"LIF": row})])
