"""``spikefuse train`` on a mesh: the same losses, and refusals of meshes that cannot be."""

import os
import subprocess
import sys
from pathlib import Path

import jax
import pytest
from runs import contents, train

from spikefuse.train.mesh import MeshShape, parsed


def test_four_devices(tmp_path):
    finished = subprocess.run(
        [sys.executable, "-W", "error", Path(__file__).parent / "on_four_devices.py", tmp_path],
        env={**os.environ, "JAX_NUM_CPU_DEVICES": "4", "JAX_PLATFORMS": "cpu"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr
    assert finished.stdout.endswith("all equal\n")
    assert finished.stderr == ""


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("data=2,model=4", MeshShape(data=2, model=4)),
        (" model = 4 , data = 2 ", MeshShape(data=2, model=4)),
        ("model=4", MeshShape(data=1, model=4)),
        ("data=1", MeshShape()),
    ],
)
def test_axes_in_any_order_and_one_that_is_left_out_has_one_device(text, shape):
    assert parsed(text) == shape


@pytest.mark.parametrize("mode", [(), ("--compare",)], ids=["train", "compare"])
def test_more_devices_than_there_are(tmp_path, capsys, mode):
    there, wanted = jax.device_count(), 2 * jax.device_count()
    assert train(tmp_path / "run", "--batch-size", str(wanted), "--mesh", f"data={wanted}") == 2
    output, errors = capsys.readouterr()
    assert output == ""
    assert errors.count("\n") == 1
    assert f"takes {wanted} devices, but there are {there}" in errors
    assert ("JAX_NUM_CPU_DEVICES=8" in errors) == (jax.default_backend() == "cpu")
    assert contents(tmp_path) == []


@pytest.mark.parametrize(
    ("mesh", "why"),
    [
        ("data=5", "the 48 samples of --batch-size cannot be cut into 5 equal parts"),
        ("data=2,model=3", "the 128 neurons of a layer cannot be cut into 3 equal parts"),
    ],
)
def test_mesh_that_does_not_divide(tmp_path, capsys, mesh, why):
    assert train(tmp_path / "run", "--mesh", mesh) == 2
    errors = capsys.readouterr().err
    assert errors.count("\n") == 1
    assert f"--mesh is '{mesh}" in errors
    assert why in errors
    assert contents(tmp_path) == []
