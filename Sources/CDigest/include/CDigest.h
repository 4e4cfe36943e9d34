// CDigest: SHA-256 by the processor's own instructions, where it has them.

#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// True when this processor has instructions for SHA-256. Slow under some hypervisors: ask once.
bool digest_sha256_is_available(void);

/// Takes `count` blocks of 64 bytes into the eight words of a hash value, as the compression function of FIPS 180-4
/// (section 6.2.2) does. To be called only where the instructions are available.
void digest_sha256_compress(uint32_t *_Nonnull state, const void *_Nonnull blocks, size_t count);
