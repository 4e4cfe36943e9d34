// JSON: values as JSON text, for the few places that write some lines of it.
//
// What every room may rely on:
//
// - A string is written as RFC 8259, section 7, wants it: quotes, backslashes and control characters are escaped, all
//   else stands as it is. Equal texts give equal bytes.
// - Records, of which there are millions, have a writer of bytes of their own in the room Records.
