"""Graphics processors: the encoders' graphs in operations that one computes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from dragoman.errors import ModelError

CUDA = "CUDAExecutionProvider"
CPU = "CPUExecutionProvider"

ROUNDED_PRODUCT = "DynamicQuantizeMatMul"
"""The operation that onnxruntime has for CPUs alone: it rounds its input to bytes, by the least and
the greatest value in it, and multiplies bytes."""

ROUNDING = (
    ("ReduceMin", "values", "least"),
    ("ReduceMax", "values", "greatest"),
    ("Min", "least nothing", "low"),
    ("Max", "greatest nothing", "high"),
    ("Sub", "high low", "range"),
    ("Div", "range most", "unit"),
    ("Div", "low unit", "under"),
    ("Neg", "under", "offset"),
    ("Clip", "offset nothing most", "within"),
    ("Round", "within", "zero"),
    ("Div", "values unit", "parts"),
    ("Round", "parts", "steps"),
    ("Add", "steps zero", "moved"),
    ("Clip", "moved nothing most", "bytes"),
    ("Sub", "bytes zero", "centred"),
    ("MatMul", "centred weights", "sum"),
    ("Mul", "unit scale", "by"),
    ("Mul", "sum by", "product"),
)
"""The same in operations that GPUs have: operation, inputs, output. Sums of products of bytes are
whole numbers, which floats hold up to 2^24."""


def session_on_gpu(path: Path) -> Any:
    """Open a graph on the machine's first NVIDIA GPU. None: it has none that can be used.

    Args:
        path: The graph, its weights in bytes as they are shipped.

    Raises:
        ModelError: There is a GPU, but the graph is missing or damaged, or the package onnx is not
            there.
    """
    import onnxruntime

    if CUDA not in onnxruntime.get_available_providers():
        return None
    providers = [(CUDA, {"use_tf32": "0"}), CPU]  # TF32 would round the products once more
    session = onnxruntime.InferenceSession(in_floats(path), providers=providers)
    # Without a driver, or with every device hidden (CUDA_VISIBLE_DEVICES=""), it has only the CPU.
    return session if session.get_providers()[0] == CUDA else None


def in_floats(path: Path) -> bytes:
    """Give a graph whose products of bytes are products of 32-bit floats of the same values.

    Raises:
        ModelError: The graph is missing or damaged, or the package onnx is not there.
    """
    try:
        import onnx
    except ImportError:
        raise ModelError(
            "onnxruntime can use this machine's GPU, but the package onnx is missing: install "
            "dragoman[gpu]"
        ) from None
    from onnx import numpy_helper

    try:
        model = onnx.load(path)
    except Exception as error:  # protobuf's, which is not ours to import
        raise ModelError(f"{path} cannot be loaded: {error}; install Dragoman anew") from error
    given = {one.name: numpy_helper.to_array(one) for one in model.graph.initializer}
    given |= {"nothing": np.array(0, np.float32), "most": np.array(255, np.float32)}
    nodes: list[Any] = []
    for node in model.graph.node:
        if node.op_type == ROUNDED_PRODUCT:
            weights, scale, zero = node.input[1:]
            given[weights] = given[weights].astype(np.float32) - given.pop(zero).astype(np.float32)
            nodes += _product(node.input[0], weights, scale, node.output[0])
        else:
            nodes.append(node)
    del model.graph.node[:], model.graph.initializer[:]
    model.graph.node.extend(nodes)
    model.graph.initializer.extend(
        numpy_helper.from_array(array, name) for name, array in given.items()
    )
    graph: bytes = model.SerializeToString()
    return graph


def _product(values: str, weights: str, scale: str, product: str) -> Iterator[Any]:
    """Give the nodes that round values as onnxruntime does on a CPU, and multiply."""
    from onnx import helper

    outer = {"values": values, "weights": weights, "scale": scale, "product": product}
    outer |= {name: name for name in ("nothing", "most")}
    for operation, inputs, output in ROUNDING:
        names = [outer.get(name, f"{product}.{name}") for name in (*inputs.split(), output)]
        attributes: dict[str, Any] = {"keepdims": 0} if operation.startswith("Reduce") else {}
        yield helper.make_node(operation, names[:-1], names[-1:], **attributes)
