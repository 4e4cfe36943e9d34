// Tensors: being written.
