"""Averages the weights of two models of one start and one shape.

    pip install numpy safetensors
    python3 etc/tools/average_models.py FIRST SECOND OUTPUT --first 0.7

Models that were trained from the same checkpoint often lie close enough for their average to be better than either
(Wortsman et al. 2022, "model soups"). OUTPUT gets the configuration and the vocabulary of FIRST; a row of the table of
sub-words is averaged with that of the same sub-word. Both need the same tensors and the same labels in the same order.
"""

import argparse
import json
import pathlib
import shutil

import numpy
from safetensors.numpy import load_file, save_file

WORDS = "word_embeddings.weight"


def entries(folder):
    return (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()


def labels(folder):
    return json.loads((folder / "config.json").read_text(encoding="utf-8"))["syntag"]["labels"]


def main():
    parser = argparse.ArgumentParser(description="Averages the weights of two models.")
    parser.add_argument("models", nargs=2, type=pathlib.Path)
    parser.add_argument("output", type=pathlib.Path)
    parser.add_argument("--first", type=float, default=0.5, help="share of the first model, 0 to 1")
    options = parser.parse_args()
    first, second = options.models
    mine, other = (load_file(folder / "model.safetensors") for folder in options.models)
    if mine.keys() != other.keys() or labels(first) != labels(second):
        raise SystemExit(f"{first} and {second} have other tensors or labels: give two models of one kind")
    places = {entry: row for row, entry in enumerate(entries(second))}
    missing = [entry for entry in entries(first) if entry not in places]
    if missing:
        raise SystemExit(f"{second} lacks the sub-word {missing[0]}: give two models with the same vocabulary")
    rows = [places[entry] for entry in entries(first)]
    averaged = {}
    for name, own in mine.items():
        theirs = other[name][rows] if name.endswith(WORDS) else other[name]
        sum_ = options.first * own.astype(numpy.float32) + (1 - options.first) * theirs.astype(numpy.float32)
        averaged[name] = sum_.astype(own.dtype)
    options.output.mkdir(parents=True, exist_ok=True)
    for name in ["config.json", "vocab.txt"]:
        shutil.copyfile(first / name, options.output / name)
    save_file(averaged, options.output / "model.safetensors")


if __name__ == "__main__":
    main()
