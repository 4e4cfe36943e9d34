"""Makes the golden files of the room WordPieces from Hugging Face's tokenizers.

Run it from the root of the project with a Python that has `tokenizers` (made with 0.23.3) and `transformers`
(for the comparison with the slow tokenizer, which is only reported):

    python Tests/Fixtures/tools/wordpiece_golden.py Tests/Fixtures/wordpieces [SHARED]

It writes
- vocab-uncased.txt, vocab-cased.txt: small vocabularies with pieces in several scripts;
- fragments.json: what the random strings are put together from;
- random.bin: for each random string two 32-bit digests (little endian) of its pieces, uncased then cased. The Swift
  test makes the same strings with the same generator;
- cases.json: strings with their pieces in full, for a reader to look at;
- real.json, where a third argument names the shared data folder: a digest for each article of CRAFT's dev split, with
  the vocabulary of the MiniLM checkpoint;
- scalars.bin: for each block of 256 scalars two 32-bit digests of what becomes of its scalars, uncased then cased.

Special tokens are not registered with the tokenizers, so "[SEP]" in a text is text. Offsets are UTF-8 bytes.
"""

import glob
import json
import os
import struct
import sys
import tempfile
import unicodedata

from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

STRINGS = 10_000
SEED = 20260101
MASK = (1 << 64) - 1

WORDS = """
the of and in to with for was were is are by that on from as at an be this which not or p53 BRCA1 TNF-alpha IL-2
interleukin-6 NF-kappaB NF-κB immunohistochemical phosphorylation acetyltransferase deoxyribonucleic α-synuclein
β-catenin TGF-β1 5-HT2A H2O2 Ca2+ Na+/K+-ATPase 3'-UTR 5′-untranslated (1,25-dihydroxyvitamin) E. coli
S. cerevisiae C57BL/6J 10.5 0.001% p<0.05 ±SD 37°C µm μm Å naïve café Sjögren's Guillain-Barré Behçet
Ménière Müller-Lyer Köhler über Straße STRASSE ẞ İstanbul ıspanak ΟΔΟΣ λόγος ὈΔΥΣΣΕΎΣ Ἀθῆναι кость ЁЛКА й
ἄ ΐ ǅ ﬁbrosis ﬃ Ⅷ ⅷ K Å Ω 한국어 각 조직 ㅎ 日本語 かな カタカナ 中文字符 豈 丽 ㍿ ภาษาไทย ำ हिन्दी क़ ड़
العربية إسلام שלום שָׁלוֹם ა Ა Ꭰ ꭰ ѡ ᾼ ῼ ǰ ŉ [SEP] [CLS] [UNK] <BC2GM> ##ing don't patients' "quoted" “curly”
‘single’ — – … · • ° © ® ™ × ÷ ≤ ≥ ≠ ≮ ∼ → ∞ € £ $5 a_b a+b a=b x^2 `code` ~tilde |pipe| {brace} @at #hash
http://example.org/a?b=c doi:10.1000/xyz user@example.org 😀 👩‍🔬 🇩🇪 ☃️ 𝛼 𝐀 𝔭 😀gene
""".split()

MARKS = ["\u0301", "\u0308", "\u0327", "\u0323", "\u0338", "\u20d0", "\u0345", "\u05bc", "\u093c", "\u3099", "\u0e31"]
SPACES = [" ", " ", " ", "  ", "\t", "\n", "\r\n", "\u00a0", "\u2003", "\u2028", "\u3000", "\u200b", "\u1680"]
CONTROLS = ["\0", "\u0001", "\u001f", "\u007f", "\u0085", "\u00ad", "\u200d", "\u202e", "\ufeff", "\ufffd", "\ue000"]
LONG = ["a" * 99, "b" * 100, "c" * 101, "é" * 100, "é" * 101, "ab" * 300, "e\u0301" * 60, "각" * 33, "각" * 34, "중" * 101]

# Ranges that random scalars are drawn from; the later ones are drawn as often as the early ones.
RANGES = [
    (0x00, 0x80), (0x80, 0x250), (0x250, 0x600), (0x600, 0xE00), (0xE00, 0x1E00), (0x1E00, 0x2000), (0x2000, 0x2C00),
    (0x2C00, 0x3400), (0x4E00, 0x4F00), (0xA000, 0xAC00), (0xAC00, 0xD7A4), (0xE000, 0xFFFE), (0x10000, 0x12000),
    (0x1D100, 0x1D800), (0x1F000, 0x1FB00), (0x20000, 0x30000), (0x2F800, 0x2FA20), (0x30000, 0x110000),
]

PIECES = """
the of and in to with for was were is are by that on from as at an be this which not or gene protein cell kinase
immuno histo chemical phospho ryl acetyl transferase inter leukin nucleic deoxy ribo anti bodies receptor alpha beta
gamma kappa tumor necrosis factor mutation patients disease syndrome treatment expression activ regul bind ing ed s
tion ation ase ose ine ide ate al ic ous ity ment ness ly er or ion logy itis oma emia uria pathy genesis lysis
human mouse rat coli yeast virus bacteria tau ta p5 53 br ca bc gm sep cls unk hash code tilde pipe brace istanbul
strasse fibrosis cafe naive sjogren guillain barre muller uber behcet meniere odos logos kost elka
café naïve sjögren müller über straße οδος οδοσ λογος λόγος кость елка ёлка ка ость ᄒ ᅡ ᆫ 한 한 한국 국어
かな カ カタ タカナ ภา ษา ไทย हि न्दी हन द العر بية اسلام שלום של ום
""".split()


def vocabulary(lowercase):
    """The entries of a small vocabulary: single characters, then longer pieces, at the start of words and inside."""
    characters = [chr(value) for value in range(0x21, 0x7F)]
    for first, last in [(0xA1, 0x180), (0x391, 0x3CA), (0x410, 0x450), (0x5D0, 0x5EB), (0x621, 0x64B), (0x905, 0x940),
                        (0xE01, 0xE31), (0x1100, 0x1113), (0x1161, 0x1176), (0x11A8, 0x11C3), (0x3041, 0x3097)]:
        characters += [chr(value) for value in range(first, last)]
    characters += list("日本語中文字符≤≥±°µμ“”‘’–—…·•×÷→∞€😀🔬𝛼𝐀豈")
    pieces = characters + [piece for piece in PIECES if len(piece) > 1]
    if not lowercase:
        pieces += [piece.upper() for piece in PIECES[:60]] + [piece.capitalize() for piece in PIECES[:60]]
    entries = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "<BC2GM>", "<JNLPBA>"]
    # Without a few letters, so that some words cannot be spelled.
    absent = set("qж한")
    for piece in pieces:
        if lowercase and piece != piece.lower():
            continue
        if unicodedata.category(piece[0])[0] in "CZ" or piece in absent:
            continue
        entries.append(piece)
        if not unicodedata.category(piece[0]).startswith("P"):
            entries.append("##" + piece)
    return list(dict.fromkeys(entries))


class Generator:
    """SplitMix64, as TestSupport.SeededGenerator."""

    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        mixed = self.state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & MASK
        return mixed ^ (mixed >> 31)

    def below(self, bound):
        return self.next() % bound

    def choose(self, values):
        return values[self.below(len(values))]


def random_string(generator):
    """One random string; the Swift test does the same steps."""
    text = ""
    for _ in range(1 + generator.below(12)):
        kind = generator.below(32)
        if kind < 14:
            text += generator.choose(WORDS)
            if generator.below(2) == 0:
                text += " "
        elif kind < 20:
            text += generator.choose(SPACES)
        elif kind < 23:
            text += generator.choose(MARKS)
        elif kind < 25:
            text += generator.choose(CONTROLS)
        elif kind < 31:
            first, last = generator.choose(RANGES)
            for _ in range(1 + generator.below(4)):
                text += chr(first + generator.below(last - first))
        else:
            text += generator.choose(LONG)
    return text


def tokenizer(entries, lowercase):
    model = WordPiece({entry: number for number, entry in enumerate(entries)}, unk_token="[UNK]",
                      max_input_chars_per_word=100)
    made = Tokenizer(model)
    made.normalizer = BertNormalizer(clean_text=True, handle_chinese_chars=True, strip_accents=None,
                                     lowercase=lowercase)
    made.pre_tokenizer = BertPreTokenizer()
    return made


def pieces(made, text):
    """(id, first byte, byte after the last) of each piece."""
    encoding = made.encode(text, add_special_tokens=False)
    offsets = [0]
    for character in text:
        offsets.append(offsets[-1] + len(character.encode()))
    return [(number, offsets[start], offsets[end]) for number, (start, end) in zip(encoding.ids, encoding.offsets)]


def digest(values):
    """FNV-1a with 64 bits over numbers instead of bytes, folded to 32 bits."""
    state = 0xCBF29CE484222325
    for value in values:
        state = ((state ^ value) * 0x100000001B3) & MASK
    return (state ^ (state >> 32)) & 0xFFFFFFFF


def scalar_outcome(made, scalar):
    """What becomes of a character between two letters: 0 dropped, 1 white space, 2 in one word with them, 3 a word of
    its own; then the scalars it became."""
    normalized = made.normalizer.normalize_str("a" + scalar + "b")
    words = [word for word, _ in made.pre_tokenizer.pre_tokenize_str(normalized)]
    if words == ["ab"]:
        return [0]
    if words == ["a", "b"]:
        return [1]
    if len(words) == 1:
        return [2] + [ord(character) for character in words[0][1:-1]]
    assert words[0] == "a" and words[-1] == "b" and len(words) == 3, (scalar, words)
    return [3] + [ord(character) for character in words[1]]


def report_slow(strings, vocabularies, fast):
    """Tells on how many strings the slow tokenizer agrees; the fast one is the reference where it does not."""
    from transformers.models.bert.tokenization_bert_legacy import BertTokenizerLegacy

    for lowercase, entries in vocabularies.items():
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".txt") as file:
            file.writelines(entry + "\n" for entry in entries)
            file.flush()
            slow = BertTokenizerLegacy(file.name, do_lower_case=lowercase)
        agree = 0
        for text in strings:
            words = slow.basic_tokenizer.tokenize(text)
            ids = [slow.vocab[piece] for word in words for piece in slow.wordpiece_tokenizer.tokenize(word)]
            agree += ids == fast[lowercase].encode(text, add_special_tokens=False).ids
        print(f"slow tokenizer, lowercase={lowercase}: agrees on {agree} of {len(strings)}", file=sys.stderr)


def real_texts(shared):
    """Digests of real articles by name, lower-cased, with a whole vocabulary."""
    with open(f"{shared}/reference/entities/vocab.txt", encoding="utf-8") as file:
        made = tokenizer([line.rstrip("\n") for line in file], True)
    digests = {}
    for path in sorted(glob.glob(f"{shared}/data/treebank/craft/txt/dev/*.txt")):
        with open(path, encoding="utf-8", newline="") as file:
            flat = [value for piece in pieces(made, file.read()) for value in piece]
        digests[os.path.basename(path)] = digest(flat)
    return digests


def main(folder, shared=None):
    vocabularies = {True: vocabulary(True), False: vocabulary(False)}
    made = {lowercase: tokenizer(entries, lowercase) for lowercase, entries in vocabularies.items()}
    for lowercase, name in ((True, "vocab-uncased.txt"), (False, "vocab-cased.txt")):
        with open(f"{folder}/{name}", "w", encoding="utf-8", newline="\n") as file:
            file.writelines(entry + "\n" for entry in vocabularies[lowercase])

    with open(f"{folder}/fragments.json", "w", encoding="utf-8") as file:
        json.dump({"seed": SEED, "words": WORDS, "spaces": SPACES, "marks": MARKS, "controls": CONTROLS,
                   "long": LONG, "ranges": RANGES}, file, ensure_ascii=True, indent=0)

    generator = Generator(SEED)
    strings = [random_string(generator) for _ in range(STRINGS)]
    with open(f"{folder}/random.bin", "wb") as file:
        for text in strings:
            for lowercase in (True, False):
                flat = [value for piece in pieces(made[lowercase], text) for value in piece]
                file.write(struct.pack("<I", digest(flat)))

    plain = WORDS + LONG + ["", " ", "e\u0301e\u0301 cafe\u0301", "\u0301", "a\u0301\u0323b", "a\0b", "\ufeffgene"]
    with open(f"{folder}/cases.json", "w", encoding="utf-8") as file:
        cases = [{"text": text, "uncased": pieces(made[True], text), "cased": pieces(made[False], text)}
                 for text in plain + strings[:250]]
        file.write("[\n" + ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases) + "\n]\n")

    with open(f"{folder}/scalars.bin", "wb") as file:
        for block in range(0x110000 // 256):
            for lowercase in (True, False):
                flat = []
                for value in range(256 * block, 256 * block + 256):
                    if not 0xD800 <= value < 0xE000:
                        flat += scalar_outcome(made[lowercase], chr(value))
                file.write(struct.pack("<I", digest(flat)))

    if shared:
        with open(f"{folder}/real.json", "w", encoding="utf-8") as file:
            json.dump(real_texts(shared), file, indent=0)
            file.write("\n")

    report_slow(strings, vocabularies, made)


if __name__ == "__main__":
    main(*sys.argv[1:])
