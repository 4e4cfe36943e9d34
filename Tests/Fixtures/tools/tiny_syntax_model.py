"""Makes the tiny syntax model that the tests run, and the scores that a plain PyTorch implementation of its heads gives.

The weights are random: the model parses nonsense, but it is a whole model folder of about 60 KB with two tags. The heads are
written here from their definition (`Sources/Syntax/Heads`), with einsum over all words, heads and labels.

    pip install torch transformers safetensors
    python Tests/Fixtures/tools/tiny_syntax_model.py

writes `Tests/Fixtures/syntax/tiny/{config.json,vocab.txt,model.safetensors,expected.json}`. `expected.json` holds, for some
sentences and tags, the input ids, the number of sub-words of each word, the scores of XPOS and UPOS `[words x labels]`, of
arcs `[words x (words + 1)]`, of relations `[words x labels]` at the heads given, and for each span `[first, last]` the best
label and its score; computed in 32 bit from the 16-bit weights, a word's state being the mean of its sub-words'.
"""

import json
import pathlib
import random
import string

import torch
from safetensors.torch import save_file
from transformers import BertConfig, BertModel, BertTokenizerFast

FOLDER = pathlib.Path(__file__).resolve().parents[1] / "syntax" / "tiny"
TAGS = ["CRAFT", "GENIA"]
WORDS = "the of in gene cell mice human protein ##ase ##in express ##ion binding alpha".split()
XPOS = "NN NNS JJ IN DT VBZ VBD . , : CC CD -LRB- -RRB-".split()
UPOS = "NOUN ADJ ADP DET VERB PUNCT CCONJ NUM".split()
RELATIONS = "root nsubj obj nmod amod det case punct conj cc".split()
CONSTITUENTS = "S NP VP PP ADJP S+VP NP+NP VP+S+VP PRN".split()
SIZES = {"arc": 12, "relation": 7, "span": 10}
HEADS = ["xpos", "upos", "arc", "relation", "span"]
HIDDEN = 16


def vocabulary():
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    characters = list(string.ascii_lowercase + string.digits)
    entries = special + characters + ["##" + c for c in characters] + list("-.,;:()/+") + WORDS
    for name in TAGS:
        entries += [f"<{name}>", f"</{name}>"]
    return entries


def tensors(config):
    """The encoder and all tensors by name, with 16-bit values."""
    torch.manual_seed(6)
    encoder = BertModel(config, add_pooling_layer=False).eval()
    named = dict(encoder.named_parameters())
    shapes = {}
    for task, labels in (("xpos", XPOS), ("upos", UPOS)):
        shapes[task] = (len(labels), HIDDEN)
    for task, sides in (("arc", ("dependent", "head")), ("relation", ("dependent", "head")), ("span", ("left", "right"))):
        for side in sides:
            shapes[f"{task}.{side}"] = (SIZES[task], HIDDEN)
    for name, shape in shapes.items():
        named[name + ".weight"] = torch.empty(shape)
        named[name + ".bias"] = torch.empty(shape[0])
    a, r, s = (SIZES[task] for task in ("arc", "relation", "span"))
    named["arc.biaffine.weight"] = torch.empty(a + 1, a)
    named["relation.biaffine.weight"] = torch.empty(len(RELATIONS), r + 1, r + 1)
    named["span.biaffine.weight"] = torch.empty(len(CONSTITUENTS), s + 1, s + 1)
    with torch.no_grad():
        for name, tensor in named.items():
            tensor.normal_(1.0 if "LayerNorm.weight" in name else 0.0, 0.2 if "LayerNorm.weight" in name else 0.5)
            if name.endswith("output.dense.weight"):
                tensor *= 0.3  # or else the states of a sentence's words would be much the same
            tensor.copy_(tensor.half().float())
    return encoder, named


def configuration(entries):
    return BertConfig(
        vocab_size=len(entries),
        hidden_size=HIDDEN,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=24,
        max_position_embeddings=48,
        layer_norm_eps=1e-12,
        hidden_act="gelu",
        type_vocab_size=2,
    )


def write(named, config, entries):
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "vocab.txt").write_text("".join(entry + "\n" for entry in entries))
    settings = config.to_dict()
    kept = """hidden_act hidden_size intermediate_size layer_norm_eps max_position_embeddings num_attention_heads
        num_hidden_layers type_vocab_size vocab_size""".split()
    settings = {key: settings[key] for key in kept}
    settings = {"architectures": ["BertModel"], "model_type": "bert", **settings, "do_lower_case": True}
    settings["syntag"] = {
        "task": "syntax",
        "name": "tiny-syntax",
        "tags": [{"name": name, "open": f"<{name}>", "close": f"</{name}>"} for name in TAGS],
        "default_tag": "CRAFT",
        "word": "mean",
        "xpos": XPOS,
        "upos": UPOS,
        "relations": RELATIONS,
        "constituents": CONSTITUENTS,
        "arc_size": SIZES["arc"],
        "relation_size": SIZES["relation"],
        "span_size": SIZES["span"],
    }
    (FOLDER / "config.json").write_text(json.dumps(settings, indent=2) + "\n")
    save_file({n: t.detach().half().contiguous() for n, t in named.items()}, FOLDER / "model.safetensors")


def sentences():
    generator = random.Random(7)
    words = [w for w in WORDS if not w.startswith("##")]
    words += ["KdgR", "p53", "-", ".", "(", "bindase", "protein", "E.", "\u00e9t", "\u03b1", ","]
    return [[generator.choice(words) for _ in range(count)] for count in (1, 2, 5, 9, 14)]


def word_states(encoder, sequence, lengths):
    """The states of the root and the words of one sequence `[CLS] <T> sub-words </T> [SEP]`."""
    with torch.no_grad():
        states = encoder(input_ids=torch.tensor([sequence])).last_hidden_state[0]
    rows, place = [states[0]], 2
    for length in lengths:
        rows.append(states[place : place + length].mean(dim=0))
        place += length
    return torch.stack(rows)


def scores(encoder, named, sequence, lengths):
    """Scores of one sequence."""
    rows = word_states(encoder, sequence, lengths)
    words = rows[1:]

    def linear(name, x):
        return x @ named[name + ".weight"].T + named[name + ".bias"]

    def projected(name, x):
        return torch.nn.functional.gelu(linear(name, x))

    def with_one(x):
        return torch.cat([x, torch.ones(len(x), 1)], dim=1)

    arcs = with_one(projected("arc.dependent", words)) @ named["arc.biaffine.weight"] @ projected("arc.head", rows).T
    relations = torch.einsum(
        "ia,lab,jb->ijl",
        with_one(projected("relation.dependent", words)),
        named["relation.biaffine.weight"],
        with_one(projected("relation.head", rows)),
    )
    spans = torch.einsum(
        "ia,lab,jb->ijl",
        with_one(projected("span.left", words)),
        named["span.biaffine.weight"],
        with_one(projected("span.right", words)),
    )
    return linear("xpos", words), linear("upos", words), arcs, relations, spans


def expected(encoder, named, entries):
    tokenizer = BertTokenizerFast(vocab={e: i for i, e in enumerate(entries)}, do_lower_case=True)
    ids = {entry: place for place, entry in enumerate(entries)}
    generator = random.Random(9)

    def rounded(matrix):
        return [[round(x, 5) for x in row] for row in matrix.tolist()]

    samples = []
    for words in sentences():
        pieces = [tokenizer.encode(word, add_special_tokens=False) for word in words]
        heads = [generator.randrange(len(words) + 1) for _ in words]
        for name in TAGS:
            sequence = [ids["[CLS]"], ids[f"<{name}>"]] + sum(pieces, []) + [ids[f"</{name}>"], ids["[SEP]"]]
            lengths = [len(piece) for piece in pieces]
            with torch.no_grad():
                xpos, upos, arcs, relations, spans = scores(encoder, named, sequence, lengths)
            best, labels = spans.max(dim=2)
            places = [(first, last) for first in range(len(words)) for last in range(first, len(words))]
            samples.append(
                {
                    "tag": name,
                    "words": words,
                    "input_ids": sequence,
                    "lengths": lengths,
                    "xpos": rounded(xpos),
                    "upos": rounded(upos),
                    "arcs": rounded(arcs),
                    "heads": heads,
                    "relations": rounded(relations[range(len(words)), heads]),
                    "span_labels": [labels[place].item() for place in places],
                    "span_scores": [round(best[place].item(), 5) for place in places],
                }
            )
    return samples


def balance(encoder, named, entries):
    """Sets what is common to all words so that they differ in what is said of them: no label wins by itself."""
    samples = expected(encoder, named, entries)
    states = torch.cat([word_states(encoder, s["input_ids"], s["lengths"])[1:] for s in samples])
    with torch.no_grad():
        for name in [n.removesuffix(".bias") for n in named if n.endswith(".bias") and n.split(".")[0] in HEADS]:
            named[name + ".weight"] *= 2
            named[name + ".bias"].copy_(-(states @ named[name + ".weight"].T).mean(dim=0))
        samples = expected(encoder, named, entries)
        relations = torch.tensor([row for sample in samples for row in sample["relations"]])
        named["relation.biaffine.weight"][:, -1, -1] -= relations.mean(dim=0)
        best = [score for sample in samples for score in sample["span_scores"]]
        named["span.biaffine.weight"][:, -1, -1] -= torch.tensor(best).median()
        for tensor in named.values():
            tensor.copy_(tensor.half().float())


def main():
    entries = vocabulary()
    config = configuration(entries)
    encoder, named = tensors(config)
    balance(encoder, named, entries)
    write(named, config, entries)
    samples = expected(encoder, named, entries)
    rows = ",\n".join(json.dumps(sample) for sample in samples)
    (FOLDER / "expected.json").write_text('{"samples": [\n' + rows + "\n]}\n")
    empty = sum(score < 0 for sample in samples for score in sample["span_scores"])
    print(len({tuple(row).index(max(row)) for sample in samples for row in sample["xpos"]}), "parts of speech")
    print(empty, "of", sum(len(s["span_scores"]) for s in samples), "spans have no label")


main()
