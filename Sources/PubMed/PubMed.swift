// PubMed: citations out of NLM's XML files, one at a time.
//
// What other rooms may rely on:
//
// - A file is read as a stream: what is held in memory is one citation and a few buffers, whatever the file's size.
// - Citations come in file order; a deletion is a citation with the status `deleted` and no text.
// - The text is the citation's own. Markup, comments and processing instructions vanish; character references and
//   CDATA become characters; not one character is normalised, and white space within a title or section stays.
//   Only layout goes: white space between the elements of a formula, and passages that hold nothing but white space.
// - Nothing is lost silently: a citation that cannot be read is reported in its place and the next one is read;
//   when the file itself is damaged, every citation that ends before the damage is delivered first. (One that is the
//   root element itself ends with the file: broken markup behind it costs it, and is told.) A file is complete only
//   when its root element was seen to end.
// - Nothing but the file is opened: no network, no DTD, no external entity. Entities, depth and sizes are bounded.
// - The XML is judged by libxml2's pull reader. `MarkupSieve` only withholds from it what it has proved to be well
//   formed and what no citation needs.

/// Bounds on what a citation may hold, against damaged and hostile files.
///
/// A citation beyond a limit is reported as unreadable; the next one is read.
public struct Limits: Sendable, Equatable {
    /// Bytes of title, abstracts and bibliographic data of a citation, together.
    public var textBytes: Int
    /// Elements nested in each other, counted from the root. libxml2 gives up on the whole file at 256.
    public var depth: Int
    /// Bytes of one tag with its attributes. A longer one ends the reading of the file.
    public var tagBytes: Int

    /// Makes limits; those not given are NLM's needs by a wide margin.
    public init(textBytes: Int = 4 << 20, depth: Int = 128, tagBytes: Int = 1 << 16) {
        self.textBytes = textBytes
        self.depth = depth
        self.tagBytes = tagBytes
    }

    /// 4 MiB of text, 128 levels, tags of 64 KiB. The longest abstract in PubMed has 40 KB, a hundredth of that; with
    /// its tokens, a citation takes about ten times its text in memory, and many are in flight.
    public static let standard = Limits()
}
