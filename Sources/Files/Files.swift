// Files: bytes in and out of files, all of them or none, and the digests that name them.
//
// What every room may rely on:
//
// - A file written through `AtomicFile` appears under its final name complete and on stable storage, or not at all.
//   Until then its bytes are in a part file beside it, `NAME.part` where there are locks; two writers never share one.
// - Every read and write goes on after an interrupting signal and after a partial transfer.
// - Every failure is a `FileError` with the path, the operation, the system's error number and the remedy. This room
//   neither logs nor prints.
// - A `Digest` is SHA-256: equal on every machine, of bytes or of files of any size in a fixed amount of memory.
// - Nothing here is shared between threads; a value belongs to the thread that uses it.
