// Entities: mentions of genes, diseases, chemicals and species, found by a tag-pair model (model.md, sections 1, 2, 6).
//
// What every room may rely on:
//
// - A model folder is checked as a whole before it is used; what is inconsistent or not supported is refused with an
//   `EntityModelError` that names the file, the key and the remedy. `EntityModel` is never written afterwards: any
//   number of threads may share one, each with its own `EntityTagger`.
// - A model may read syntax: every word has contexts (`SyntacticContexts`), which a module mixes into it
//   (`EntityFeatures`, model.md, sections 3 and 4). The syntax is the document's own; this room parses nothing. Of a
//   word's contexts those count that are fed in the same window as the word.
// - A sentence under a tag is fed as `[CLS] <T> words </T> [SEP]`, every word split on its own; a word's label is read
//   at its first sub-word. Models with two pairs of tags, with opening tags only, without tags and with tags that join
//   at a later layer are fed as they were trained; labels are read by a softmax or by a random field (CRF). Nothing is cut: a sentence over the encoder's limit is fed in overlapping windows, and every
//   word gets a label.
// - Entities are ordered by span, then by the name of their type, and numbered "T1", "T2" in this order. Each is a run
//   of whole tokens of one sentence. Entities of one type never overlap; those of different types may.
// - Equal documents, model and options give equal entities. With vector kernels they depend on the sentence alone; in
//   any case on no more than the window of documents that was tagged together, never on the number of threads.
// - Only English is tagged: passages with a language of their own and vernacular titles get no entities.
