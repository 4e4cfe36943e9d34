/// A finished run of an experiment: what came of it, and how it was made. It is what `result.json` holds.
struct RunRecord: Sendable, Equatable, Codable {
    /// What came of it.
    var summary: TrainingSummary
    /// What it was made with; nil for a run of a version that did not note it. A run that was stopped and went on has
    /// that of its end.
    var provenance: Provenance?
    /// Seconds from begin to end, with reading and scoring, stops left out; nil as above.
    var wallSeconds: Double?
    /// Digest of what it depended on beside its settings (`RunOrigin`); nil as above.
    var origin: String?

    private enum Key: String, CodingKey {
        case provenance, wallSeconds, origin
    }

    init(summary: TrainingSummary, provenance: Provenance?, wallSeconds: Double?, origin: String? = nil) {
        self.summary = summary
        self.provenance = provenance
        self.wallSeconds = wallSeconds
        self.origin = origin
    }

    // The summary's keys stand beside the others, as they did before there were others.
    init(from decoder: any Decoder) throws {
        summary = try TrainingSummary(from: decoder)
        let values = try decoder.container(keyedBy: Key.self)
        provenance = try values.decodeIfPresent(Provenance.self, forKey: .provenance)
        wallSeconds = try values.decodeIfPresent(Double.self, forKey: .wallSeconds)
        origin = try values.decodeIfPresent(String.self, forKey: .origin)
    }

    func encode(to encoder: any Encoder) throws {
        try summary.encode(to: encoder)
        var values = encoder.container(keyedBy: Key.self)
        try values.encodeIfPresent(provenance, forKey: .provenance)
        try values.encodeIfPresent(wallSeconds, forKey: .wallSeconds)
        try values.encodeIfPresent(origin, forKey: .origin)
    }
}
