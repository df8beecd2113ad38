// SPDX-License-Identifier: Apache-2.0
// Cryptography that is known to be broken.

#include "rules/families.h"

#define NONE ((const char *const[]){ NULL })

// clang-format off
static const struct rule rows[] = {
    {.about.name = "weak-cipher",
     .about.category = MYNAH_CATEGORY_RISK,
     .about.severity = MYNAH_SEVERITY_HIGH,
     .about.summary = "A broken cipher or mode is used",
     .about.why = "What it hides can be read.",
     .about.bad = "from Crypto.Cipher import DES\n"
                  "cipher = DES.new(b\"8bytekey\", DES.MODE_CBC)\n",
     .about.good = "from Crypto.Cipher import AES\n"
                   "cipher = AES.new(b\"0123456789abcdef\", AES.MODE_GCM)\n",
     .about.bandit = LIST("B304", "B305"),
     .about.ruff = LIST("S304", "S305"),
     .about.cwe = 327,
     .confidence = MYNAH_CONFIDENCE_HIGH,
     .triggers = TRIGGERS(
         {.kind = TRIGGER_CALL,
          .names = LIST("Crypto.Cipher.ARC2.new", "Crypto.Cipher.ARC4.new",
                        "Crypto.Cipher.Blowfish.new", "Crypto.Cipher.DES.new",
                        "Crypto.Cipher.DES3.new", "Crypto.Cipher.XOR.new",
                        "Crypto.Cipher.CAST.new")},
         {.kind = TRIGGER_CALL,
          .names = LIST("cryptography.hazmat.primitives.ciphers.algorithms.ARC4",
                        "cryptography.hazmat.primitives.ciphers.algorithms.Blowfish",
                        "cryptography.hazmat.primitives.ciphers.algorithms.CAST5",
                        "cryptography.hazmat.primitives.ciphers.algorithms.IDEA",
                        "cryptography.hazmat.primitives.ciphers.algorithms.SEED",
                        "cryptography.hazmat.primitives.ciphers.algorithms.TripleDES")},
         {.kind = TRIGGER_CALL,
          .names = LIST("cryptography.hazmat.primitives.ciphers.modes.ECB")},
         {.kind = TRIGGER_CALL,
          .names = LIST("Crypto.Cipher.AES.new"),
          .when = {.predicate = PREDICATE_IS, .position = 2, .keyword = "mode",
          .words = LIST("Crypto.Cipher.AES.MODE_ECB")}})},
    {.about.name = "weak-hash",
     .about.category = MYNAH_CATEGORY_RISK,
     .about.severity = MYNAH_SEVERITY_MEDIUM,
     .about.summary = "A broken hash is used",
     .about.why = "Two texts with the same hash can be made at will.",
     .about.bad = "import hashlib\n"
                  "digest = hashlib.md5(b\"x\").hexdigest()\n",
     .about.good = "import hashlib\n"
                   "digest = hashlib.md5(b\"x\", usedforsecurity=False).hexdigest()\n",
     .about.bandit = LIST("B303", "B324"),
     .about.ruff = LIST("S303", "S324"),
     .about.cwe = 327,
     .confidence = MYNAH_CONFIDENCE_HIGH,
     .triggers = TRIGGERS(
         {.kind = TRIGGER_CALL,
          .names = LIST("hashlib.md4", "hashlib.md5", "hashlib.sha", "hashlib.sha1"),
          .when = {.predicate = PREDICATE_NOT, .keyword = "usedforsecurity",
          .words = LIST("False")}},
         {.kind = TRIGGER_CALL,
          .names = LIST("hashlib.new"),
          .when = {.predicate = PREDICATE_IS, .position = 1, .keyword = "name",
          .words = LIST("md4", "md5", "sha", "sha1", "MD4", "MD5", "SHA", "SHA1", "sha-1", "SHA-1")}},
         {.kind = TRIGGER_ARGUMENT,
          .names = LIST("hashlib.md5", "hashlib.sha1", "hashlib.md4")},
         {.kind = TRIGGER_CALL,
          .names = LIST("hmac.new", "hmac.digest"),
          .when = {.predicate = PREDICATE_IS, .position = 3, .keyword = "digestmod",
          .words = LIST("md5", "sha1", "MD5", "SHA1")}},
         {.kind = TRIGGER_CALL,
          .names = LIST("Crypto.Hash.MD2.new", "Crypto.Hash.MD4.new", "Crypto.Hash.MD5.new",
                        "Crypto.Hash.SHA.new", "Crypto.Hash.SHA1.new",
                        "cryptography.hazmat.primitives.hashes.MD5",
                        "cryptography.hazmat.primitives.hashes.SHA1", "crypt.crypt")})},
    {.about.name = "weak-key",
     .about.category = MYNAH_CATEGORY_RISK,
     .about.severity = MYNAH_SEVERITY_MEDIUM,
     .about.summary = "A key is too short",
     .about.why = "It can be guessed.",
     .about.bad = "from cryptography.hazmat.primitives.asymmetric import rsa\n"
                  "key = rsa.generate_private_key(65537, 1024)\n",
     .about.good = "from cryptography.hazmat.primitives.asymmetric import rsa\n"
                   "key = rsa.generate_private_key(65537, 4096)\n",
     .about.bandit = LIST("B505"),
     .about.ruff = LIST("S505"),
     .about.cwe = 326,
     .confidence = MYNAH_CONFIDENCE_HIGH,
     .triggers = TRIGGERS(
         {.kind = TRIGGER_CALL,
          .names = LIST("cryptography.hazmat.primitives.asymmetric.rsa.generate_private_key"),
          .when = {.predicate = PREDICATE_BELOW, .position = 2, .keyword = "key_size",
           .number = 2048}},
         {.kind = TRIGGER_CALL,
          .names = LIST("cryptography.hazmat.primitives.asymmetric.dsa.generate_private_key"),
          .when = {.predicate = PREDICATE_BELOW, .position = 1, .keyword = "key_size",
           .number = 2048}},
         {.kind = TRIGGER_CALL,
          .names = LIST("Crypto.PublicKey.RSA.generate", "Crypto.PublicKey.DSA.generate"),
          .when = {.predicate = PREDICATE_BELOW, .position = 1, .keyword = "bits", .number = 2048}})},
    {.about.name = NULL},
};
// clang-format on

const struct rule_family mynah__rules_crypto = { rows };
