internal import Documents

/// The tags that a model is run with when neither the caller nor the model's configuration names any.
///
/// One a type, for titles and abstracts of PubMed. Where a model knows several corpora of a type, the choice is:
/// - Gene: BC2GM, sentences from all of MEDLINE; JNLPBA's abstracts are on transcription factors in human blood cells.
/// - Disease: NCBI-disease, 793 PubMed abstracts, and the higher devel score of the two.
/// - Species: Linnaeus, by far the higher devel score; Species-800's 800 abstracts are few to learn from.
/// - Chemical: BC5CDR-chemical, PubMed abstracts.
///
/// Of other corpora the model's first of each type is taken.
enum DefaultTags {
    private static let preferred: Set = ["BC2GM", "NCBI-disease", "Linnaeus", "BC5CDR-chemical"]

    /// The tags `asked` for by name, all of them known; without names one tag a type, in the model's order.
    static func choice(of tags: [EntityTag], asked: [String]?) -> [EntityTag] {
        if let asked {
            return asked.compactMap { name in tags.first { $0.name == name } }
        }
        return tags.filter { tag in
            let rivals = tags.filter { $0.type == tag.type }
            return tag == (rivals.first { preferred.contains($0.name) } ?? rivals.first)
        }
    }
}
