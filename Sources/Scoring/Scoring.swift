// Scoring: being written.
