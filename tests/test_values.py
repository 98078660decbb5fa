import copy
import pickle

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from expected import CASES, DEFAULTS

from spikefuse import Value, surrogate

X = jnp.array([-0.5, 0.25, 1.0])


class Own(surrogate.Surrogate):
    """A surrogate as a user writes it, with a constructor of its own."""

    def __init__(self, alpha, name="own"):
        super().__init__()
        self.alpha = alpha
        self.name = name

    def surrogate_grad(self, x):
        return self.alpha * x


class Checked(surrogate.Surrogate):
    """A surrogate as a user writes it, with a parameter that is checked."""

    width: surrogate.base.Parameter = 1.0
    positive = ("width",)


class Steeper(surrogate.Sigmoid):
    """Another class with the fields of Sigmoid."""


MAKERS = {
    **{str(case): case.make for case in CASES},
    "array": lambda: surrogate.Sigmoid(jnp.array([1.0, 2.0])),
    "NumPy array": lambda: surrogate.S2NN(np.array([1.0, 2.0], np.float32), beta=jnp.float32(2.0)),
    "learnable": lambda: surrogate.GaussianGrad(0.25, learnable=True),
    "above the threshold": lambda: surrogate.GaussianGrad(0.25, spike_at_zero=False),
    "of two": lambda: surrogate.Asymmetric(surrogate.Sigmoid(jnp.ones(3)), surrogate.LeakyRelu()),
    "own": lambda: Own(2.0),
    "own, with an array": lambda: Own(jnp.ones(3), "other"),
    "nested": lambda: Own(surrogate.Sigmoid(jnp.ones(3))),
}

every_value = pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)


# Equality.


@every_value
def test_equal_and_hashed_by_value(make):
    one, other = make(), make()
    assert one is not other
    assert one == other
    assert hash(one) == hash(other)
    assert {one: "found"}[other] == "found"


def test_no_two_are_equal():
    values = [make() for make in MAKERS.values()]
    assert len(set(values)) == len(values)
    assert sum(one == other for one in values for other in values) == len(values)


EQUAL = [
    (surrogate.Sigmoid(), surrogate.Sigmoid(alpha=4)),
    (surrogate.Sigmoid(2.0), surrogate.Sigmoid(np.float32(2.0))),
    (surrogate.Sigmoid(jnp.ones(2)), surrogate.Sigmoid(np.ones(2, np.float32))),
]

UNEQUAL = [
    (surrogate.Sigmoid(), surrogate.Sigmoid(4.5)),
    (surrogate.Sigmoid(), surrogate.Sigmoid(learnable=True)),
    (surrogate.Sigmoid(), surrogate.Sigmoid(spike_at_zero=False)),
    (surrogate.Sigmoid(), Steeper()),
    (surrogate.PiecewiseExp(), surrogate.SlayerGrad()),
    (surrogate.Sigmoid(jnp.ones(2)), surrogate.Sigmoid(jnp.array([1.0, 1.5]))),
    (surrogate.Sigmoid(jnp.ones(2)), surrogate.Sigmoid(jnp.ones((2, 1)))),
    (surrogate.Sigmoid(jnp.ones(2)), surrogate.Sigmoid(jnp.ones(2, jnp.bfloat16))),
    (surrogate.Sigmoid(jnp.ones(())), surrogate.Sigmoid(1.0)),
    # Of the same bytes.
    (surrogate.LeakyRelu(jnp.zeros(2)), surrogate.LeakyRelu(jnp.zeros(2, jnp.int32))),
    (surrogate.SquarewaveFourierSeries(2), surrogate.SquarewaveFourierSeries(3)),
    (Own(1.0, "one"), Own(1.0, "other")),
    (surrogate.Sigmoid(), "Sigmoid(alpha=4.0)"),
    (surrogate.Sigmoid(), None),
]


@pytest.mark.parametrize(("one", "other"), EQUAL, ids=str)
def test_equal(one, other):
    assert one == other
    assert (one != other) is False
    assert hash(one) == hash(other)


@pytest.mark.parametrize(("one", "other"), UNEQUAL, ids=str)
def test_unequal(one, other):
    assert one != other
    assert (one == other) is False
    assert other != one


# repr.

SHOWN = {
    "Sigmoid(alpha=4.0)": surrogate.Sigmoid(),
    "Sigmoid(alpha=2.5)": surrogate.Sigmoid(2.5),
    "Sigmoid(alpha=4.0, learnable=True)": surrogate.Sigmoid(learnable=True),
    "Sigmoid(alpha=Array([1., 2.], dtype=float32))": surrogate.Sigmoid(jnp.array([1.0, 2.0])),
    "PiecewiseLeakyRelu(c=0.2, w=0.5)": surrogate.PiecewiseLeakyRelu(w=0.5, c=0.2),
    "GaussianGrad(alpha=0.25, sigma=2.0)": surrogate.GaussianGrad(2.0, 0.25),
    "GaussianGrad(alpha=0.5, sigma=0.5, learnable=True)": surrogate.GaussianGrad(learnable=True),
    "Own(alpha=3.0, name='own')": Own(3.0),
    "Checked(width=2.0)": Checked(2.0),
    "Surrogate()": surrogate.Surrogate(),
}


@pytest.mark.parametrize("shown", SHOWN)
def test_repr(shown):
    assert repr(SHOWN[shown]) == shown


# Immutability.


@every_value
def test_immutable(make):
    value = make()
    for name in ("alpha", "learnable", "anything"):
        with pytest.raises(
            AttributeError, match=rf"immutable: {name} cannot be set; use \.replace"
        ):
            setattr(value, name, 1.0)
        with pytest.raises(AttributeError, match=f"immutable: {name} cannot be deleted"):
            delattr(value, name)
    assert value == make()


def test_what_a_transformation_gives_is_immutable_too():
    value = jax.tree.map(lambda leaf: 2 * leaf, surrogate.Sigmoid())
    with pytest.raises(AttributeError, match="immutable"):
        value.alpha = 1.0


@every_value
@pytest.mark.parametrize(
    "duplicate",
    [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))],
    ids=["copy", "deepcopy", "pickle"],
)
def test_copies(make, duplicate):
    again = duplicate(make())
    assert again == make()
    assert hash(again) == hash(make())
    assert repr(again) == repr(make())
    assert jax.tree.structure(again) == jax.tree.structure(make())
    with pytest.raises(AttributeError, match="immutable"):
        again.alpha = 1.0


def test_replace():
    spike = surrogate.S2NN(alpha=2.0)
    changed = spike.replace(beta=3.0, learnable=True)
    assert changed == surrogate.S2NN(alpha=2.0, beta=3.0, learnable=True)
    assert spike == surrogate.S2NN(alpha=2.0)
    assert Own(1.0).replace(alpha=2.0) == Own(2.0)
    assert spike.replace() == spike
    with pytest.raises(TypeError, match="S2NN has no field 'gamma'"):
        spike.replace(gamma=1.0)
    with pytest.raises(ValueError, match="alpha must be finite and greater than 0"):
        spike.replace(alpha=0.0)


# Pytrees.


@every_value
def test_flattened_and_put_together_again(make):
    leaves, structure = jax.tree.flatten(make())
    assert jax.tree.unflatten(structure, leaves) == make()
    assert jax.tree.structure(make()) == structure
    assert hash(jax.tree.structure(make())) == hash(structure)


def test_leaves_are_the_parameters():
    spike = surrogate.S2NN(1.0, 2.0, 3.0, learnable=True)
    keyed = jax.tree_util.tree_leaves_with_path(spike)
    found = {jax.tree_util.keystr(path): leaf for path, leaf in keyed}
    assert found == {".alpha": 1.0, ".beta": 2.0, ".epsilon": 3.0}
    assert jax.tree.leaves(surrogate.SquarewaveFourierSeries(3, 2.0)) == [2.0]
    assert jax.tree.leaves(Own(5.0, "name")) == [5.0]
    assert jax.tree.leaves(Own(surrogate.LeakyRelu(1.0, 2.0))) == [1.0, 2.0]


def test_what_is_no_parameter_is_structure():
    structure = jax.tree.structure
    assert structure(surrogate.Sigmoid(1.0)) == structure(surrogate.Sigmoid(2.0))
    assert structure(surrogate.Sigmoid()) != structure(surrogate.Sigmoid(learnable=True))
    assert structure(surrogate.Sigmoid()) != structure(surrogate.PiecewiseExp())
    assert structure(surrogate.SquarewaveFourierSeries(2)) != structure(
        surrogate.SquarewaveFourierSeries(3)
    )
    assert structure(Own(1.0, "one")) != structure(Own(1.0, "other"))


@pytest.mark.parametrize(
    "leaf",
    [None, object(), "text", 0.0, -1.0, jnp.zeros(2), True],
    ids=lambda leaf: type(leaf).__name__,
)
def test_any_leaf_can_stand_for_a_parameter(leaf):
    spike = surrogate.S2NN()
    mapped = jax.tree.map(lambda _: leaf, spike)
    assert mapped.alpha is mapped.beta is mapped.epsilon is leaf
    again = jax.tree.map(lambda _: 4.0, mapped, is_leaf=lambda x: x is leaf)
    assert again == surrogate.S2NN(4.0, 4.0, 4.0)


def test_tree_map_over_two():
    total = jax.tree.map(jnp.add, surrogate.LeakyRelu(1.0, 2.0), surrogate.LeakyRelu(0.5, 0.25))
    assert (total.alpha, total.beta) == (1.5, 2.25)


def test_axes_of_vmap():
    spike = surrogate.S2NN(jnp.array([1.0, 2.0]), beta=3.0)
    axes = jax.tree.map(lambda leaf: 0 if jnp.ndim(leaf) else None, spike)

    def gradients(spike, x):
        return jax.grad(lambda x: jnp.sum(spike(x)))(x)

    actual = jax.vmap(gradients, in_axes=(axes, None))(spike, X)
    expected = [gradients(spike.replace(alpha=alpha), X) for alpha in (1.0, 2.0)]
    np.testing.assert_allclose(actual, expected, rtol=1e-6)


def test_scan_over_stacked_values():
    stacked = jax.tree.map(lambda *leaves: jnp.stack(leaves), *(Own(a) for a in (1.0, 2.0, 3.0)))

    def step(carry, spike):
        return carry + spike.surrogate_grad(X), None

    np.testing.assert_allclose(jax.lax.scan(step, jnp.zeros(3), stacked)[0], 6 * X)


# Checks.

POSITIVE = {
    "Sigmoid": ("alpha",),
    "PiecewiseQuadratic": ("alpha",),
    "PiecewiseExp": ("alpha",),
    "SoftSign": ("alpha",),
    "Arctan": ("alpha",),
    "NonzeroSignLog": ("alpha",),
    "ERF": ("alpha",),
    "PiecewiseLeakyRelu": ("w",),
    "SquarewaveFourierSeries": ("t_period",),
    "S2NN": ("alpha", "epsilon"),
    "QPseudoSpike": ("alpha",),
    "LeakyRelu": (),
    "LogTailedRelu": (),
    "ReluGrad": ("width",),
    "GaussianGrad": ("sigma",),
    "MultiGaussianGrad": ("s", "sigma"),
    "InvSquareGrad": ("alpha",),
    "SlayerGrad": ("alpha",),
    "PowerLawGrad": ("exponent", "scale"),
    "SparseFastSigmoid": ("alpha",),
    "LaplaceGrad": ("alpha",),
    "TanhGrad": ("alpha",),
    "CircularDistance": ("alpha",),
    "Boxcar": ("width",),
    "FakeNumericalGradient": ("alpha",),
}

BAD = {
    "0": 0.0,
    "integer 0": 0,
    "negative": -1.0,
    "nan": float("nan"),
    "inf": float("inf"),
    "NumPy scalar": np.float32(-1.0),
    "array": jnp.array([1.0, 0.0]),
    "NumPy array": np.array([[1.0], [np.nan]]),
    "half precision": jnp.array(-2.0, jnp.bfloat16),
    "integers": np.array([1, 0]),
}


@pytest.mark.parametrize("bad", ["4.0", None, [4.0], object], ids=repr)
def test_parameters_that_are_no_numbers(bad):
    with pytest.raises(TypeError, match="alpha must be a number or an array"):
        surrogate.Sigmoid(bad)


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
@pytest.mark.parametrize("case", DEFAULTS, ids=str)
def test_bad_parameters(case, bad):
    for name in case.traceable:
        if name in POSITIVE[case.entry.name]:
            expected = f"{case.entry.name}: {name} must be finite and greater than 0"
            with pytest.raises(ValueError, match=expected):
                case.make(**{name: bad})
            with pytest.raises(ValueError, match=expected):
                getattr(surrogate, case.entry.function)(X, **{name: bad})
        elif np.isfinite(np.asarray(bad, np.float32)).all():
            case.make(**{name: bad})


@pytest.mark.parametrize("n", [0, -1, 1.5, 2.0, "2", None])
def test_bad_number_of_terms(n):
    with pytest.raises(ValueError, match="n must be a whole number of at least 1"):
        surrogate.SquarewaveFourierSeries(n)


def test_number_of_terms_from_numpy():
    spike = surrogate.SquarewaveFourierSeries(np.int64(3))
    assert spike == surrogate.SquarewaveFourierSeries(3)


def test_own_checks():
    with pytest.raises(ValueError, match="Checked: width must be finite and greater than 0"):
        Checked(-1.0)


def test_traced_parameters_are_not_checked():
    def gradient(alpha):
        return jax.grad(surrogate.Sigmoid(alpha))(0.5)

    for transform in (jax.jit, jax.vmap, jax.grad):
        transform(gradient)(jnp.zeros(2) if transform is jax.vmap else 0.0)
    spike = surrogate.Sigmoid(jnp.zeros(3).at[0].set(1.0) + 1.0)
    assert jax.jit(lambda spike: spike.replace(alpha=-spike.alpha)(X))(spike).shape == (3,)
    assert jax.eval_shape(lambda alpha: surrogate.Sigmoid(alpha)(X), 0.0).shape == (3,)


# A value that is no surrogate.


class Pair(Value):
    """Two children, and a name that is none."""

    first: object
    second: object = 2.0
    name: str = "pair"


def test_own_value():
    pair = Pair(1.0, name="other")
    assert repr(pair) == "Pair(first=1.0, second=2.0, name='other')"
    assert pair == Pair(1.0, 2.0, "other") != Pair(1.0, 2.0)
    assert jax.tree.leaves(pair) == [1.0, 2.0]
    assert jax.jit(lambda pair: pair.first + pair.second)(pair) == 3.0
    with pytest.raises(TypeError, match="first"):
        Pair()
