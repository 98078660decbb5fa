"""A surrogate made of two others, one for each side of the threshold."""

from typing import Unpack

import jax
import jax.numpy as jnp
from jax.typing import ArrayLike

from ..kernels.dispatch import Implementation
from .base import Options, Surrogate
from .peaked import InvSquareGrad, SlayerGrad

__all__ = ["Asymmetric", "asymmetric"]


class Asymmetric(Surrogate):
    r"""One surrogate below the threshold, and another above.

    .. math::
        f(x) = \tfrac12 + \begin{cases} f_b(x) - f_b(0) & x < 0 \\
            f_a(x) - f_a(0) & x \ge 0 \end{cases}, \qquad
        g(x) = \begin{cases} g_b(x) & x < 0 \\ g_a(x) & x \ge 0 \end{cases}

    With ``spike_at_zero=False``, 0 is on the side below. The options of the two do not matter,
    only those of the pair.

    Parameters
    ----------
    below : Surrogate, default SlayerGrad()
        Any surrogate, for x that give no spike.
    above : Surrogate, default InvSquareGrad()
        Any surrogate, for x that give one.

    Examples
    --------
    >>> import jax
    >>> from spikefuse.surrogate import Asymmetric, LeakyRelu, SoftSign
    >>> spike = Asymmetric(below=LeakyRelu(0.25), above=SoftSign())
    >>> [jax.grad(spike)(x).item() for x in (-1.0, 1.0)]
    [0.25, 0.125]

    References
    ----------
    Neftci, Mostafa and Zenke, "Surrogate gradient learning in spiking neural networks", IEEE
    Signal Processing Magazine 36(6), 2019.
    """

    below: Surrogate = SlayerGrad()
    above: Surrogate = InvSquareGrad()

    def check(self):
        super().check()
        for name in ("below", "above"):
            side = getattr(self, name)
            if not isinstance(side, Surrogate):
                raise TypeError(
                    f"Asymmetric: {name} must be a surrogate, such as Sigmoid(), but it is {side!r}"
                )

    def surrogate_fun(self, x):
        at_zero = jnp.zeros_like(x)
        below, above = (
            side.surrogate_fun(x) - side.surrogate_fun(at_zero) for side in (self.below, self.above)
        )
        return 0.5 + jnp.where(self.fires(x), above, below)

    def surrogate_grad(self, x):
        return jnp.where(self.fires(x), self.above.surrogate_grad(x), self.below.surrogate_grad(x))


def asymmetric(
    x: ArrayLike,
    below: Surrogate = SlayerGrad(),  # noqa: B008
    above: Surrogate = InvSquareGrad(),  # noqa: B008
    *,
    implementation: Implementation = None,
    **options: Unpack[Options],
) -> jax.Array:
    """Return the spikes of `x`, an array of any shape, with `Asymmetric`.

    The arguments after `x`, and the errors, are those of `Asymmetric`.

    Examples
    --------
    >>> from spikefuse.surrogate import asymmetric
    >>> asymmetric([-0.5, 0.0, 0.5]).tolist()
    [0.0, 1.0, 1.0]
    """
    return Asymmetric(below, above, **options)(x, implementation=implementation)
