"""The reader as an ONNX graph, written node by node from the trained weights.

Not exported by tracing: the graph is small, and written out it can name onnxruntime's fused CPU
operators (MultiHeadAttention, SkipLayerNormalization, BiasGelu, 8-bit matrix products) directly.

    ids (1, pieces), scheme (1, pieces), heads (words)  ->  projections (words, columns)

and what is computed per cue from the projections of the words around it:

    words (words, pair), near, place, inside (cues, reach), cue (cues, pair)
        ->  chances (cues, reach, roles)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from dragoman.extract.trained.paths import Floats

Weights = Literal["fp32", "nbits", "dynamic"]
_MICROSOFT = "com.microsoft"


class Builder:
    """Collects nodes and weights of one graph."""

    def __init__(self, weights: Weights, block: int = 32) -> None:
        self.weights, self.block = weights, block
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, array: NDArray[np.generic]) -> str:
        """Store an array under a name."""
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def node(
        self,
        kind: str,
        inputs: list[str],
        name: str,
        outputs: int = 1,
        domain: str = "",
        **more: Any,
    ) -> str:
        """Add a node; its (first) output carries its name."""
        names = [name] + [f"{name}.{n}" for n in range(1, outputs)]
        self.nodes.append(helper.make_node(kind, inputs, names, name=name, domain=domain, **more))
        return name

    def product(self, states: str, weight: Floats, name: str) -> str:
        """states x weight, weight being (rows in, columns out), in the chosen number format."""
        if self.weights == "fp32":
            return self.node("MatMul", [states, self.constant(f"{name}.w", weight)], name)
        if self.weights == "nbits":
            return self._blockwise(states, weight, name)
        return self._dynamic(states, weight, name)

    def _blockwise(self, states: str, weight: Floats, name: str) -> str:
        """8 bits per weight with a scale per block of a column; activations are rounded row by row.

        A row's result depends on that row alone, so neither batch nor window mates change it.
        """
        rows, columns = weight.shape
        blocks = weight.T.reshape(columns, rows // self.block, self.block)
        scale = np.maximum(np.abs(blocks).max(-1), 1e-8) / 127
        codes = np.clip(np.round(blocks / scale[..., None]) + 128, 0, 255).astype(np.uint8)
        inputs = [
            states,
            self.constant(f"{name}.q", codes),
            self.constant(f"{name}.s", scale.astype(np.float32)),
        ]
        return self.node(
            "MatMulNBits",
            inputs,
            name,
            domain=_MICROSOFT,
            K=rows,
            N=columns,
            bits=8,
            block_size=self.block,
            accuracy_level=4,
        )

    def _dynamic(self, states: str, weight: Floats, name: str) -> str:
        """8 bits with a scale per column; activations get one scale per window."""
        scale = (np.maximum(np.abs(weight).max(0), 1e-8) / 127).astype(np.float32)
        codes = np.clip(np.round(weight / scale), -127, 127).astype(np.int8)
        inputs = [
            states,
            self.constant(f"{name}.q", codes),
            self.constant(f"{name}.s", scale),
            self.constant(f"{name}.z", np.zeros(len(scale), np.int8)),
        ]
        return self.node("DynamicQuantizeMatMul", inputs, name, domain=_MICROSOFT)

    def table(self, indices: str, table: Floats, name: str) -> str:
        """Rows of an embedding table, kept in 8 bits with a scale per row."""
        scale = (np.maximum(np.abs(table).max(1, keepdims=True), 1e-8) / 127).astype(np.float32)
        codes = np.clip(np.round(table / scale), -127, 127).astype(np.int8)
        rows = self.node("Gather", [self.constant(f"{name}.q", codes), indices], f"{name}.rows")
        factors = self.node(
            "Gather", [self.constant(f"{name}.s", scale), indices], f"{name}.factors"
        )
        floats = self.node("Cast", [rows], f"{name}.floats", to=TensorProto.FLOAT)
        return self.node("Mul", [floats, factors], name)


def build(
    state: dict[str, Floats], head: tuple[Floats, Floats], layers: int, heads: int, weights: Weights
) -> onnx.ModelProto:
    """The graph of encoder and word heads.

    `state` holds the encoder's weights under PyTorch's names, `head` the word heads' weight
    (columns, width) and bias. The heads stay in fp32: they are small, and the roles are scored
    from their outputs.
    """
    graph = Builder(weights)
    states = _embeddings(graph, state)
    for n in range(layers):
        states = _layer(graph, state, states, n, heads)
    flat = graph.node("Squeeze", [states, "nought"], "flat")
    words = graph.node("Gather", [flat, "heads"], "words")
    scores = graph.node("MatMul", [words, graph.constant("head.w", head[0].T)], "scores")
    graph.node("Add", [scores, graph.constant("head.b", head[1])], "projections")
    inputs = [
        helper.make_tensor_value_info("ids", TensorProto.INT64, [1, "pieces"]),
        helper.make_tensor_value_info("scheme", TensorProto.INT64, [1, "pieces"]),
        helper.make_tensor_value_info("heads", TensorProto.INT64, ["words"]),
    ]
    output = helper.make_tensor_value_info(
        "projections", TensorProto.FLOAT, ["words", len(head[1])]
    )
    return _model(graph, inputs, output)


def build_roles(state: dict[str, Floats], dilations: Sequence[int]) -> onnx.ModelProto:
    """The graph of the roles of the words around each cue; `Reader.role_logits` in ONNX.

    `state` holds the reader's weights under PyTorch's names. All in fp32, and no number depends on
    another cue's: a statement is the same whatever else is scored with it.
    """
    graph = Builder("fp32")
    second, third = (graph.constant(f"axis{n}", np.array([n])) for n in (1, 2))
    both = graph.constant("axes", np.array([1, 2]))

    # The embeddings of distance and paragraph are added here once, not for every word.
    places = state["distance.weight"][:, None] + state["paragraph.weight"]
    width = places.shape[-1]
    table = graph.constant("places.w", places.reshape(-1, width))
    place = graph.node("Gather", [table, "place"], "at")
    words = graph.node("Add", [graph.node("Gather", ["words", "near"], "around"), place], "placed")
    pair = graph.node("Add", [words, graph.node("Unsqueeze", ["cue", second], "cues")], "sum")
    pair = graph.node("Relu", [pair], "pair")

    names = ("context_in", "roles")
    # (cues, channels, 1, words): onnxruntime is fast with convolutions in two dimensions.
    weight = np.concatenate([state[f"{name}.weight"] for name in names])
    bias = np.concatenate([state[f"{name}.bias"] for name in names])[:, None]
    sides = graph.node(
        "FusedMatMul", [graph.constant("w", weight), pair], "both", domain=_MICROSOFT, transB=1
    )
    sides = graph.node("Add", [sides, graph.constant("b", bias)], "sides")
    sides = graph.node("Unsqueeze", [sides, third], "image")
    sizes = graph.constant("sizes", np.array([len(state[f"{name}.bias"]) for name in names]))
    graph.node("Split", [sides, sizes], "side", outputs=2, axis=1)
    kept = graph.node("Unsqueeze", ["inside", both], "kept")
    near = graph.node("Mul", ["side", kept], "start")
    for n, step in enumerate(dilations):
        kernel = np.expand_dims(state[f"context.{n}.weight"], 2)
        bias = graph.constant(f"context{n}.b", state[f"context.{n}.bias"])
        inputs = [near, graph.constant(f"context{n}.w", kernel), bias]
        edge = kernel.shape[3] // 2 * step
        seen = graph.node(
            "Conv", inputs, f"context{n}", dilations=[1, step], pads=[0, edge, 0, edge]
        )
        seen = graph.node("Add", [near, graph.node("Relu", [seen], f"seen{n}")], f"both{n}")
        near = graph.node("Mul", [seen, kept], f"near{n}")
    out = graph.constant("out.w", np.expand_dims(state["context_out.weight"], (2, 3)))
    logits = graph.node("Add", ["side.1", graph.node("Conv", [near, out], "out")], "logits")
    logits = graph.node("Squeeze", [logits, third], "rows")
    logits = graph.node("Transpose", [logits], "last", perm=[0, 2, 1])
    graph.node("Softmax", [logits], "chances", axis=-1)

    def tensor(name: str, kind: int, *shape: str | int) -> onnx.ValueInfoProto:
        return helper.make_tensor_value_info(name, kind, shape)

    inputs = [
        tensor("words", TensorProto.FLOAT, "words", width),
        tensor("near", TensorProto.INT64, "cues", "reach"),
        tensor("place", TensorProto.INT64, "cues", "reach"),
        tensor("inside", TensorProto.FLOAT, "cues", "reach"),
        tensor("cue", TensorProto.FLOAT, "cues", width),
    ]
    roles = len(state["roles.bias"])
    return _model(graph, inputs, tensor("chances", TensorProto.FLOAT, "cues", "reach", roles))


def _model(
    graph: Builder, inputs: list[onnx.ValueInfoProto], output: onnx.ValueInfoProto
) -> onnx.ModelProto:
    body = helper.make_graph(graph.nodes, "reader", inputs, [output], graph.constants)
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(_MICROSOFT, 1)]
    return helper.make_model(
        body, opset_imports=opsets, ir_version=9, producer_name="dragoman training"
    )


def _embeddings(graph: Builder, state: dict[str, Floats]) -> str:
    """Piece, position and scheme embeddings, summed and normalised."""
    pieces = graph.table("ids", state["words.weight"], "pieces_table")
    schemes = graph.node(
        "Gather", [graph.constant("schemes.w", state["schemes.weight"]), "scheme"], "schemes"
    )
    length = graph.node("Shape", ["ids"], "length", start=1, end=2)
    nought = graph.constant("nought", np.array([0], np.int64))
    table = graph.constant("places.w", state["places.weight"])
    places = graph.node("Slice", [table, nought, length, nought], "places")
    total = graph.node("Add", [graph.node("Add", [pieces, schemes], "sum1"), places], "sum2")
    norm = [
        graph.constant("norm.w", state["norm.weight"]),
        graph.constant("norm.b", state["norm.bias"]),
    ]
    return graph.node("LayerNormalization", [total, *norm], "embedded", axis=-1, epsilon=1e-12)


def _layer(graph: Builder, state: dict[str, Floats], states: str, n: int, heads: int) -> str:
    """One encoder layer."""

    def get(name: str) -> Floats:
        return state[f"layers.{n}.{name}"]

    at = f"layer{n}"
    qkv = graph.product(states, get("qkv.weight").T, f"{at}.qkv")
    biased = graph.node(
        "Add", [qkv, graph.constant(f"{at}.qkv.b", get("qkv.bias"))], f"{at}.biased"
    )
    graph.node("Split", [biased], f"{at}.q", outputs=3, axis=-1)
    parts = [f"{at}.q", f"{at}.q.1", f"{at}.q.2"]
    mixed = graph.node(
        "MultiHeadAttention", parts, f"{at}.mixed", domain=_MICROSOFT, num_heads=heads
    )
    out = graph.product(mixed, get("out.weight").T, f"{at}.out")
    states = _norm(graph, states, out, state, n, "norm1", "out")
    up = graph.product(states, get("up.weight").T, f"{at}.up")
    active = graph.node(
        "BiasGelu",
        [up, graph.constant(f"{at}.up.b", get("up.bias"))],
        f"{at}.gelu",
        domain=_MICROSOFT,
    )
    down = graph.product(active, get("down.weight").T, f"{at}.down")
    return _norm(graph, states, down, state, n, "norm2", "down")


def _norm(
    graph: Builder, states: str, update: str, state: dict[str, Floats], n: int, norm: str, bias: str
) -> str:
    """norm(states + update + bias)."""
    name = f"layer{n}.{norm}"
    inputs = [
        states,
        update,
        graph.constant(f"{name}.w", state[f"layers.{n}.{norm}.weight"]),
        graph.constant(f"{name}.b", state[f"layers.{n}.{norm}.bias"]),
        graph.constant(f"{name}.bias", state[f"layers.{n}.{bias}.bias"]),
    ]
    return graph.node("SkipLayerNormalization", inputs, name, domain=_MICROSOFT, epsilon=1e-12)
