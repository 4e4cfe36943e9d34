"""Dumps losses and gradients of small masked language models as Hugging Face's BertForMaskedLM computes them.

    pip install torch transformers safetensors
    python Tests/Fixtures/tools/masked_gradient_golden.py

writes `Tests/Fixtures/learning/masked-{even,odd}.safetensors` and `masked.json` beside them. A weights file holds the
weights of a model and, under `gradient.NAME`, the gradients of the summed loss of its batch, computed in 64 bits and stored
in 32. The decoder is tied to the word embeddings: their gradient is that of both uses. For each sequence the losses of its
hidden sub-words, and whether the right one has the highest logit.
"""

import json
import random
from pathlib import Path

import torch
from safetensors.torch import save_file
from transformers import BertConfig, BertForMaskedLM

FOLDER = Path(__file__).resolve().parents[1] / "learning"


def name(parameter):
    return parameter.removeprefix("bert.")


def sequence(generator, sizes, length, count):
    words = [generator.randrange(4, sizes["vocab_size"]) for _ in range(length)]
    positions = sorted(generator.sample(range(1, length + 1), count))
    return {"ids": [1, *words, 2], "positions": positions,
            "gold": [generator.randrange(4, sizes["vocab_size"]) for _ in positions]}


def golden(file, sizes, lengths, seed):
    torch.manual_seed(seed)
    config = BertConfig(**sizes, hidden_act="gelu", type_vocab_size=2, layer_norm_eps=1e-12, hidden_dropout_prob=0.0,
                        attention_probs_dropout_prob=0.0, tie_word_embeddings=True)
    config._attn_implementation = "eager"
    model = BertForMaskedLM(config).double()
    model.tie_weights()
    named = dict(model.named_parameters())
    with torch.no_grad():
        for key, tensor in named.items():
            if "LayerNorm.weight" in key:
                tensor.copy_((1 + 0.2 * torch.randn(tensor.shape)).float())
            else:
                tensor.copy_((0.4 * torch.randn(tensor.shape)).float())
    decoder = model.get_output_embeddings()
    assert decoder.weight is model.get_input_embeddings().weight
    assert decoder.bias is model.cls.predictions.bias
    generator = random.Random(seed)
    batch = [sequence(generator, sizes, length, count) for length, count in lengths]
    total, losses, hits = 0, [], []
    for one in batch:
        logits = model(input_ids=torch.tensor([one["ids"]])).logits[0, one["positions"]]
        gold = torch.tensor(one["gold"])
        own = torch.nn.functional.cross_entropy(logits, gold, reduction="none")
        total = total + own.sum()
        losses.append(own.sum().item())
        hits.append(int((logits.argmax(dim=1) == gold).sum()))
    total.backward()
    tensors = {name(key): tensor.detach().float().clone() for key, tensor in named.items()}
    tensors |= {f"gradient.{name(key)}": tensor.grad.float().clone() for key, tensor in named.items()}
    save_file({k: v.contiguous() for k, v in tensors.items()}, FOLDER / f"{file}.safetensors")
    return {"file": file, **sizes, "batch": batch, "loss": total.item(), "losses": losses, "hits": hits}


def main():
    torch.set_num_threads(1)
    even = dict(vocab_size=64, hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=48,
                max_position_embeddings=48)
    odd = dict(vocab_size=37, hidden_size=21, num_hidden_layers=1, num_attention_heads=3, intermediate_size=37,
               max_position_embeddings=19)
    cases = [golden("masked-even", even, [(41, 7), (6, 6), (1, 1), (13, 2)], 5),
             golden("masked-odd", odd, [(15, 4), (7, 1), (1, 1)], 6)]
    lines = ",\n".join(json.dumps(case) for case in cases)
    (FOLDER / "masked.json").write_text("[\n" + lines + "\n]\n")


if __name__ == "__main__":
    main()
