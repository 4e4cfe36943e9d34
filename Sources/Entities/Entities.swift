// Entities: being written.
