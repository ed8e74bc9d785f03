"""What the ear needs to hear topics that it has not learned: states of the network, and their space.

The last layer has learned to tell the known topics apart and knows little else. The words
themselves and the middle layers still hold what else a message is about.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper

from dialogs.hearing.ear import Ear
from dialogs.hearing.training.bert import WIDTH

OUTPUT = "meaning"
# The embedding of the words, and the third and fourth layer.
READ = ("norm", "layers.2/narrow_norm", "layers.3/narrow_norm")
KEPT = 768
# The share of the mean spread that is added to each direction's own.
SMOOTH = 0.1


def add_meaning(file: Path) -> None:
    """Give a written phrase ear one more output: the means of some states, side by side.

    All other outputs stay as they are, to the bit; an ear that has it is left alone.
    """
    model = onnx.load(str(file))
    graph = model.graph
    if any(output.name == OUTPUT for output in graph.output):
        return
    nodes = {node.name: node for node in graph.node}
    mask, axes = nodes["/ear/Mul"].input[1], nodes["/ear/ReduceSum"].input[1]
    many = nodes["/ear/Div"].input[1]
    means = []
    for part in READ:
        states = f"/ear/encoder/{part}/LayerNormalization_output_0"
        real, total, mean = (f"{OUTPUT}/{part}/{step}" for step in ("real", "total", "mean"))
        graph.node.append(helper.make_node("Mul", [states, mask], [real]))
        graph.node.append(helper.make_node("ReduceSum", [real, axes], [total], keepdims=0))
        graph.node.append(helper.make_node("Div", [total, many], [mean]))
        means.append(mean)
    graph.node.append(helper.make_node("Concat", means, [OUTPUT], axis=1))
    shape = ["messages", len(READ) * WIDTH]
    graph.output.append(helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, shape))
    onnx.checker.check_model(model)
    onnx.save(model, str(file))


def write_meaning(folder: Path, texts: Sequence[str]) -> None:
    """`meaning.npy`: the space in which the messages of all known topics spread alike all round."""
    ear = Ear(folder)
    states = np.array([ear.states(text) for text in texts], np.float64)
    np.save(folder / "meaning.npy", space(states))


def space(states: NDArray[np.float64]) -> NDArray[np.float16]:
    """The middle of the states (a column), and the weights that make their spread round."""
    middle = states.mean(0)
    spreads, ways = np.linalg.eigh(np.cov((states - middle).T))
    most = np.argsort(-spreads)[:KEPT]
    weights = ways[:, most] / np.sqrt(spreads[most] + SMOOTH * spreads.mean())
    return np.column_stack([middle, weights]).astype(np.float16)
