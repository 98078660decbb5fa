"""Triton's interpreter: kernels run on NumPy arrays, one program after the other.

It runs what the text of a kernel says, with NumPy's arithmetic. Functions of libdevice are machine
code for GPUs, which it refuses: here they are NumPy's, or Python's, so what is seen of them is that
the right one is called with the right operands. How much they err on a GPU is in NVIDIA's manual.
"""

import contextlib
import functools
import math
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from .kernel import Kernel, functions

__all__ = ["LOCK", "interpreted"]

_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "acos": np.arccos,
    "acosh": np.arccosh,
    "asin": np.arcsin,
    "asinh": np.arcsinh,
    "atan": np.arctan,
    "atan2": np.arctan2,
    "atanh": np.arctanh,
    "cos": np.cos,
    "cosh": np.cosh,
    "erf": np.vectorize(math.erf, otypes=[np.float64]),
    "erfc": np.vectorize(math.erfc, otypes=[np.float64]),
    "exp": np.exp,
    "exp2": np.exp2,
    "expm1": np.expm1,
    "log": np.log,
    "log1p": np.log1p,
    "log2": np.log2,
    "pow": np.power,
    "rint": np.rint,
    "round": lambda x: np.trunc(x + np.copysign(np.nextafter(x.dtype.type(0.5), 0), x)),
    "rsqrt": lambda x: 1 / np.sqrt(x),
    "sin": np.sin,
    "sinh": np.sinh,
    "tan": np.tan,
    "tanh": np.tanh,
}

LOCK = threading.Lock()
"""Held while a kernel is interpreted, or compiled.

The interpreter changes Triton's own modules while it runs: one kernel at a time.
"""


def interpreted(
    kernel: Kernel,
    operands: Sequence[jax.Array],
    results: Sequence[jax.ShapeDtypeStruct],
) -> list[jax.Array]:
    """Return the results of a kernel that the interpreter runs, wherever JAX runs the program."""
    run = functools.partial(_run, kernel, tuple(results))
    return list(jax.pure_callback(run, tuple(results), *operands, vmap_method="sequential"))


def _run(
    kernel: Kernel, results: tuple[jax.ShapeDtypeStruct, ...], *operands: Any
) -> tuple[np.ndarray, ...]:
    from triton.runtime.interpreter import InterpretedFunction

    given = [np.ascontiguousarray(x) for x in operands]
    made = [_unwritten(x) for x in results]
    function = functions(kernel.text, _as_it_is, _library())[kernel.name]
    scalars = [value for _, value in kernel.scalars]
    # What GPUs do in silence: an overflow, or a division by zero.
    with LOCK, _rounding_to_nearest(), np.errstate(all="ignore"):
        InterpretedFunction(function)[(kernel.programs,)](
            *map(_pointer, given), *scalars, *map(_pointer, made), **dict(kernel.constants)
        )
    return tuple(made)


def _unwritten(like: jax.ShapeDtypeStruct) -> np.ndarray:
    """Return an array in which it is seen what a kernel leaves out."""
    is_floating = jnp.issubdtype(like.dtype, jnp.floating)
    return np.full(like.shape, np.nan if is_floating else 1, like.dtype)


@contextlib.contextmanager
def _rounding_to_nearest() -> Iterator[None]:
    """Have the interpreter round to bfloat16 as GPUs do, where it cuts bits off by itself."""
    import triton.language as tl
    from triton.runtime.interpreter import TensorHandle, interpreter_builder

    builder: Any = interpreter_builder
    by_itself = builder.cast_impl

    def cast(source: Any, target: Any) -> Any:
        if source.dtype.scalar != tl.float32 or target.scalar != tl.bfloat16:
            return by_itself(source, target)
        rounded = source.data.astype(np.dtype("bfloat16")).view(np.uint16)
        return TensorHandle(rounded, target.scalar)

    builder.cast_impl = cast
    try:
        yield
    finally:
        del builder.cast_impl


def _as_it_is(function: Any) -> Any:
    # A function that a kernel calls is an ordinary one to the interpreter, and faster so.
    return function


def _pointer(array: np.ndarray) -> Any:
    import triton.language as tl
    from triton.runtime.interpreter import TensorHandle

    name = "int1" if array.dtype == bool else array.dtype.name
    pointer = tl.pointer_type(getattr(tl, name))
    return tl.tensor(TensorHandle(np.array([array.ctypes.data], np.uint64), pointer), pointer)


@functools.cache
def _library() -> Any:
    """Return a module's worth of functions of blocks, in the place of libdevice."""
    import triton.language as tl
    from triton.runtime.interpreter import TensorHandle

    def of_blocks(function: Callable[..., Any]) -> Callable[..., Any]:
        def applied(*blocks: Any) -> Any:
            like = next(x for x in blocks if isinstance(x, tl.tensor))
            dtype = like.handle.data.dtype
            values = [x.handle.data if isinstance(x, tl.tensor) else dtype.type(x) for x in blocks]
            found = np.asarray(function(*values), dtype)
            kind: Any = like.type
            return tl.tensor(TensorHandle(found, kind.scalar), kind)

        return applied

    return type("libdevice", (), {name: of_blocks(each) for name, each in _FUNCTIONS.items()})
