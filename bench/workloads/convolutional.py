"""The training step of a convolutional network like SEW-ResNet."""

import dataclasses
from collections.abc import Mapping

import numpy as np

from .workload import Inputs, normal

__all__ = ["Convolutional"]


@dataclasses.dataclass(frozen=True)
class Convolutional:
    """Images through a stem, a residual block for each stage, and a linear readout.

    The samples are images of shape [batch, side, side, 3], shown at every time step. A unit is a
    convolution, a normalization over time, batch and space with a gain and a bias for each
    channel, and a layer of neurons. The stem is a unit of 3x3. A block is two units of 3x3, of
    which the first has the stage's stride, 1 in the first stage and 2 after it; its shortcut is
    the identity, or with a stride a unit of 1x1; its output is the sum of both, so that spikes
    may add up to 2 and more, as in SEW-ResNet with ADD. The logits are means over time and space
    times the readout's weights.

    The parameters are for each unit ``UNIT/kernel`` of shape [height, width, in, out],
    ``UNIT/gain`` and ``UNIT/bias``, and ``readout``. The units are ``stem``, and for each stage
    ``stage1/first``, ``stage1/second`` and, with a stride, ``stage1/shortcut``.

    Attributes
    ----------
    length, batch, side : int
        Time steps, images, and pixels of a side.
    channels : tuple of int
        Of each stage.
    classes : int
    dtype, neuron, surrogate : str

    References
    ----------
    Fang, Yu, Chen, Huang, Masquelier and Tian, "Deep residual learning in spiking neural
    networks", NeurIPS 2021.
    """

    length: int
    batch: int
    side: int = 32
    channels: tuple[int, ...] = (32, 64, 128)
    classes: int = 10
    dtype: str = "float32"
    neuron: str = "LIF"
    surrogate: str = "Arctan"

    fewest_bytes = None

    @property
    def name(self) -> str:
        """Such as ``training/convolutional/T=4/batch=32/32x32/32-64-128/float32``."""
        size = f"{self.side}x{self.side}/{'-'.join(map(str, self.channels))}"
        return f"training/convolutional/T={self.length}/batch={self.batch}/{size}/{self.dtype}"

    @property
    def family(self) -> str:
        """Such as ``training/convolutional/T=4/float32``."""
        return f"training/convolutional/T={self.length}/{self.dtype}"

    @property
    def size(self) -> int:
        """The batch."""
        return self.batch

    @property
    def samples(self) -> int:
        """The batch."""
        return self.batch

    @property
    def stages(self) -> list[tuple[str, int, int]]:
        """Name, channels and stride of each stage."""
        return [
            (f"stage{number}", channels, 1 if number == 1 else 2)
            for number, channels in enumerate(self.channels, 1)
        ]

    @property
    def working_bytes(self) -> int:
        """Eight float32 values a step and neuron of each of the units."""
        steps = 4 * 8 * self.length * self.batch
        return steps * sum(
            3 * channels * (self.side // 2**stage) ** 2
            for stage, channels in enumerate(self.channels)
        )

    def parameters(self) -> Mapping[str, np.ndarray]:
        """Return kernels of variance 1 / inputs, and gains and biases with which neurons fire."""
        random = np.random.default_rng(0)
        units = [("stem", 3, 3, self.channels[0])]
        before = self.channels[0]
        for stage, channels, stride in self.stages:
            units += [(f"{stage}/first", 3, before, channels)]
            units += [(f"{stage}/second", 3, channels, channels)]
            units += [(f"{stage}/shortcut", 1, before, channels)] if stride > 1 else []
            before = channels
        found: dict[str, np.ndarray] = {}
        for unit, size, inputs, outputs in units:
            deviation = (size * size * inputs) ** -0.5
            found[f"{unit}/kernel"] = normal(random, (size, size, inputs, outputs), 0.0, deviation)
            found[f"{unit}/gain"] = np.full(outputs, 0.4, np.float32)
            found[f"{unit}/bias"] = np.full(outputs, 0.1, np.float32)
        readout = normal(random, (before, self.classes), 0.0, before**-0.5)
        return found | {"readout": readout}

    def inputs(self, seed: int) -> Inputs:
        """Return standard normal images, and labels by chance."""
        random = np.random.default_rng([seed, 1])
        images = normal(random, (self.batch, self.side, self.side, 3))
        labels = random.integers(self.classes, size=self.batch, dtype=np.int32)
        return {"samples": images, "labels": labels}
