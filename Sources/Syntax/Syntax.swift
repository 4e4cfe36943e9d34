// Syntax: parts of speech, dependencies and constituents of sentences, by heads and decoders on the encoder.
//
// What every room may rely on:
//
// - Every sentence that has a word gets a well-formed dependency tree with one root and nested constituents of which
//   the first covers the sentence, whatever the scores say; the decoders are exact.
// - What a sentence gets depends on the sentence alone, not on what it was parsed with, nor on the number of threads.
// - Time and memory are bounded: the decoders see at most 400 words at once; longer sentences are parsed in pieces.
