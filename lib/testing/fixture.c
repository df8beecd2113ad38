// SPDX-License-Identifier: Apache-2.0
//
// Fixtures: a world, a sample request, and a folder that goes away with all that is in it.

#include <mynah/fixture.h>
#include <mynah/sample.h>

#include "core/alloc.h"
#include "core/text.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DEPTH_MOST = 64 };

// The public struct, and what nobody else needs to see.
struct own_fixture {
    struct mynah_fixture shown;
    struct mynah_chat_message messages[2]; // of `chat`
    char *folder;
};

struct mynah_fixture *mynah_fixture_create(const struct mynah_row *row, struct mynah_error *error)
{
    struct own_fixture *fixture = mynah__alloc(sizeof *fixture);
    if (!fixture) {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
        return NULL;
    }
    fixture->shown.world = mynah_world_create(NULL, error);
    if (!fixture->shown.world) {
        mynah__free(fixture);
        return NULL;
    }
    fixture->shown.row = row;
    fixture->shown.request = (struct mynah_request){
        .user_query = "What is the mean beam current of the last hour?",
        .task_objective = "Compute the mean of the beam current",
        .execution_folder_name = "beam_current",
        .expected_results = "{\"mean\": \"float\"}",
    };
    mynah_sample_messages(fixture->shown.request.user_query, fixture->messages);
    fixture->shown.chat = (struct mynah_chat_request){ .model = "test-model",
                                                       .messages = fixture->messages,
                                                       .message_count = 2 };
    return &fixture->shown;
}

const char *mynah_fixture_folder(struct mynah_fixture *fixture, struct mynah_error *error)
{
    struct own_fixture *own = (struct own_fixture *)(void *)fixture;
    if (own->folder) {
        return own->folder;
    }
    const char *parent = getenv("TMPDIR");
    struct text path = { 0 };
    mynah__text_add_format(&path, "%s/mynah-XXXXXX", parent && *parent ? parent : "/tmp");
    char *folder = mynah__text_detach(&path);
    if (!folder) {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    } else if (!mkdtemp(folder)) {
        mynah_error_set(error, MYNAH_ERROR_IO, "no temporary folder can be made");
        mynah_free(folder);
        folder = NULL;
    }
    own->folder = folder;
    return folder;
}

static void empty_folder(int folder, int depth);

// Remove what is called `name` in the folder.  Links are removed, not followed.
static void remove_entry(int folder, const char *name, int depth)
{
    struct stat status;
    if (fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
        return;
    }
    if (!S_ISDIR(status.st_mode)) {
        unlinkat(folder, name, 0);
        return;
    }
    int inner = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (inner >= 0) {
        empty_folder(inner, depth + 1);
    }
    unlinkat(folder, name, AT_REMOVEDIR);
}

// Remove all that is in the folder, which is closed.
static void empty_folder(int folder, int depth)
{
    DIR *stream = depth <= DEPTH_MOST ? fdopendir(folder) : NULL;
    if (!stream) {
        close(folder);
        return;
    }
    struct dirent *entry;
    while ((entry = readdir(stream))) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            remove_entry(dirfd(stream), entry->d_name, depth);
        }
    }
    closedir(stream);
}

void mynah_fixture_destroy(struct mynah_fixture *fixture)
{
    struct own_fixture *own = (struct own_fixture *)(void *)fixture;
    if (!own) {
        return;
    }
    mynah_world_destroy(own->shown.world);
    if (own->folder) {
        remove_entry(AT_FDCWD, own->folder, 0);
        mynah_free(own->folder);
    }
    mynah__free(own);
}
