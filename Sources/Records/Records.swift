// Records: documents as JSON lines, and the compressed files that hold them.
//
// What every room may rely on:
//
// - A record is one line of UTF-8 JSON, as `etc/schema/syntag-1.schema.json` describes it. Equal documents and model
//   stamps give equal bytes; decoding a record gives back the document that was encoded (scores to four decimals).
// - Offsets are UTF-8 bytes in a `Document` and Unicode code points in a record. This room alone converts them, and
//   checks on the way out and on the way in that every span lies within the text, on scalar boundaries, and that
//   `text[start:end]` is the mention.
// - A document that breaks a rule is refused with a `RecordError` that names it; the file being written and the
//   documents around it are not touched.
// - A record file is complete under its final name or absent; it is a plain zstd file of JSON lines to every tool,
//   with an index of its citations and a summary in skippable frames at its end.
// - Reading is bounded in memory by `RecordLimits`, whatever a file claims; a damaged file is reported with the byte
//   position, never believed.
// - Encoders, writers and readers belong to one thread each; they start no threads, log nothing and print nothing.
