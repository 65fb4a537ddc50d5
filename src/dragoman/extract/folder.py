"""Model folders: opening what lies in them, with errors that say what to do."""

import json
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from dragoman.errors import ModelError
from dragoman.extract.graphics import CPU, session_on_gpu


def read_json(path: Path) -> dict[str, Any]:
    """Read a JSON file of a model folder.

    Raises:
        ModelError: It is missing or damaged.
    """
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{path} cannot be read: {error}; install Dragoman anew") from error
    return content


def read_arrays(path: Path) -> dict[str, Any]:
    """Read the arrays of an .npz file of a model folder, by name.

    Raises:
        ModelError: It is missing or damaged.
    """
    try:
        with np.load(path, allow_pickle=False) as file:
            return dict(file)
    except (OSError, ValueError, BadZipFile) as error:
        raise ModelError(f"{path} cannot be read: {error}; install Dragoman anew") from error


def open_encoder(path: Path, threads: int) -> Any:
    """Open an encoder's graph on a GPU where onnxruntime can use one, else on the CPU.

    Args:
        path: The graph.
        threads: How many threads the CPU may use.

    Raises:
        ModelError: It is missing or damaged, or there is a GPU without what it takes to use it.
    """
    return session_on_gpu(path) or open_session(path, threads)


def open_session(path: Path, threads: int) -> Any:
    """Open an ONNX graph on the CPU with so many threads.

    Raises:
        ModelError: It is missing or damaged.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    try:
        return onnxruntime.InferenceSession(path, options, providers=[CPU])
    except Exception as error:  # onnxruntime's errors have no common class of their own
        raise ModelError(f"{path} cannot be loaded: {error}; install Dragoman anew") from error
