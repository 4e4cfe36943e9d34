"""Dumps losses, decoded trees and gradients of small syntax models as PyTorch computes them.

    pip install torch transformers safetensors
    python Tests/Fixtures/tools/syntax_gradient_golden.py

writes `Tests/Fixtures/learning/syntax-{even,odd}.safetensors` and `syntax.json` beside them. A weights file holds the
weights of a model and, under `gradient.NAME`, the gradients of the weighted, summed loss of its batch, computed in 64 bits
and stored in 32. The heads are written from their definition, with einsum over all words, heads and labels: XPOS and UPOS
linear on the words' states; arcs [dep; 1]^T W head with a softmax over root and words; relations [dep; 1]^T W_l [head; 1]
at gold heads; spans [left; 1]^T W_l [right; 1] with a max-margin loss: the best tree under scores to which every label but
the gold one has 1 added (the empty label too, where the gold span has one), found by a plain chart, less the gold tree's
score. A word's state is the mean of its sub-words' (`even`) or its first sub-word's (`odd`); the root's is that of [CLS].
"""

import json
import random
from pathlib import Path

import torch
from safetensors.torch import save_file
from transformers import BertConfig, BertModel

FOLDER = Path(__file__).resolve().parents[1] / "learning"


class Model(torch.nn.Module):
    def __init__(self, sizes, labels, vectors):
        super().__init__()
        config = BertConfig(**sizes, hidden_act="gelu", type_vocab_size=2, layer_norm_eps=1e-12,
                            hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0)
        config._attn_implementation = "eager"
        self.bert = BertModel(config, add_pooling_layer=False)
        hidden = sizes["hidden_size"]
        self.heads = torch.nn.ParameterDict()
        self.linear("xpos", labels["xpos"], hidden)
        self.linear("upos", labels["upos"], hidden)
        for task, sides in (("arc", ("dependent", "head")), ("relation", ("dependent", "head")),
                            ("span", ("left", "right"))):
            for side in sides:
                self.linear(f"{task}.{side}", vectors[task], hidden)
        a, r, s = vectors["arc"], vectors["relation"], vectors["span"]
        self.tensor("arc.biaffine.weight", a + 1, a)
        self.tensor("relation.biaffine.weight", labels["relations"], r + 1, r + 1)
        self.tensor("span.biaffine.weight", labels["constituents"], s + 1, s + 1)

    def tensor(self, name, *shape):
        self.heads[name.replace(".", "_")] = torch.nn.Parameter(torch.zeros(*shape))
        self.names = getattr(self, "names", {}) | {name.replace(".", "_"): name}

    def linear(self, name, outputs, inputs):
        self.tensor(f"{name}.weight", outputs, inputs)
        self.tensor(f"{name}.bias", outputs)

    def head(self, name):
        return self.heads[name.replace(".", "_")]

    def named(self):
        for key, tensor in self.named_parameters():
            yield (self.names[key[6:]] if key.startswith("heads.") else key.removeprefix("bert.")), tensor

    def apply_linear(self, name, states):
        return states @ self.head(f"{name}.weight").T + self.head(f"{name}.bias")

    def vectors(self, name, states):
        return torch.nn.functional.gelu(self.apply_linear(name, states))

    def states(self, sentence, first):
        ids = [sentence["ids"][0], sentence["open"], *sentence["ids"][1:-1], sentence["close"], sentence["ids"][-1]]
        hidden = self.bert(input_ids=torch.tensor([ids])).last_hidden_state[0]
        starts, rows = sentence["word_starts"], [hidden[0]]
        for start, end in zip(starts, starts[1:]):
            rows.append(hidden[start + 1] if first else hidden[start + 1:end + 1].mean(dim=0))
        return torch.stack(rows)


def extended(vectors):
    return torch.cat([vectors, torch.ones_like(vectors[:, :1])], dim=1)


def best_tree(count, score):
    """The labelled spans of the best binary tree; score(i, j) gives the best label (None for empty) and its score."""
    chart = {}
    for length in range(1, count + 1):
        for i in range(count - length + 1):
            j = i + length - 1
            own, label = score(i, j)
            spans = [] if label is None else [(i, j, label)]
            if length > 1:
                split = max(range(i, j), key=lambda k: chart[i, k][0] + chart[k + 1, j][0])
                left, right = chart[i, split], chart[split + 1, j]
                chart[i, j] = (own + left[0] + right[0], spans + left[1] + right[1])
            else:
                chart[i, j] = (own, spans)
    return chart[0, count - 1][1]


def sentence_losses(model, sentence, first):
    states = model.states(sentence, first)
    words, count = states[1:], len(states) - 1
    entropy = lambda logits, gold: torch.nn.functional.cross_entropy(logits, torch.tensor(gold), reduction="sum")
    losses = {}
    for task in ("xpos", "upos"):
        losses[task] = entropy(model.apply_linear(task, words), sentence[task])
    scores = extended(model.vectors("arc.dependent", words)) @ model.head("arc.biaffine.weight")
    losses["arcs"] = entropy(scores @ model.vectors("arc.head", states).T, sentence["heads"])
    heads = extended(model.vectors("relation.head", states))[sentence["heads"]]
    dependents = extended(model.vectors("relation.dependent", words))
    relations = torch.einsum("ia,lab,ib->il", dependents, model.head("relation.biaffine.weight"), heads)
    losses["relations"] = entropy(relations, sentence["relations"])
    spans = torch.einsum("ia,lab,jb->ijl", extended(model.vectors("span.left", words)),
                         model.head("span.biaffine.weight"), extended(model.vectors("span.right", words)))
    gold = {(i, j): label for i, j, label in sentence["spans"]}

    def score(i, j):
        values = spans[i, j].detach() + 1
        if (i, j) in gold:
            values[gold[i, j]] -= 1
        label = int(values.argmax())
        empty = 1.0 if (i, j) in gold else 0.0
        if (i, j) != (0, count - 1) and empty >= values[label]:
            return empty, None
        return float(values[label]), label

    tree = best_tree(count, score)

    # The cost is that of all spans of the binary tree: computed as the augmented score less the plain one.
    def plain(i, j, label):
        return spans[i, j, label]
    augmented = sum((plain(*span) + (0 if gold.get(span[:2]) == span[2] else 1) for span in tree), torch.tensor(0.0))
    binary = missed(count, score, gold)
    margin = augmented + binary - sum(plain(i, j, label) for (i, j), label in gold.items())
    losses["spans"] = margin.clamp(min=0)
    return losses, tree


def missed(count, score, gold):
    """How many gold spans the best tree has as empty ones."""
    chart = {}
    for length in range(1, count + 1):
        for i in range(count - length + 1):
            j = i + length - 1
            own, label = score(i, j)
            cost = 1 if label is None and (i, j) in gold else 0
            if length > 1:
                split = max(range(i, j), key=lambda k: chart[i, k][0] + chart[k + 1, j][0])
                left, right = chart[i, split], chart[split + 1, j]
                chart[i, j] = (own + left[0] + right[0], cost + left[1] + right[1])
            else:
                chart[i, j] = (own, cost)
    return chart[0, count - 1][1]


def random_spans(generator, first, last, labels, root):
    spans = [[first, last, generator.randrange(labels)]] if root or generator.random() < 0.6 else []
    if last > first:
        split = generator.randrange(first, last)
        spans += random_spans(generator, first, split, labels, False)
        spans += random_spans(generator, split + 1, last, labels, False)
    return spans


def sentence(generator, sizes, labels, count):
    ids, starts = [1], []
    for _ in range(count):
        starts.append(len(ids))
        ids += [generator.randrange(7, sizes["vocab_size"]) for _ in range(generator.choice([1, 1, 2, 3]))]
    starts.append(len(ids))
    ids.append(2)
    root = generator.randrange(1, count + 1)
    heads = [0 if word == root else root for word in range(1, count + 1)]
    for word in range(1, root):
        heads[word - 1] = generator.randrange(word + 1, root + 1)
    return {
        "ids": ids, "open": generator.choice([3, 5]), "close": generator.choice([4, 6]), "word_starts": starts,
        "xpos": [generator.randrange(labels["xpos"]) for _ in range(count)],
        "upos": [generator.randrange(labels["upos"]) for _ in range(count)], "heads": heads,
        "relations": [0 if head == 0 else generator.randrange(1, labels["relations"]) for head in heads],
        "spans": random_spans(generator, 0, count - 1, labels["constituents"], True),
    }


def golden(name, sizes, labels, vectors, weights, first, lengths, seed):
    torch.manual_seed(seed)
    model = Model(sizes, labels, vectors).double()
    with torch.no_grad():
        for key, tensor in model.named():
            if "LayerNorm.weight" in key:
                tensor.copy_((1 + 0.2 * torch.randn(tensor.shape)).float())
            else:
                tensor.copy_((0.4 * torch.randn(tensor.shape)).float())
    generator = random.Random(seed)
    batch = [sentence(generator, sizes, labels, count) for count in lengths]
    sums, trees = {}, []
    for one in batch:
        losses, tree = sentence_losses(model, one, first)
        trees.append([list(span) for span in tree])
        for key, loss in losses.items():
            sums[key] = sums.get(key, 0) + loss
    part = {"xpos": "pos", "upos": "pos"}
    total = sum(weights[part.get(key, key)] * loss for key, loss in sums.items())
    total.backward()
    tensors = {key: tensor.detach().float().clone() for key, tensor in model.named()}
    tensors |= {f"gradient.{key}": tensor.grad.float().clone() for key, tensor in model.named()}
    save_file({k: v.contiguous() for k, v in tensors.items()}, FOLDER / f"syntax-{name}.safetensors")
    return {"file": f"syntax-{name}", **sizes, "labels": labels, "sizes": vectors, "weights": weights, "first": first,
            "batch": batch, "loss": total.item(), "losses": {key: loss.item() for key, loss in sums.items()},
            "trees": trees}


def main():
    torch.set_num_threads(1)
    even = dict(vocab_size=40, hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=48,
                max_position_embeddings=64)
    odd = dict(vocab_size=31, hidden_size=21, num_hidden_layers=2, num_attention_heads=3, intermediate_size=37,
               max_position_embeddings=40)
    cases = [
        golden("even", even, dict(xpos=6, upos=4, relations=5, constituents=11), dict(arc=16, relation=16, span=16),
               dict(pos=1, arcs=1, relations=1, spans=1), False, [19, 7, 1, 2, 11], 5),
        golden("odd", odd, dict(xpos=5, upos=3, relations=4, constituents=9), dict(arc=11, relation=7, span=9),
               dict(pos=0.5, arcs=2, relations=0.25, spans=1.5), True, [5, 13, 1, 4], 6),
    ]
    lines = ",\n".join(json.dumps(case) for case in cases)
    (FOLDER / "syntax.json").write_text("[\n" + lines + "\n]\n")


main()
