"""The gallery of surrogates."""

from pathlib import Path

from spikefuse.bench.gallery import WIDTHS, draw_one
from spikefuse.surrogate.catalogue import classes

from .entries import entry, titled
from .pictures import saved

__all__ = ["page"]

_HEAD = """
Each surrogate with its function :math:`f`, its derivative :math:`g = f'`, which is taken for that
of the spike, and where it comes from. ``x`` is the membrane's distance to its threshold. Below
each picture is what it shows, mostly with the default parameters.

All of them take ``learnable=True``, with which their parameters have a gradient, and
``spike_at_zero=False``, with which a spike is where ``x > 0``, by keyword; parameters may be
arrays that broadcast against ``x``. Each has a function beside its class: ``Arctan(alpha=2.0)(x)``
is ``arctan(x, alpha=2.0)``. Not here, since they are functions alone:
:py:func:`~spikefuse.surrogate.inv_square_grad2` and :py:func:`~spikefuse.surrogate.relu_grad2`,
for a membrane before and after a step, and
:py:func:`~spikefuse.surrogate.stochastic_spike_operator`, whose derivative is drawn at random.
"""


def page(folder: Path) -> str:
    """Return the page's text; its pictures go into the folder.

    Parameters
    ----------
    folder : Path
        Where the page will be.
    """
    parts = [titled("Gallery of surrogates", "="), _HEAD]
    for name, made in classes().items():
        spike = made(**_SHOWN.get(name, {}))
        with saved(folder / f"{name}.png", (6.0, 2.4)) as figure:
            panel = figure.subplots()
            draw_one(panel, spike, WIDTHS.get(name, 2.0))
            panel.set_title("")
            panel.set_xlabel("x")
            figure.legend(loc="outside right upper", frameon=False)
        shows = "the spike, the function that stands in for it, and its derivative"
        parts.append(entry(made, repr(spike), f"{name}.png", shows))
    return "\n".join(parts)


_SHOWN = {"SparseFastSigmoid": {"alpha": 2.0, "bound": -0.5}}
"""Parameters, where those by default show next to nothing."""
