#pragma once

#include <zlib.h>

/// `inflateInit2` is a macro, which Swift cannot see. `windowBits` 31 reads gzip and checks its CRC-32 and length.
static inline int czlib_inflate_start(z_stream *stream, int windowBits) {
    return inflateInit2(stream, windowBits);
}
