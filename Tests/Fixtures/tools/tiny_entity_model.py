"""Makes the tiny entity model that the tests of the room Entities run, and the logits Hugging Face gives for it.

The weights are random: the model tags nonsense, but it is a whole model folder of 30 KB with three tags (two of them
of one type), the sub-words of which are single letters and a few words.

    pip install torch transformers safetensors
    python Tests/Fixtures/tools/tiny_entity_model.py

writes `Tests/Fixtures/entities/tiny/{config.json,vocab.txt,model.safetensors,expected.json}`. `expected.json` holds, for
some sentences and tags, the input ids, the place of each word's first sub-word and its logits in the order of the
model's labels, computed in 32 bit from the 16-bit weights.
"""

import json
import pathlib
import random
import string

import torch
from safetensors.torch import save_file
from transformers import BertConfig, BertForTokenClassification, BertTokenizerFast

FOLDER = pathlib.Path(__file__).resolve().parents[1] / "entities" / "tiny"
LABELS = ["O", "B", "I"]
TAGS = [("Genes", "Gene"), ("Taxa", "Species"), ("Proteins", "Gene")]
WORDS = "the of in gene cell mice human protein ##ase ##in express ##ion binding alpha".split()


def vocabulary():
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    characters = list(string.ascii_lowercase + string.digits)
    entries = special + characters + ["##" + c for c in characters] + list("-.,()/+") + WORDS
    for name, _ in TAGS:
        entries += [f"<{name}>", f"</{name}>"]
    return entries


def configuration(entries):
    return BertConfig(
        vocab_size=len(entries),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=24,
        max_position_embeddings=40,
        layer_norm_eps=1e-12,
        hidden_act="gelu",
        type_vocab_size=2,
        id2label=dict(enumerate(LABELS)),
        label2id={label: place for place, label in enumerate(LABELS)},
    )


def random_model(config):
    torch.manual_seed(4)
    model = BertForTokenClassification(config).eval()
    with torch.no_grad():
        for name, tensor in model.named_parameters():
            if "LayerNorm.weight" in name:
                tensor.normal_(1.0, 0.2)
            else:
                tensor.normal_(0.0, 1.0 if "classifier" in name else 0.5)
            tensor.copy_(tensor.half().float())
    return model


def balance(model, entries):
    """Sets the classifier's bias so that no label wins by itself."""
    rows = torch.tensor([row for sample in expected(model, entries) for row in sample["logits"]])
    with torch.no_grad():
        model.classifier.bias -= rows.median(dim=0).values
        model.classifier.bias.copy_(model.classifier.bias.half().float())


def write(model, config, entries):
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "vocab.txt").write_text("".join(entry + "\n" for entry in entries))
    settings = config.to_dict()
    kept = """architectures hidden_act hidden_size intermediate_size layer_norm_eps max_position_embeddings model_type
        num_attention_heads num_hidden_layers type_vocab_size vocab_size id2label label2id""".split()
    settings = {key: settings[key] for key in kept if key in settings}
    settings["architectures"] = ["BertForTokenClassification"]
    settings["model_type"] = "bert"
    settings["do_lower_case"] = True
    settings["syntag"] = {
        "task": "entities",
        "name": "tiny",
        "tags": [{"name": n, "type": t, "open": f"<{n}>", "close": f"</{n}>"} for n, t in TAGS],
        "labels": LABELS,
        "tag_layer": 0,
        "features": None,
    }
    (FOLDER / "config.json").write_text(json.dumps(settings, indent=2) + "\n")
    tensors = {n.removeprefix("bert."): t.detach().half().contiguous() for n, t in model.named_parameters()}
    save_file(tensors, FOLDER / "model.safetensors", metadata={"format": "pt"})


def sentences():
    generator = random.Random(7)
    words = [w for w in WORDS if not w.startswith("##")]
    words += ["KdgR", "p53", "-", ".", "(", "bindase", "protein", "E.", "\u00e9t", "\u03b1"]
    return [[generator.choice(words) for _ in range(count)] for count in (1, 2, 5, 9, 12)]


def expected(model, entries):
    tokenizer = BertTokenizerFast(vocab={e: i for i, e in enumerate(entries)}, do_lower_case=True)
    ids = {entry: place for place, entry in enumerate(entries)}
    samples = []
    for words in sentences():
        pieces = [tokenizer.encode(word, add_special_tokens=False) for word in words]
        for name, _ in TAGS:
            sequence, first = [ids["[CLS]"], ids[f"<{name}>"]], []
            for piece in pieces:
                first.append(len(sequence))
                sequence += piece
            sequence += [ids[f"</{name}>"], ids["[SEP]"]]
            with torch.no_grad():
                logits = model(input_ids=torch.tensor([sequence])).logits[0][first]
            samples.append(
                {
                    "tag": name,
                    "words": words,
                    "input_ids": sequence,
                    "first_subword": first,
                    "logits": [[round(x, 5) for x in row] for row in logits.tolist()],
                }
            )
    return samples


def main():
    entries = vocabulary()
    config = configuration(entries)
    model = random_model(config)
    balance(model, entries)
    write(model, config, entries)
    samples = expected(model, entries)
    rows = ",\n".join(json.dumps(sample) for sample in samples)
    (FOLDER / "expected.json").write_text('{"samples": [\n' + rows + "\n]}\n")
    counts = [sum(max(row) == row[k] for s in samples for row in s["logits"]) for k in range(3)]
    print(dict(zip(LABELS, counts)), max(len(s["input_ids"]) for s in samples), "sub-words in the longest sample")


main()
