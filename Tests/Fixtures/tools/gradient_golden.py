"""Dumps losses and gradients of small entity models as PyTorch computes them, and ten steps of its AdamW.

    pip install torch transformers safetensors
    python Tests/Fixtures/tools/gradient_golden.py

writes `Tests/Fixtures/learning/{even,odd}.safetensors` and `golden.json` beside them. A weights file holds the weights of
a model of two layers and, for each variant, the gradients of the summed loss of one batch (`VARIANT.NAME`), computed in
64 bits and stored in 32. The model of even sizes has heads of 16 columns and a sequence of more than 32 sub-words; that of
odd sizes has no size that a vector divides.

Variants: `tags` puts `[CLS] <T> .. </T> [SEP]` in from the start; `late` lets the tags join at layer 1 (their row is the
embedding of the word, of position 0 and of type 0, normalised), with label smoothing, one sequence with an opening tag
only and one without tags; `crf` has an opening tag only and a conditional random field.

Ten steps, in 32 bits, of torch.optim.AdamW on the mean loss of a word, dropout 0, over three batches in turn. Embedding tables follow the
lazy rule: rows that a batch does not use keep their numbers and both moments as they are (no decay either); everything
else is AdamW's, the count of steps for the bias correction included. Biases, normalisations and the random field are not
decayed.
"""

import json
import random
from pathlib import Path

import torch
from safetensors.torch import save_file
from transformers import BertConfig, BertModel

FOLDER = Path(__file__).resolve().parents[1] / "learning"
TABLES = ["word_embeddings", "position_embeddings", "token_type_embeddings"]
ADAMW = dict(lr=2e-3, betas=[0.9, 0.98], eps=1e-6, weight_decay=0.1)


class Model(torch.nn.Module):
    def __init__(self, sizes, labels, crf):
        super().__init__()
        config = BertConfig(**sizes, hidden_act="gelu", type_vocab_size=2, layer_norm_eps=1e-12,
                            hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0)
        config._attn_implementation = "eager"
        self.bert = BertModel(config, add_pooling_layer=False)
        self.classifier = torch.nn.Linear(sizes["hidden_size"], labels)
        if crf:
            self.crf = torch.nn.Module()
            self.crf.start_transitions = torch.nn.Parameter(torch.zeros(labels))
            self.crf.transitions = torch.nn.Parameter(torch.zeros(labels, labels))
            self.crf.end_transitions = torch.nn.Parameter(torch.zeros(labels))

    def run(self, states, layers):
        for layer in layers:
            result = layer(states, attention_mask=None)
            states = result[0] if isinstance(result, tuple) else result
        return states

    def embed(self, ids, positions):
        return self.bert.embeddings(input_ids=torch.tensor([ids]), position_ids=torch.tensor([positions]))

    def logits(self, sequence, tag_layer):
        ids, tags = sequence["ids"], [sequence.get("open"), sequence.get("close")]
        layers = list(self.bert.encoder.layer)
        if tag_layer == 0:
            opening, closing = ([] if tag is None else [tag] for tag in tags)
            ids = ids[:1] + opening + ids[1:-1] + closing + ids[-1:]
            states = self.run(self.embed(ids, list(range(len(ids)))), layers)
        else:
            states = self.run(self.embed(ids, list(range(len(ids)))), layers[:tag_layer])
            rows = [states[:, :0] if tag is None else self.embed([tag], [0]) for tag in tags]
            states = torch.cat([states[:, :1], rows[0], states[:, 1:-1], rows[1], states[:, -1:]], dim=1)
            states = self.run(states, layers[tag_layer:])
        shift = 0 if tags[0] is None else 1
        return self.classifier(states[0, [position + shift for position, _ in sequence["labelled"]]])

    def loss(self, batch, tag_layer=0, smoothing=0.0, crf=False):
        total = 0
        for sequence in batch:
            logits = self.logits(sequence, tag_layer)
            gold = torch.tensor([label for _, label in sequence["labelled"]])
            if not crf:
                total = total + torch.nn.functional.cross_entropy(
                    logits, gold, reduction="sum", label_smoothing=smoothing)
                continue
            field = self.crf
            sums, score = field.start_transitions + logits[0], field.start_transitions[gold[0]] + logits[0, gold[0]]
            for word in range(1, len(gold)):
                sums = torch.logsumexp(sums[:, None] + field.transitions, dim=0) + logits[word]
                score = score + field.transitions[gold[word - 1], gold[word]] + logits[word, gold[word]]
            total = total + torch.logsumexp(sums + field.end_transitions, dim=0)
            total = total - score - field.end_transitions[gold[-1]]
        return total


def name(parameter):
    return parameter.removeprefix("bert.")


def batch(generator, sizes, labels, lengths, tags):
    sequences = []
    for number, length in enumerate(lengths):
        words = [generator.randrange(7, sizes["vocab_size"]) for _ in range(length)]
        positions = [p for p in range(1, length + 1) if p == 1 or generator.random() < 0.7]
        sequence = {"ids": [1, *words, 2], "labelled": [[p, generator.randrange(labels)] for p in positions]}
        kinds = tags[number % len(tags)]
        if "open" in kinds:
            sequence["open"] = 3 + 2 * (number % 2)
        if "close" in kinds:
            sequence["close"] = 4 + 2 * (number % 2)
        sequences.append(sequence)
    return sequences


def weights(model, seed):
    torch.manual_seed(seed)
    with torch.no_grad():
        for key, tensor in model.named_parameters():
            if "LayerNorm.weight" in key:
                tensor.copy_((1 + 0.2 * torch.randn(tensor.shape)).float())
            else:
                tensor.copy_((0.4 * torch.randn(tensor.shape)).float())


def ten_steps(model, batches, settings):
    model.float()
    named = list(model.named_parameters())
    kept = [p for n, p in named if p.dim() < 2 or n.startswith("crf")]
    decayed = [p for n, p in named if not (p.dim() < 2 or n.startswith("crf"))]
    optimizer = torch.optim.AdamW(
        [{"params": decayed}, {"params": kept, "weight_decay": 0.0}], lr=ADAMW["lr"], betas=tuple(ADAMW["betas"]),
        eps=ADAMW["eps"], weight_decay=ADAMW["weight_decay"])
    tables = [p for n, p in named if any(table in n for table in TABLES)]
    losses = []
    for step in range(10):
        sequences = batches[step % len(batches)]
        words = sum(len(s["labelled"]) for s in sequences)
        optimizer.zero_grad()
        loss = model.loss(sequences, **settings) / words
        loss.backward()
        losses.append(loss.item())
        before = []
        for table in tables:
            state = optimizer.state[table]
            moments = [state[k] for k in ("exp_avg", "exp_avg_sq")] if state else [torch.zeros_like(table)] * 2
            before.append([x.detach().clone() for x in (table, *moments)])
        optimizer.step()
        with torch.no_grad():
            for table, old in zip(tables, before):
                unused = (table.grad == 0).all(dim=1)
                state = optimizer.state[table]
                for now, then in zip((table, state["exp_avg"], state["exp_avg_sq"]), old):
                    now[unused] = then[unused]
    return losses


def golden(file, sizes, labels, variants, seed):
    tensors, cases = {}, []
    for variant, (tags, settings, lengths) in variants.items():
        model = Model(sizes, labels, settings.get("crf", False)).double()
        weights(model, seed)
        for key, tensor in model.named_parameters():
            tensors[name(key)] = tensor.detach().float().clone()
        generator = random.Random(seed)
        batches = [batch(generator, sizes, labels, lengths, tags)]
        batches += [batch(generator, sizes, labels, [5, 9, 3], tags) for _ in range(2)]
        loss = model.loss(batches[0], **settings)
        loss.backward()
        for key, tensor in model.named_parameters():
            tensors[f"{variant}.{name(key)}"] = tensor.grad.float().clone()
        cases.append({
            "file": file, "variant": variant, "labels": labels, **sizes, **settings, "batches": batches,
            "loss": loss.item(), "losses": ten_steps(model, batches, settings)})
    save_file({k: v.contiguous() for k, v in tensors.items()}, FOLDER / f"{file}.safetensors")
    return cases


def main():
    torch.set_num_threads(1)
    FOLDER.mkdir(parents=True, exist_ok=True)
    even = dict(vocab_size=44, hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=48,
                max_position_embeddings=48)
    odd = dict(vocab_size=31, hidden_size=21, num_hidden_layers=2, num_attention_heads=3, intermediate_size=37,
               max_position_embeddings=19)
    tags = ([["open", "close"]], {}, [41, 7, 1, 13])
    cases = golden("even", even, 3, {
        "tags": tags,
        "late": ([["open", "close"], ["open"], []], dict(tag_layer=1, smoothing=0.1), [33, 6, 9, 2]),
    }, seed=5)
    cases += golden("odd", odd, 5, {
        "tags": ([["open", "close"]], {}, [15, 7, 1, 4]),
        "late": ([["open", "close"]], dict(tag_layer=1), [15, 7, 1, 4]),
        "crf": ([["open"]], dict(crf=True), [15, 7, 1, 4]),
    }, seed=6)
    lines = ",\n".join(json.dumps(case) for case in cases)
    (FOLDER / "golden.json").write_text(json.dumps({"adamw": ADAMW})[:-1] + ', "cases": [\n' + lines + "\n]}\n")


if __name__ == "__main__":
    main()
