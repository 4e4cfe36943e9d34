"""Times ONNX Runtime (Float32, CPU) on the weights and sentences that encoder-benchmark uses.

    python Benchmarks/peers/onnx_encoder.py MODEL_FOLDER [--sentences N] [--threads N] [--runs N]

Needs torch, transformers, onnx and onnxruntime. Sentences sorted by length are taken in batches of 1, 8, 16 and 32, padded to
the longest of the batch; the best is what to compare with.
"""

import argparse
import tempfile
import time
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from transformers import BertModel

MASK = 2**64 - 1


def sentences(count, vocabulary):
    """The sentences of Sources/encoder-benchmark/Sentences.swift."""
    state = 0

    def draw():
        nonlocal state
        state = (state + 0x9E3779B97F4A7C15) & MASK
        mixed = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & MASK
        return mixed ^ (mixed >> 31)

    result = []
    for _ in range(count):
        length = 8 + draw() % 29 + draw() % 29
        result.append([draw() % vocabulary for _ in range(length)])
    return result


class LastStates(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, ids, mask):
        return self.model(input_ids=ids, attention_mask=mask).last_hidden_state


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--sentences", type=int, default=200)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()

    model = BertModel.from_pretrained(options.folder, add_pooling_layer=False, attn_implementation="eager").eval()
    texts = sorted(sentences(options.sentences, model.config.vocab_size), key=len)
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder) / "model.onnx")
        ids = torch.ones(2, 9, dtype=torch.int64)
        torch.onnx.export(
            LastStates(model), (ids, ids), file, input_names=["ids", "mask"], output_names=["states"], dynamo=False,
            dynamic_axes={n: {0: "batch", 1: "length"} for n in ("ids", "mask", "states")}, opset_version=17)
        settings = onnxruntime.SessionOptions()
        settings.intra_op_num_threads = options.threads
        settings.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
        session = onnxruntime.InferenceSession(file, settings, providers=["CPUExecutionProvider"])

    for size in (1, 8, 16, 32):
        batches = []
        for first in range(0, len(texts), size):
            part = texts[first : first + size]
            ids = np.zeros((len(part), len(part[-1])), dtype=np.int64)
            mask = np.zeros_like(ids)
            for row, text in enumerate(part):
                ids[row, : len(text)] = text
                mask[row, : len(text)] = 1
            batches.append({"ids": ids, "mask": mask})
        least = cpu = float("inf")
        for _ in range(options.runs):
            start, busy = time.perf_counter(), time.process_time()
            for batch in batches:
                session.run(None, batch)
            least = min(least, time.perf_counter() - start)
            cpu = min(cpu, time.process_time() - busy)
        count = sum(map(len, texts))
        print(f"ONNX Runtime {onnxruntime.__version__}, {options.threads} threads, batches of {size}:"
              f" {count / least:.0f} sub-words/s, {count / cpu:.0f} a second of CPU time")


main()
