"""Makes the reference hidden states that EncoderTests compare the encoder with.

Run it from the root of the project, with torch, transformers and safetensors installed:

    python Tests/Fixtures/tools/encoder_golden.py Tests/Fixtures/encoder [FOLDER OF THE MINILM CHECKPOINT]

It writes, with Hugging Face's BertModel in Float32:
  tiny-*.safetensors   three small random encoders (weights in F32, F16 and BF16; heads of 8, 32 and 64; new and old names)
  tiny-*.json          their config.json
  tiny-*-states.safetensors  for each the batch ("ids", "starts") and its hidden states after each layer
  base-states.safetensors    the same for a 12 x 768 encoder whose weights come from a formula (see `formula_weights`),
                             every 7th column after the last layer
  minilm-states.safetensors  the same for the MiniLM checkpoint, every 5th column
Numbers of identifiers are stored as F32, which holds them exactly.
"""

import json
import sys
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file
from transformers import BertConfig, BertModel

PERIOD = 65_537


def mixed(indices):
    """SplitMix64's output for these indices of the sequence with seed 0 (the same generator as TestSupport's)."""
    with np.errstate(over="ignore"):
        state = (indices.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
        state = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        state = (state ^ (state >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return state ^ (state >> np.uint64(31))


def formula_weights(model):
    """Number i of tensor t (in order of the names) is table[(i + 7919 t) mod 65537], the table holding 65,537 numbers
    between -1/16 and 1/16 with 24 bits; gains of normalisations have 1 added."""
    table = ((mixed(np.arange(PERIOD)) >> np.uint64(40)).astype(np.float64) / 2**24 - 0.5) / 8
    table = table.astype(np.float32)
    state = {}
    names = sorted(n for n, t in model.state_dict().items() if t.is_floating_point() and "pooler" not in n)
    for t, name in enumerate(names):
        shape = model.state_dict()[name].shape
        values = table[(np.arange(int(np.prod(shape))) + 7919 * t) % PERIOD]
        if name.endswith("LayerNorm.weight"):
            values = values + np.float32(1)
        state[name] = torch.from_numpy(values.reshape(shape).copy())
    return state


def batch(lengths, vocabulary):
    """Sequences of identifiers from the generator, one draw a sub-word."""
    count = sum(lengths)
    ids = (mixed(np.arange(count) + 1_000_000) % np.uint64(vocabulary)).astype(np.int64)
    starts = np.concatenate([[0], np.cumsum(lengths)])
    return ids, starts


def states(model, ids, starts):
    """Hidden states of every layer, [tokens x hidden] each: one sequence at a time, so without any padding."""
    layers = None
    for first, end in zip(starts[:-1], starts[1:]):
        with torch.no_grad():
            out = model(torch.from_numpy(ids[first:end])[None], output_hidden_states=True).hidden_states
        parts = [o[0] for o in out]
        layers = [[p] for p in parts] if layers is None else [l + [p] for l, p in zip(layers, parts)]
    return [torch.cat(l) for l in layers]


def save(path, ids, starts, named):
    tensors = {"ids": torch.from_numpy(ids.astype(np.float32)), "starts": torch.from_numpy(starts.astype(np.float32))}
    tensors.update({n: t.contiguous() for n, t in named.items()})
    save_file(tensors, path)


def tiny(folder, name, dtype, old_names, **sizes):
    torch.manual_seed(len(name))
    config = BertConfig(hidden_dropout_prob=0, attention_probs_dropout_prob=0, **sizes)
    model = BertModel(config, add_pooling_layer=False).eval()
    state = {}
    for key, value in model.state_dict().items():
        if not value.is_floating_point():
            continue
        random = torch.randn(value.shape) * (0.3 if value.dim() == 2 else 0.1)
        state[key] = (random + (1 if key.endswith("LayerNorm.weight") else 0)).to(dtype)
    model.load_state_dict({k: v.float() for k, v in state.items()}, strict=False)
    if old_names:
        old = {"LayerNorm.weight": "LayerNorm.gamma", "LayerNorm.bias": "LayerNorm.beta"}
        state = {"bert." + k.replace(next((o for o in old if k.endswith(o)), "-"), old.get(k[k.rfind("LayerNorm"):], "-")): v
                 for k, v in state.items()}
        state["bert.embeddings.position_ids"] = torch.arange(sizes["max_position_embeddings"])[None]
    save_file(state, folder / f"tiny-{name}.safetensors")
    keys = ["hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size", "vocab_size",
            "max_position_embeddings", "type_vocab_size", "layer_norm_eps", "hidden_act", "model_type"]
    values = {k: config.to_dict()[k] for k in keys}
    (folder / f"tiny-{name}.json").write_text(json.dumps(values, indent=2) + "\n")
    lengths = [1, 7, 2, sizes["max_position_embeddings"], 17, 30]
    ids, starts = batch(lengths, sizes["vocab_size"])
    layers = states(model, ids, starts)
    save(folder / f"tiny-{name}-states.safetensors", ids, starts,
         {f"layer.{i}": h[:, ::4] for i, h in enumerate(layers)})


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    common = dict(vocab_size=50, type_vocab_size=2)
    tiny(folder, "f32", torch.float32, False, hidden_size=32, num_hidden_layers=2, num_attention_heads=4,
         intermediate_size=64, max_position_embeddings=48, **common)
    tiny(folder, "bf16", torch.bfloat16, False, hidden_size=64, num_hidden_layers=2, num_attention_heads=2,
         intermediate_size=160, max_position_embeddings=61, **common)
    tiny(folder, "f16", torch.float16, True, hidden_size=128, num_hidden_layers=1, num_attention_heads=2,
         intermediate_size=128, max_position_embeddings=75, **common)

    base = BertModel(BertConfig(vocab_size=28_996), add_pooling_layer=False).eval()
    base.load_state_dict(formula_weights(base), strict=False)
    ids, starts = batch([3, 40, 21], 28_996)
    save(folder / "base-states.safetensors", ids, starts, {"last": states(base, ids, starts)[-1][:, ::7]})

    if len(sys.argv) > 2:
        model = BertModel.from_pretrained(sys.argv[2], add_pooling_layer=False).eval()
        ids, starts = batch([1, 9, 33, 60, 128], 30_522)
        save(folder / "minilm-states.safetensors", ids, starts, {"last": states(model, ids, starts)[-1][:, ::5]})


main()
