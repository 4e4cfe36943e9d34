// Learning: trains the models: gradients, optimizer, corpora, checkpoints, experiments.
//
// What every part of it may rely on:
//
// - All parameters lie in one flat buffer in a fixed order; gradients, moments and averages have the same layout.
// - A step adds gradients of the *summed* loss; whoever knows how many words were labelled divides.
// - Gradients of the tables of sub-words and of context words are sparse: a row that no sequence used is neither read
//   nor written nor reset. Tables of labels, which are small, are dense, and so is that of sub-words where the head of
//   masked language modelling shares it.
// - The same parameters, batch and seed give the same bits, whichever thread computes them and whatever ran before;
//   batches are split into a fixed number of shards, and shards are added in their order.
// - Dropout masks come from a counter, not from a sequence of draws: they are computed again where they are needed.
// - Nothing is allocated in a step once its workspace has seen the largest batch.
// - Without dropout the forward pass gives what the room Encoder gives, within rounding; where tags join late, their
//   rows are those that `Encoder.embed(_:position:into:)` gives at position 0.
// - Nothing that runs over citations imports this room.
// - A run keeps no generator of random numbers: all that it draws follows from its seed and the number of the step. A
//   run that goes on from a checkpoint gives the bits of one that was never stopped; so does one with other threads.
// - Where contexts are mixed in, a context word's label is its own, whoever's context it is: what depends on the
//   context word alone is computed once a word. A word is in its own context; context words outside of a window are
//   left out.
// - What is hidden in masked language modelling follows from the seed, the epoch and the number of the sequence.
// - Corpora are parsed whole and kept by the digests of corpus and parser: a run that finds them kept computes the
//   same.
// - Files are there as a whole or not at all; kill -9 loses the steps since the last checkpoint and nothing else.
// - Devel splits are scored during training, test splits are not known here.
