/// Words that a full stop follows without ending a sentence, and words that tell that a sentence begins.
enum Abbreviations {
    /// Abbreviations that a small letter follows within the same sentence, whatever word it begins.
    static let linking: Set<String> = [
        "e.g", "E.g", "eg", "i.e", "I.e", "ie", "cf", "Cf", "vs", "Vs", "viz", "ca", "c.f", "approx", "Approx", "esp",
        "incl", "resp", "subsp", "ssp", "pv", "bv", "f.sp", "Fig", "Figs", "fig", "figs", "Eq", "Eqs", "eq", "Ref",
        "Refs", "ref", "refs", "pp", "Dr", "Prof", "St",
    ]

    /// Ranks of names and what was done to names, which stand in rows: "sp. nov.", "stat. rev.", "gen. et sp. nov."
    static let taxonomic: Set<String> = [
        "sp", "spp", "gen", "comb", "stat", "fam", "subsp", "ssp", "subgen", "subfam", "var", "ord", "nom", "nov",
        "rev", "str", "nud", "cons", "dub", "emend", "syn", "aff", "cf", "nr", "n", "et",
    ]

    /// Abbreviations that something always follows.
    static let joining: Set<String> = linking.union([
        "Drs", "Mr", "Mrs", "Ms", "Profs", "Mt", "Ft", "Sen", "Rev", "Gen", "Lt", "Col", "Capt", "var", "biovar",
        "serovar", "cv", "s.str", "s.lat", "nr", "aff", "comb", "gen", "Eqn", "Tab", "Suppl", "suppl", "Supp", "Sect",
        "Sec", "Chap", "Ch", "Vol", "vol", "Vols", "Nos", "nos", "ed", "eds", "Ed", "Eds", "trans", "abbr", "syn",
        "Mol", "Proc", "Natl", "Acad", "Am", "Br", "Int", "Univ", "Dept", "Inst", "Assoc", "Soc",
    ])

    /// Abbreviations only before a number: elsewhere the words "no" or "Art", or the end of a sentence.
    static let numbering: Set<String> = [
        "No", "no", "n", "N", "p", "P", "Art", "art", "chr", "Chr", "cat", "Cat", "Mm", "Hs", "Jan", "Feb", "Mar",
        "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec", "lot", "Lot",
    ]

    /// Abbreviations that may end a sentence: what follows decides.
    static let open: Set<String> = doses.union([
        "al", "etc", "spp", "sp", "nov", "Inc", "Ltd", "Co", "Corp", "Jr", "Sr", "Ph.D", "Ph", "M.D", "a.m", "p.m",
        "s.d", "S.D", "S.E", "S.E.M", "s.e.m", "s.e", "r.m.s", "p.i", "p.c", "b.p", "d.f", "U.S", "U.K", "U.S.A",
        "D.C", "tr", "str", "ggl", "Mass", "Calif", "Conn", "Wash", "Est",
    ])

    /// How a dose is given and how often: what a bracket behind them explains belongs to the sentence.
    static let doses: Set<String> = [
        "i.p", "i.v", "i.m", "s.c", "p.o", "i.c.v", "i.d", "i.t", "i.art", "b.i.d", "t.i.d", "q.i.d", "q.d", "b.d",
        "o.d", "o.m", "o.n", "t.d.s", "q.d.s", "b.w",
    ]

    /// Words that are written with a capital letter mostly because a sentence begins with them.
    static let starters: Set<String> = [
        "A", "About", "According", "Accordingly", "Additional", "Additionally", "After", "All", "Also", "Although",
        "Among", "An", "Analysis", "And", "Another", "Any", "As", "At", "Based", "Because", "Before", "Besides", "Both",
        "But", "By", "Compared", "Consequently", "Consistent", "Conversely", "Data", "Despite", "Due", "During", "Each",
        "Either", "Even", "Evidence", "Experiments", "Expression", "Few", "Finally", "First", "Five", "For", "Four",
        "From", "Furthermore", "Genes", "Given", "Growth", "He", "Hence", "Her", "Here", "High", "His", "How",
        "However",
        "If", "Immunohistochemical", "Importantly", "In", "Incubation", "Indeed", "Inhibition", "Instead",
        "Interestingly", "It", "Its", "Later", "Like", "Likewise", "Low", "Many", "Mean", "Meanwhile", "Moreover",
        "Most", "Mutations", "Nevertheless", "Next", "No", "None", "Nonetheless", "Not", "Notably", "Now", "Of", "On",
        "Once", "One", "Only", "Other", "Our", "Overall", "Patients", "Previous", "Previously", "Recent", "Recently",
        "Results", "Second", "Secondly", "Several", "She", "Similar", "Similarly", "Since", "Six", "So", "Some",
        "Specifically", "Stimulation", "Studies", "Subsequently", "Such", "Surprisingly", "Taken", "Ten", "That", "The",
        "Their", "Then", "There", "Thereafter", "Therefore", "These", "They", "Third", "This", "Those", "Three",
        "Through", "Thus", "To", "Together", "Transfection", "Treatment", "Two", "Under", "Unlike", "Until", "Upon",
        "Using", "Various", "Via", "We", "Western", "What", "When", "Whereas", "Whether", "Which", "While", "Who",
        "With",
        "Within", "Without", "You",
    ]

    /// Words in lower case that initials follow; after others ("hepatitis B.") a capital letter names a type, and a
    /// sentence may end.
    static let initialsFollow: Set<String> = [
        "by", "from", "and", "of", "with", "in", "to", "for", "the", "as", "or", "thank",
    ]
}
