// SPDX-License-Identifier: Apache-2.0
//
// The wire where it was left out of the build: it cannot be had, and says so.

#include <mynah/wire.h>

#include <stdio.h>

static const char missing[] =
    "this build has no server: it was made without libevent (Debian's libevent-dev, "
    "and meson's option wire)";

static void *absent(struct mynah_error *error)
{
    mynah_error_set(error, MYNAH_ERROR_IO, "%s", missing);
    return NULL;
}

struct mynah_server *mynah_server_start(const struct mynah_server_options *options,
                                        struct mynah_error *error)
{
    (void)options;
    return absent(error);
}

struct mynah_scenario *mynah_scenario_load(struct mynah_world *world, const char *path,
                                           struct mynah_error *error)
{
    (void)world;
    (void)path;
    return absent(error);
}

struct mynah_scenario *mynah_scenario_parse(struct mynah_world *world, const char *yaml,
                                            size_t size, struct mynah_error *error)
{
    (void)world;
    (void)yaml;
    (void)size;
    return absent(error);
}

// What follows is never reached: there is no server or scenario to ask.

const char *mynah_server_url(const struct mynah_server *server)
{
    (void)server;
    return "";
}

const char *mynah_server_openai_url(const struct mynah_server *server)
{
    (void)server;
    return "";
}

int mynah_server_port(const struct mynah_server *server)
{
    (void)server;
    return 0;
}

const char *mynah_server_name(const struct mynah_server *server)
{
    (void)server;
    return "";
}

struct mynah_provider *mynah_server_provider(const struct mynah_server *server)
{
    (void)server;
    return NULL;
}

bool mynah_server_meets(const struct mynah_server *server, struct mynah_server_property property,
                        char *why, size_t size)
{
    (void)server;
    (void)property;
    snprintf(why, size, "%s", missing);
    return false;
}

bool mynah_server_add_fault(struct mynah_server *server, const struct mynah_wire_fault *fault,
                            struct mynah_error *error)
{
    (void)server;
    (void)fault;
    return absent(error) != NULL;
}

const struct mynah_journal *mynah_server_requests(const struct mynah_server *server)
{
    (void)server;
    return NULL;
}

bool mynah_server_save(struct mynah_server *server, const char *path, struct mynah_error *error)
{
    (void)server;
    (void)path;
    return absent(error) != NULL;
}

void mynah_server_reset(struct mynah_server *server)
{
    (void)server;
}

void mynah_server_stop(struct mynah_server *server)
{
    (void)server;
}

struct mynah_provider *mynah_scenario_provider(struct mynah_scenario *scenario)
{
    (void)scenario;
    return NULL;
}

void mynah_scenario_destroy(struct mynah_scenario *scenario)
{
    (void)scenario;
}
