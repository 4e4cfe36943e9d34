// Sentences: being written.
