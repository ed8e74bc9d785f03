"""A trained network in a file, run on one thread."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from onnxruntime.capi import onnxruntime_pybind11_state as runtime

from dialogs.errors import HearingError

Numbers = NDArray[np.float32]

# Nothing the runtime may want to say belongs on a person's screen.
_FATAL_ONLY = 4
# What the runtime raises on a broken file; these have no common root of their own.
_BROKEN = (
    runtime.Fail,
    runtime.InvalidArgument,
    runtime.InvalidGraph,
    runtime.InvalidProtobuf,
    runtime.NotImplemented,
    runtime.RuntimeException,
)


class Network:
    """Reads token ids and gives its outputs as numbers; `file` is an ONNX model."""

    def __init__(self, file: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = _FATAL_ONLY
        try:
            file.open("rb").close()
            # By its path: the runtime keeps a second copy of bytes that it is handed.
            self._session = onnxruntime.InferenceSession(
                str(file), options, providers=["CPUExecutionProvider"]
            )
        except (OSError, *_BROKEN) as error:
            raise HearingError(file, str(error)) from error

    def run(self, ids: Sequence[int]) -> list[Numbers]:
        """The outputs for one window of tokens, without the axis of messages."""
        row = np.array([ids], dtype=np.int64)
        outputs = self._session.run(None, {"ids": row, "mask": np.ones_like(row)})
        return [np.asarray(output, dtype=np.float32)[0] for output in outputs]
