"""Dumps losses and gradients of small entity models that mix contexts in, as PyTorch computes them, and ten steps of AdamW.

    pip install torch transformers safetensors
    python Tests/Fixtures/tools/context_gradient_golden.py

writes `Tests/Fixtures/learning/contexts-*.safetensors` and `contexts.json` beside them, in the form that
`gradient_golden.py` explains; its encoder, tags, decoders and optimizer are used here.

A labelled word has a list of pairs `[position of the context word, number of its label, number of its key]`. The modules
are written down as their papers have them, pair by pair:

- `cfa` (equations 4 to 7 of the CFA paper): e_ij = W_e (h_k (+) l_ij) + b_e, a_ij = softmax_j(h_i . e_ij / sqrt(d1)),
  a_i = sum_j a_ij e_ij, o_i = a_i (+) h_i;
- `twa` (Tian et al. 2020): two attentions, over k_ij and over l_ij; o_i = h_i (+) a^S_i (+) a^L_i;
- `kvmn` (Tian et al. 2020): p_ij = softmax_j(h_i . k_ij), a_i = sum_j p_ij v_ij, o_i = h_i (+) a_i.
"""

import json
import random

import torch
from safetensors.torch import save_file

import gradient_golden
from gradient_golden import ADAMW, FOLDER

EVEN = dict(vocab_size=44, hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=48,
            max_position_embeddings=48)
ODD = dict(vocab_size=31, hidden_size=21, num_hidden_layers=2, num_attention_heads=3, intermediate_size=37,
           max_position_embeddings=19)


class Model(gradient_golden.Model):
    def __init__(self, sizes, labels, contexts, crf):
        super().__init__(sizes, labels, crf)
        hidden, module = sizes["hidden_size"], contexts["module"]
        self.module = module
        if module == "cfa":
            self.cfa = torch.nn.Module()
            self.cfa.label_embeddings = torch.nn.Embedding(contexts["labels"], contexts["label_size"])
            self.cfa.combine = torch.nn.Linear(hidden + contexts["label_size"], hidden)
        elif module == "twa":
            self.twa = torch.nn.Module()
            self.twa.keys = torch.nn.Embedding(contexts["words"], hidden)
            self.twa.label_embeddings = torch.nn.Embedding(contexts["labels"], hidden)
        else:
            self.kvmn = torch.nn.Module()
            self.kvmn.keys = torch.nn.Embedding(contexts["words"], hidden)
            self.kvmn.values = torch.nn.Embedding(contexts["labels"], hidden)
        self.classifier = torch.nn.Linear(hidden * (3 if module == "twa" else 2), labels)

    def states(self, sequence, tag_layer):
        """The last states of a sequence without its tags: what `logits` of the base class reads, for every position."""
        head, self.classifier = self.classifier, torch.nn.Identity()
        every = [[position, 0] for position in range(1, len(sequence["ids"]) - 1)]
        states = super().logits({**sequence, "labelled": every}, tag_layer)
        self.classifier = head
        return {position: states[row] for row, (position, _) in enumerate(every)}

    def mixed(self, word, pairs, states):
        own = states[word]
        if self.module == "cfa":
            features = []
            for position, label, _ in pairs:
                joined = torch.cat([states[position], self.cfa.label_embeddings.weight[label]])
                features.append(self.cfa.combine(joined))
            features = torch.stack(features)
            weights = torch.softmax(features @ own / len(own) ** 0.5, dim=0)
            return torch.cat([weights @ features, own])
        labels = [label for _, label, _ in pairs]
        if self.module == "twa":
            words = self.twa.keys.weight[[key for _, _, key in pairs]]
            labels = self.twa.label_embeddings.weight[labels]
            parts = [torch.softmax(rows @ own, dim=0) @ rows for rows in (words, labels)]
            return torch.cat([own, *parts])
        keys = self.kvmn.keys.weight[[key for _, _, key in pairs]]
        return torch.cat([own, torch.softmax(keys @ own, dim=0) @ self.kvmn.values.weight[labels]])

    def logits(self, sequence, tag_layer):
        states = self.states(sequence, tag_layer)
        words = zip(sequence["labelled"], sequence["pairs"])
        return self.classifier(torch.stack([self.mixed(word, pairs, states) for (word, _), pairs in words]))


def add_pairs(generator, sequence, contexts):
    """Gives each labelled word itself and some other words as contexts; a context word has one label and one key."""
    positions = range(1, len(sequence["ids"]) - 1)
    label = {p: generator.randrange(contexts["labels"]) for p in positions}
    # Some keys are left out, so that rows stay unused.
    key = {p: generator.randrange(contexts["words"] - 3) if contexts["module"] != "cfa" else 0 for p in positions}
    sequence["pairs"] = []
    for word, _ in sequence["labelled"]:
        others = [p for p in positions if p != word and generator.random() < 3 / len(positions)]
        sequence["pairs"].append([[p, label[p], key[p]] for p in sorted([word, *others])])


def weights(model, seed):
    """As those of `gradient_golden`; what is compared without a scale is smaller, so that no softmax is all but certain."""
    gradient_golden.weights(model, seed)
    with torch.no_grad():
        for key, tensor in model.named_parameters():
            if key.startswith(("twa", "kvmn")) or "layer.1.output.LayerNorm" in key:
                tensor.mul_(0.5)


def ten_steps(model, batches, settings):
    tables = gradient_golden.TABLES
    gradient_golden.TABLES = [*tables, "kvmn.keys", "twa.keys"]
    losses = gradient_golden.ten_steps(model, batches, settings)
    gradient_golden.TABLES = tables
    return losses


def golden(file, sizes, labels, contexts, variant, tags, settings, lengths, seed):
    model = Model(sizes, labels, contexts, settings.get("crf", False)).double()
    weights(model, seed)
    name = gradient_golden.name
    tensors = {name(key): tensor.detach().float().clone() for key, tensor in model.named_parameters()}
    generator = random.Random(seed)
    batches = [gradient_golden.batch(generator, sizes, labels, lengths, tags)]
    batches += [gradient_golden.batch(generator, sizes, labels, [5, 9, 3], tags) for _ in range(2)]
    for batch in batches:
        for sequence in batch:
            add_pairs(generator, sequence, contexts)
    loss = model.loss(batches[0], **settings)
    loss.backward()
    for key, tensor in model.named_parameters():
        tensors[f"{variant}.{name(key)}"] = tensor.grad.float().clone()
    save_file({k: v.contiguous() for k, v in tensors.items()}, FOLDER / f"{file}.safetensors")
    return {"file": file, "variant": variant, "labels": labels, **sizes, **settings, "contexts": contexts,
            "batches": batches, "loss": loss.item(), "losses": ten_steps(model, batches, settings)}


def main():
    torch.set_num_threads(1)
    pair = [["open", "close"]]
    cases = [
        golden("contexts-cfa-even", EVEN, 3, dict(module="cfa", labels=7, label_size=12), "tags", pair, {},
               [41, 7, 1, 13], seed=7),
        golden("contexts-cfa-odd", ODD, 5, dict(module="cfa", labels=4, label_size=27), "crf", [["open"]],
               dict(crf=True), [15, 7, 1, 4], seed=8),
        golden("contexts-twa-odd", ODD, 5, dict(module="twa", labels=4, words=15), "late", pair, dict(tag_layer=1),
               [15, 7, 1, 4], seed=9),
        golden("contexts-kvmn-even", EVEN, 3, dict(module="kvmn", labels=6, words=23), "late",
               [["open", "close"], ["open"], []], dict(tag_layer=1, smoothing=0.1), [33, 6, 9, 2], seed=10),
        golden("contexts-kvmn-odd", ODD, 3, dict(module="kvmn", labels=5, words=17), "tags", pair, {},
               [15, 7, 1, 4], seed=11),
    ]
    lines = ",\n".join(json.dumps(case) for case in cases)
    (FOLDER / "contexts.json").write_text('{"cases": [\n' + lines + "\n]}\n")


if __name__ == "__main__":
    main()
