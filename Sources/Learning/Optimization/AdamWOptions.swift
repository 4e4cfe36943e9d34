/// How a step of the optimizer is made.
public struct AdamWOptions: Sendable, Equatable {
    /// Decay of the mean of the gradients.
    public var beta1: Float
    /// Decay of the mean of the squared gradients.
    public var beta2: Float
    /// Added to the root of the squared gradients' mean.
    public var epsilon: Float
    /// Decoupled weight decay, in units of the learning rate; for parameters that decay (`Parameter.decays`).
    public var weightDecay: Float
    /// Longest gradient (2-norm over all parameters); longer ones are shortened to it. Infinite for no clipping.
    public var clip: Float
    /// What the learning rate of a layer is multiplied by for each layer above it; the embeddings lie below all.
    public var layerDecay: Float
    /// What the learning rate of the head is multiplied by.
    public var headFactor: Float
    /// What the learning rate of the tags' embeddings is multiplied by, in place of the embeddings' own factor.
    public var tagFactor: Float

    /// Makes options; those left out are the usual ones for BERT.
    public init(
        beta1: Float = 0.9, beta2: Float = 0.999, epsilon: Float = 1e-8, weightDecay: Float = 0.01, clip: Float = 1,
        layerDecay: Float = 1, headFactor: Float = 1, tagFactor: Float = 1
    ) {
        self.beta1 = beta1
        self.beta2 = beta2
        self.epsilon = epsilon
        self.weightDecay = weightDecay
        self.clip = clip
        self.layerDecay = layerDecay
        self.headFactor = headFactor
        self.tagFactor = tagFactor
    }

    /// What the learning rate of a group is multiplied by in an encoder of `layers` layers.
    public func factor(of group: Parameter.Group, layers: Int) -> Float {
        let above =
            switch group {
            case .head: 0
            case .layer(let layer): layers - 1 - layer
            case .embeddings: layers
            }
        let factor = (0..<above).reduce(Float(1)) { factor, _ in factor * layerDecay }
        return group == .head ? headFactor : factor
    }
}
