// SPDX-License-Identifier: Apache-2.0
//
// SHA-256, which names a piece of code in verdicts and tokens, and a short hash for tables.

#include "core/hash.h"

#include <string.h>

// The first 32 bits of the fractions of the cube roots of the first 64 primes (FIPS 180-4, 4.2.2).
static const uint32_t round_constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static uint32_t rotate(uint32_t word, int by)
{
    return word >> by | word << (32 - by);
}

static void schedule(const unsigned char block[64], uint32_t w[64])
{
    for (int i = 0; i < 16; i++) {
        w[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 |
               (uint32_t)block[4 * i + 2] << 8 | block[4 * i + 3];
    }
    for (int i = 16; i < 64; i++) {
        uint32_t a = rotate(w[i - 15], 7) ^ rotate(w[i - 15], 18) ^ w[i - 15] >> 3;
        uint32_t b = rotate(w[i - 2], 17) ^ rotate(w[i - 2], 19) ^ w[i - 2] >> 10;
        w[i] = w[i - 16] + a + w[i - 7] + b;
    }
}

// Round `turn` of eight.  The words stay where they are; what they are called goes round instead.
static inline void mix(uint32_t s[8], unsigned turn, uint32_t word)
{
    uint32_t *a = &s[(0 - turn) & 7], b = s[(1 - turn) & 7], c = s[(2 - turn) & 7];
    uint32_t *d = &s[(3 - turn) & 7], e = s[(4 - turn) & 7], f = s[(5 - turn) & 7];
    uint32_t g = s[(6 - turn) & 7], *h = &s[(7 - turn) & 7];
    uint32_t choice = g ^ (e & (f ^ g));
    uint32_t majority = (*a & b) | (c & (*a | b));
    *h += (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + choice + word;
    *d += *h;
    *h += (rotate(*a, 2) ^ rotate(*a, 13) ^ rotate(*a, 22)) + majority;
}

static void compress(uint32_t state[8], const unsigned char block[64])
{
    uint32_t w[64];
    uint32_t s[8];
    schedule(block, w);
    memcpy(s, state, sizeof s);
    for (int i = 0; i < 64; i += 8) {
        mix(s, 0, round_constants[i] + w[i]);
        mix(s, 1, round_constants[i + 1] + w[i + 1]);
        mix(s, 2, round_constants[i + 2] + w[i + 2]);
        mix(s, 3, round_constants[i + 3] + w[i + 3]);
        mix(s, 4, round_constants[i + 4] + w[i + 4]);
        mix(s, 5, round_constants[i + 5] + w[i + 5]);
        mix(s, 6, round_constants[i + 6] + w[i + 6]);
        mix(s, 7, round_constants[i + 7] + w[i + 7]);
    }
    for (int i = 0; i < 8; i++) {
        state[i] += s[i];
    }
}

void mynah__sha256(const void *bytes, size_t size, char digits[65])
{
    uint32_t state[8] = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                          0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19 };
    const unsigned char *byte = bytes;
    size_t left = size;
    for (; left >= 64; left -= 64, byte += 64) {
        compress(state, byte);
    }
    unsigned char tail[128] = { 0 };
    if (left) {
        memcpy(tail, byte, left);
    }
    tail[left] = 0x80;
    size_t tail_size = left < 56 ? 64 : 128;
    for (size_t i = 0; i < 8; i++) {
        tail[tail_size - 1 - i] = (unsigned char)((uint64_t)size * 8 >> 8 * i);
    }
    for (size_t at = 0; at < tail_size; at += 64) {
        compress(state, tail + at);
    }
    for (size_t i = 0; i < 64; i++) {
        digits[i] = "0123456789abcdef"[state[i / 8] >> (28 - 4 * (i % 8)) & 15];
    }
    digits[64] = '\0';
}

// Eight bytes in one step, and what is left of them in a last one.
uint32_t mynah__hash(const char *bytes, size_t size)
{
    const uint64_t factor = UINT64_C(0x9E3779B97F4A7C15);
    uint64_t hash = (uint64_t)size * factor;
    uint64_t word = 0;
    for (; size >= sizeof word; size -= sizeof word, bytes += sizeof word) {
        memcpy(&word, bytes, sizeof word);
        hash = (hash ^ word) * factor;
        hash ^= hash >> 32;
    }
    word = 0;
    for (size_t i = 0; i < size; i++) {
        word = word << 8 | (unsigned char)bytes[i];
    }
    hash = (hash ^ word) * factor;
    return (uint32_t)(hash ^ hash >> 32);
}
