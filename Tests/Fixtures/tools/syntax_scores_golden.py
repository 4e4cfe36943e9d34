"""Makes the golden file of the syntax and boundary scores from two published implementations.

Run it from the root of the project with a Python that has `nltk` (made with 3.10.4), and the unpacked wheels of supar 1.1.4
and trankit 1.1.2 (`pip download --no-deps supar trankit`; a wheel is a zip):

    python Tests/Fixtures/tools/syntax_scores_golden.py SUPAR TRANKIT Tests/Fixtures/scoring/syntax.json

Labelled brackets are counted by supar's Tree.factorize and SpanMetric, with the labels that COLLINS.prm of EVALB deletes and
makes equal. Attachment, parts of speech, tokens and sentences are counted by the evaluation script of the CoNLL 2018 shared
task as trankit carries it. It cuts the subtypes of relations, so the sentences made here have none. All sentences are random.
"""

import importlib.util
import io
import json
import random
import sys
import types

DELETED = {"TOP", "S1", "-NONE-", ",", ":", "``", "''", "."}
EQUAL = {"ADVP": "PRT"}
TAGS = ["NN", "VB", "IN", "JJ", ",", ".", ":", "``", "''", "-LRB-"]
LABELS = ["S", "NP", "VP", "PP", "ADVP", "PRT", "ADJP"]
RELATIONS = ["nsubj", "obj", "amod", "punct", "case"]


def module(name, path):
    """A module from its file, without the package around it."""
    spec = importlib.util.spec_from_file_location(name, path)
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def supar(folder):
    """supar's Tree and SpanMetric, without the parts of the package that need a model."""
    for name in ("supar", "supar.utils", "supar.utils.logging", "supar.utils.tokenizer"):
        sys.modules[name] = types.ModuleType(name)
    sys.modules["supar.utils.logging"].get_logger = lambda name: None
    sys.modules["supar.utils.logging"].progress_bar = None
    sys.modules["supar.utils.tokenizer"].Tokenizer = None
    transform = module("supar_transform", f"{folder}/supar/utils/transform.py")
    metric = module("supar_metric", f"{folder}/supar/utils/metric.py")
    return transform.Tree, metric.SpanMetric


def random_tree(tags, first, last, generator, depth=0):
    """Brackets over the words first...last as text, the words numbered."""
    if first == last and (depth > 5 or generator.random() < 0.5):
        return f"({tags[first]} w{first})"
    if depth < 6 and generator.random() < 0.25:
        return f"({generator.choice(LABELS)} {random_tree(tags, first, last, generator, depth + 1)})"
    if first == last:
        return f"({tags[first]} w{first})"
    cuts = sorted(generator.sample(range(first, last), generator.randint(1, min(3, last - first))))
    ends = cuts + [last]
    starts = [first] + [cut + 1 for cut in cuts]
    parts = [random_tree(tags, a, b, generator, depth + 1) for a, b in zip(starts, ends)]
    return f"({generator.choice(LABELS)} {' '.join(parts)})"


def brackets(folder, generator):
    import nltk

    Tree, SpanMetric = supar(folder)
    cases = []
    for _ in range(80):
        count = generator.randint(1, 10)
        tags = [generator.choice(TAGS) for _ in range(count)]
        pair = []
        for _ in range(2):
            tree = random_tree(tags, 0, count - 1, generator)
            pair.append(f"(S1 (S {tree}))")
        spans = [Tree.factorize(nltk.Tree.fromstring(tree), DELETED, EQUAL) for tree in pair]
        metric = SpanMetric()([spans[1]], [spans[0]])
        cases.append({"gold": pair[0], "predicted": pair[1],
                      "counts": [int(metric.gold), int(metric.pred), int(metric.ltp)]})
    return cases


def random_heads(count, generator):
    """Heads of a random tree: every word hangs from one that was placed before it."""
    order = list(range(1, count + 1))
    generator.shuffle(order)
    heads = [0] * count
    for place, word in enumerate(order[1:], start=1):
        heads[word - 1] = generator.choice(order[:place])
    return heads


def conllu(sentences):
    lines = []
    for sentence in sentences:
        for number, (form, upos, xpos, head, relation) in enumerate(sentence, start=1):
            lines.append("\t".join([str(number), form, "_", upos, xpos, "_", str(head), relation, "_", "_"]))
        lines.append("")
    return "\n".join(lines) + "\n"


def counts(score):
    return [score.gold_total, score.system_total, score.correct]


def attachments(script, generator):
    cases = []
    for _ in range(40):
        count = generator.randint(1, 9)
        gold, predicted = [], []
        gold_heads, heads = random_heads(count, generator), random_heads(count, generator)
        if generator.random() < 0.5:
            heads = gold_heads
        for word in range(count):
            form = f"w{word}"
            gold.append((form, generator.choice(["NOUN", "VERB"]), generator.choice(["NN", "NNS"]), gold_heads[word],
                         "root" if gold_heads[word] == 0 else generator.choice(RELATIONS)))
            predicted.append((form, generator.choice(["NOUN", "VERB"]), generator.choice(["NN", "NNS"]), heads[word],
                              "root" if heads[word] == 0 else generator.choice([gold[word][4], "case"])))
        scores = script.evaluate(script.load_conllu(io.StringIO(conllu([gold]))),
                                 script.load_conllu(io.StringIO(conllu([predicted]))))
        cases.append({"gold": [list(word[1:]) for word in gold], "predicted": [list(word[1:]) for word in predicted],
                      "correct": {name: scores[name].correct for name in ("UPOS", "XPOS", "UAS", "LAS")}})
    return cases


def boundaries(script, generator):
    """Texts cut into tokens, and the tokens grouped into sentences, in two ways."""
    cases = []
    for _ in range(40):
        length = generator.randint(4, 40)
        text = "".join(generator.choice("abcdef") for _ in range(length))
        shared = {place for place in range(1, length) if generator.random() < 0.4}
        sides = []
        for _ in range(2):
            cuts = sorted({place for place in shared if generator.random() < 0.9}
                          | {place for place in range(1, length) if generator.random() < 0.05})
            ends = cuts + [length]
            tokens = list(zip([0] + cuts, ends))
            sentences, start = [], 0
            for number in range(1, len(tokens) + 1):
                if number == len(tokens) or (tokens[number - 1][1] % 7 < 2 and generator.random() < 0.8):
                    sentences.append(tokens[start:number])
                    start = number
            sides.append(sentences)
        loaded = []
        for sentences in sides:
            words = [[(text[a:b], "_", "_", 0 if place == 0 else 1, "dep") for place, (a, b) in enumerate(sentence)]
                     for sentence in sentences]
            loaded.append(script.load_conllu(io.StringIO(conllu(words))))
        scores = script.evaluate(*loaded)
        cases.append({"gold": sides[0], "predicted": sides[1],
                      "tokens": counts(scores["Tokens"]), "sentences": counts(scores["Sentences"])})
    return cases


def main():
    supar_folder, trankit_folder, output = sys.argv[1:]
    generator = random.Random(20)
    script = module("conll18", f"{trankit_folder}/trankit/utils/scorers/conll18_ud_eval.py")
    cases = {"brackets": brackets(supar_folder, generator), "attachments": attachments(script, generator),
             "boundaries": boundaries(script, generator)}
    with open(output, "w", encoding="utf-8") as file:
        json.dump(cases, file, separators=(",", ":"))
        file.write("\n")


if __name__ == "__main__":
    main()
