#!/usr/bin/env python3
"""Writes the weights of a Hugging Face folder from PyTorch's format (pytorch_model.bin) as model.safetensors.

    pip install torch safetensors
    python3 etc/tools/bin_to_safetensors.py FOLDER

The file is written beside the other; nothing else changes. `syntag model import FOLDER` then reads it. Weights are loaded
with `weights_only`, so that no code of the file is run; tensors that share memory are written each for itself, and those
that hold no weights (numbers of positions) are left out.
"""

import os
import sys
from pathlib import Path

import torch
from safetensors.torch import save_file


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__.strip())
    folder = Path(sys.argv[1])
    source, target = folder / "pytorch_model.bin", folder / "model.safetensors"
    if not source.is_file():
        sys.exit(f"{source}: there is no such file; give a folder that holds pytorch_model.bin")
    if target.exists():
        sys.exit(f"{target}: the file is there already; remove it to make it anew")
    state = torch.load(source, map_location="cpu", weights_only=True)
    tensors = {name: tensor.clone().contiguous() for name, tensor in state.items() if tensor.is_floating_point()}
    part = target.with_suffix(".part")
    save_file(tensors, part, metadata={"format": "pt"})
    os.replace(part, target)
    print(f"{target}: {len(tensors)} tensors, {len(state) - len(tensors)} left out")


if __name__ == "__main__":
    main()
