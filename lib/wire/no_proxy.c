// SPDX-License-Identifier: Apache-2.0
//
// The proxy where libcurl is not there: it cannot be had, and says so.

#include "wire/proxy.h"

struct proxy *mynah__proxy_create(struct mynah_server *server, const char *upstream,
                                  struct mynah_error *error)
{
    (void)server;
    (void)upstream;
    mynah_error_set(error, MYNAH_ERROR_IO,
                    "this build cannot record: it was made without libcurl (Debian's "
                    "libcurl4-openssl-dev, and meson's option wire_record)");
    return NULL;
}

bool mynah__proxy_save(struct proxy *proxy, const char *path, struct mynah_error *error)
{
    (void)proxy;
    (void)path;
    return mynah_error_set(error, MYNAH_ERROR_IO, "this build cannot record");
}

void mynah__proxy_destroy(struct proxy *proxy)
{
    (void)proxy;
}

struct proxied *mynah__proxy_begin(struct proxy *proxy, struct connection *connection)
{
    (void)proxy;
    (void)connection;
    return NULL;
}

void mynah__proxied_end(struct proxied *proxied)
{
    (void)proxied;
}
