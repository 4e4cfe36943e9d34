"""Times PyTorch's training steps on the shape and the batch that training-benchmark uses.

    python Benchmarks/peers/torch_training.py [--tokens N] [--threads N] [--runs N] [--layers N] [--hidden N] [--heads N]
        [--program Benchmarks/.build/release/training-benchmark] [--rounds N]

With `--program` both are measured in turn, so that a machine that others use as well disturbs them alike, and the ratios
of the best runs are printed.

Needs torch and transformers. The model is Hugging Face's BertForTokenClassification in Float32 with dropout 0.1. The
sequences are sorted by length and taken in micro-batches of `--micro` sequences, padded to the longest of each; the
gradients are summed over them, then one step of AdamW is done. Forward and backward, and the whole with AdamW, are printed.
"""

import argparse
import re
import resource
import subprocess
import time

import torch
from transformers import BertConfig, BertForTokenClassification

MASK = 2**64 - 1


def sequences(tokens, vocabulary, labels):
    """The batch of Sources/training-benchmark/Batch.swift."""
    state = 0

    def draw():
        nonlocal state
        state = (state + 0x9E3779B97F4A7C15) & MASK
        mixed = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & MASK
        return mixed ^ (mixed >> 31)

    result = []
    while sum(len(ids) for ids, _ in result) < tokens:
        length = 8 + draw() % 29 + draw() % 29
        words = [draw() % vocabulary for _ in range(length)]
        ids = [101, 103, *words, 104, 102]
        gold = [-100] * len(ids)
        for position in range(1, length + 1, 2):
            gold[position + 1] = draw() % labels
        result.append((ids, gold))
    return sorted(result, key=lambda pair: len(pair[0]))


def padded(part):
    longest = max(len(ids) for ids, _ in part)
    ids = torch.zeros(len(part), longest, dtype=torch.int64)
    mask, labels = torch.zeros_like(ids), torch.full_like(ids, -100)
    for row, (words, gold) in enumerate(part):
        ids[row, : len(words)] = torch.tensor(words)
        mask[row, : len(words)] = 1
        labels[row, : len(words)] = torch.tensor(gold)
    return ids, mask, labels


def parts_of(texts, size):
    return [padded(texts[first : first + size]) for first in range(0, len(texts), size)]


def measure(model, optimizer, parts, words, runs):
    """Least seconds of forward and backward, of CPU time in them, and of these with AdamW."""
    passes = cpu = whole = float("inf")
    for _ in range(runs):
        start, busy = time.perf_counter(), time.process_time()
        optimizer.zero_grad(set_to_none=True)
        for ids, mask, labels in parts:
            logits = model(input_ids=ids, attention_mask=mask).logits
            loss = torch.nn.functional.cross_entropy(
                logits.reshape(-1, 3), labels.reshape(-1), ignore_index=-100, reduction="sum") / words
            loss.backward()
        passes = min(passes, time.perf_counter() - start)
        cpu = min(cpu, time.process_time() - busy)
        optimizer.step()
        whole = min(whole, time.perf_counter() - start)
    return passes, cpu, whole


def ours(options):
    """Sub-words a second of the program: forward and backward, of CPU time, with AdamW; and its peak memory."""
    arguments = [options.program]
    for name in ("tokens", "threads", "runs", "layers", "hidden", "heads"):
        arguments += [f"--{name}", str(getattr(options, name))]
    text = subprocess.run(arguments, check=True, capture_output=True, text=True).stdout
    names = ("forward and backward", "a second of CPU time", "with AdamW", "peak memory")
    return [float(re.search(rf"^{name} +([0-9.]+)", text, re.M).group(1)) for name in names]


def main():
    parser = argparse.ArgumentParser()
    for name, value in dict(tokens=2048, threads=2, runs=5, layers=6, hidden=384, heads=12, rounds=3).items():
        parser.add_argument(f"--{name}", type=int, default=value)
    parser.add_argument("--micro", type=int, nargs="+", default=[8, 16, 32, 64])
    parser.add_argument("--attention", default="sdpa", choices=["sdpa", "eager"])
    parser.add_argument("--program")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=30_536, hidden_size=options.hidden, num_hidden_layers=options.layers,
        num_attention_heads=options.heads, intermediate_size=4 * options.hidden, num_labels=3)
    config._attn_implementation = options.attention
    model = BertForTokenClassification(config).train()
    optimizer = torch.optim.AdamW(model.parameters(), lr=5e-5, foreach=True)
    texts = sequences(options.tokens, config.vocab_size, 3)
    count = sum(len(ids) for ids, _ in texts)
    words = sum(label >= 0 for _, gold in texts for label in gold)
    sizes = {size: parts_of(texts, size) for size in options.micro}
    best, program = {}, [0.0] * 4
    for _ in range(options.rounds if options.program else 1):
        for size, parts in sizes.items():
            rates = [count / seconds for seconds in measure(model, optimizer, parts, words, options.runs)]
            best[size] = [max(pair) for pair in zip(rates, best.get(size, rates))]
        if options.program:
            program = [max(pair) for pair in zip(program, ours(options))]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    row = "{:40} {:>8.0f} {:>8.0f} {:>8.0f} {:>8.0f}".format
    print(f"{count} sub-words, {options.threads} threads\n{'sub-words a second':40}   passes  CPU time  AdamW  peak MB")
    for size, rates in best.items():
        print(row(f"PyTorch {torch.__version__}, micro-batches of {size}", *rates, peak))
    if options.program:
        print(row("Syntag", *program))
        peer = [max(rates) for rates in zip(*best.values())]
        print(f"{'ratio':40}" + "".join(f" {one / other:8.2f}" for one, other in zip(program, peer)))


main()
