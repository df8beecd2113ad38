// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_WIRE_PROXY_H
#define MYNAH_WIRE_PROXY_H

// Passing requests on to a real endpoint, and keeping what it answers.

#include <mynah/wire.h>

struct connection;
struct proxy;
struct proxied;

// Return a proxy to the endpoint, to be used by the thread of the server; NULL with `error`.
struct proxy *mynah__proxy_create(struct mynah_server *server, const char *upstream,
                                  struct mynah_error *error);
bool mynah__proxy_save(struct proxy *proxy, const char *path, struct mynah_error *error);
void mynah__proxy_destroy(struct proxy *proxy); // when no connection is left

// Pass the request of the exchange on.  NULL: it cannot be.
struct proxied *mynah__proxy_begin(struct proxy *proxy, struct connection *connection);
// Forget it: the answer is over, or nobody waits for it.
void mynah__proxied_end(struct proxied *proxied);

#endif
