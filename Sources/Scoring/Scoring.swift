// Scoring: how good predictions are, as pure functions.
//
// What every room may rely on:
//
// - Nothing here reads, writes or keeps state beyond the value it is called on; equal input gives equal scores.
// - Counts are whole numbers and accumulate over sentences; percentages are computed from the sums (micro average),
//   never averaged over sentences.
// - A ratio whose denominator is 0 is 0: nothing predicted gives precision 0, nothing to find gives recall 0, both
//   give F1 0, also where gold and prediction agree that there is nothing.
// - Entities are scored strictly: one counts only when both of its boundaries are right. There is no partial credit.
// - Boundaries are scored strictly too: a sentence or token counts when it begins and ends where a gold one does.
// - Syntax is scored on gold tokens. UAS and LAS count every token; a relation is right with its subtype ("nsubj:pass"
//   is not "nsubj"). What is said of tokens without punctuation leaves out those whose gold relation is "punct".
// - Brackets are counted as EVALB does with Collins' parameters; the gold parts of speech say what punctuation is.
