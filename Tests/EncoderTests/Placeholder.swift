// Encoder: being written.
