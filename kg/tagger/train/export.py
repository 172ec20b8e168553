"""From the trained network to the file that onnxruntime runs: ONNX, fused, with eight-bit weights.

The matrices of the layers become eight-bit integers with a scale for each output channel, the embeddings eight-bit
integers with a scale for each piece. Both are exact to about half a percent of a row's largest weight. What is kept in
full: normalisation, biases, the heads (small, and the last thing before the decision), and the named layers.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from kg.tagger.encoder import Floats
from kg.tagger.train.network import Network

OPSET = 17


def to_onnx(net: Network, path: Path) -> None:
    """Write the network in full precision: input ``ids`` (batch, length), output ``odds`` (batch, length, labels)."""
    net.eval()
    example = torch.ones((1, 16), dtype=torch.long)
    torch.onnx.export(
        net, (example,), str(path), input_names=["ids"], output_names=["odds"], opset_version=OPSET, dynamo=False,
        dynamic_axes={"ids": {0: "batch", 1: "length"}, "odds": {0: "batch", 1: "length"}},
    )


def quantize(source: Path, target: Path, keep: Sequence[str] = ()) -> None:
    """Write ``source`` with eight-bit weights to ``target``; matrices whose name contains one of ``keep`` stay."""
    model = onnx.load(str(source))
    inputs = {i.name for i in model.graph.initializer}
    matrices = [n for n in model.graph.node if n.op_type in ("MatMul", "Gemm") and any(i in inputs for i in n.input)]
    wanted = [n.name for n in matrices if not any(k in n.name for k in ("head", *keep))]
    quantize_dynamic(
        source, target, op_types_to_quantize=["MatMul"], nodes_to_quantize=wanted, per_channel=True,
        weight_type=QuantType.QInt8, extra_options={"MatMulConstBOnly": True, "WeightSymmetric": True},
    )
    model = onnx.load(str(target))
    _quantize_embeddings(model)
    onnx.save(model, str(target))


def add_transitions(path: Path, moves: Mapping[str, Floats]) -> None:
    """Write each head's transitions into the metadata of the file, as JSON with four decimals."""
    model = onnx.load(str(path))
    helper.set_model_props(model, {head: json.dumps(np.round(m, 4).tolist()) for head, m in moves.items()})
    onnx.save(model, str(path))


def _quantize_embeddings(model: onnx.ModelProto) -> None:
    """Replace the table of embeddings by an eight-bit one and a scale for each row, looked up side by side."""
    graph = model.graph
    table = max(graph.initializer, key=lambda i: len(i.raw_data))
    gather = next(n for n in graph.node if n.op_type == "Gather" and n.input[0] == table.name)
    weights = numpy_helper.to_array(table)
    scale = (np.abs(weights).max(axis=1, keepdims=True) / 127).astype(np.float32)
    scale[scale == 0] = 1
    small = np.rint(weights / scale).astype(np.int8)
    graph.initializer.remove(table)
    graph.initializer.extend([numpy_helper.from_array(small, "pieces"), numpy_helper.from_array(scale, "piece_scales")])
    out = gather.output[0]
    new = [
        helper.make_node("Gather", ["pieces", gather.input[1]], ["piece_rows"], name="piece_rows"),
        helper.make_node("Cast", ["piece_rows"], ["piece_floats"], name="piece_floats", to=TensorProto.FLOAT),
        helper.make_node("Gather", ["piece_scales", gather.input[1]], ["row_scales"], name="row_scales"),
        helper.make_node("Mul", ["piece_floats", "row_scales"], [out], name="embeddings"),
    ]
    at = list(graph.node).index(gather)
    graph.node.remove(gather)
    for k, node in enumerate(new):
        graph.node.insert(at + k, node)
