"""Graphics processors: what a GPU would compute, computed here."""

import sys
from pathlib import Path

import numpy as np
import onnxruntime
import pytest

from dragoman.errors import ModelError
from dragoman.extract import embedder
from dragoman.extract.folder import open_encoder, open_session
from dragoman.extract.graphics import CPU, CUDA, in_floats, session_on_gpu
from dragoman.extract.trained import reader

MODELS = (reader.SHIPPED / "model.onnx", embedder.SHIPPED / "model.onnx")


@pytest.mark.parametrize("path", MODELS, ids=("reader", "coder"))
def test_products_of_floats_are_those_of_bytes(path: Path) -> None:
    dice = np.random.default_rng(3)
    ids = dice.integers(1000, 30000, (1, 120))
    feed = {"ids": ids, "scheme": np.ones((1, 120), np.int64), "heads": np.arange(120)}
    shipped = open_session(path, threads=1).run(None, feed)[0]
    floats = onnxruntime.InferenceSession(in_floats(path), providers=[CPU]).run(None, feed)[0]
    assert shipped.std() > 0.1
    np.testing.assert_allclose(floats, shipped, rtol=0, atol=1e-3)


def test_a_machine_without_a_gpu_reads_on_its_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: [CPU])
    assert session_on_gpu(MODELS[0]) is None
    assert open_encoder(MODELS[0], threads=1).get_providers() == [CPU]


def test_a_gpu_that_cannot_be_used_leaves_the_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    class Session:
        def __init__(self, graph: bytes, providers: list[object]) -> None:
            assert graph
            assert providers[0] == (CUDA, {"use_tf32": "0"})

        def get_providers(self) -> list[str]:
            return [CPU]

    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: [CUDA, CPU])
    monkeypatch.setattr(onnxruntime, "InferenceSession", Session)
    assert session_on_gpu(MODELS[0]) is None


def test_a_gpu_without_onnx_is_a_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: [CUDA, CPU])
    monkeypatch.setitem(sys.modules, "onnx", None)
    with pytest.raises(ModelError, match=r"install dragoman\[gpu\]"):
        open_encoder(MODELS[0], threads=1)


def test_a_damaged_graph_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "model.onnx").write_bytes(b"no graph")
    with pytest.raises(ModelError, match="install Dragoman anew"):
        in_floats(tmp_path / "model.onnx")
