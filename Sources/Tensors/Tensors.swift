// Tensors: matrices, products and the layers a transformer is made of; weights in files.
//
// What every room may rely on:
//
// - Numbers are Float32, matrices are row-major; a shape is written `[rows x columns]`. A view may have a stride larger
//   than its columns.
// - Nothing here allocates in a hot call: matrices are made once and used again through views of their first rows.
// - Everything runs on the calling thread. Several threads may read the same weights; a matrix that is written belongs
//   to one of them.
// - The instruction set is chosen once when the program starts (`InstructionSet.best`); results of two instruction sets
//   differ by rounding only, and one instruction set gives equal results for equal calls.
// - A weights file is checked as a whole before any tensor of it is given out; a bad one is refused with a
//   `SafetensorsError` and never read out of bounds.
