public import Entities

extension TrainingConfiguration {
    /// Which contexts are mixed into the words' states, and how (model.md, sections 3 and 4).
    public struct Features: Sendable, Equatable {
        /// How they are mixed.
        public var module: ContextModule
        /// Which syntax gives them.
        public var context: ContextFeature
        /// d2: numbers in a label's embedding; nil for the hidden size of the encoder.
        public var labelSize: Int?
        /// How often a label, or a context word that has a key, has to occur in the train splits to be known.
        public var minimumCount = 5

        /// Makes features with the defaults.
        public init(module: ContextModule, context: ContextFeature, labelSize: Int? = nil) {
            self.module = module
            self.context = context
            self.labelSize = labelSize
        }

        /// What a table calls them: "cfa over dep, label_size 32".
        var summary: String {
            "\(module.rawValue) over \(context.rawValue)\(labelSize.map { ", label_size \($0)" } ?? "")"
        }
    }
}
