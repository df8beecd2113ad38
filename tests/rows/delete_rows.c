// SPDX-License-Identifier: Apache-2.0
// Shows that the tables hold nothing that no fixture needs: takes away one row after the other,
// and each time some fixture of tests/rules has to fail.
//
// usage: delete_rows [surfaces|rules|names] [PART-OF-A-NAME]
//
// A row of a surface is a row; one of a rule is a name in a trigger; names are those that are other
// names, and the programs, ports and libraries of control systems.  Fixtures in which the name's
// last part stands are tried first, so nearly every row costs one look.

#include "report.h"
#include "rules/rule.h"
#include "table_set.h"

#include "../unit/fixtures.h"

#include <dirent.h>

enum { FIXTURES_MAX = 256, TABLES_MAX = 64, ROWS_MAX = 4000 };

struct run {
    struct fixture *fixtures[FIXTURES_MAX];
    int fixture_count;
    const char *part;
    int rows;
    int held;
};

// Return the last part of the name that code would spell.
static const char *last_part(const char *name, char part[64])
{
    size_t size = strlen(name);
    if (size > 2 && strcmp(name + size - 2, ".*") == 0) {
        size -= 2;
    }
    size_t from = size;
    while (from > 0 && name[from - 1] != '.') {
        from--;
    }
    snprintf(part, 64, "%.*s", (int)(size - from), name + from);
    return part;
}

static bool fails(const struct mynah_analyzer *analyzer, struct fixture *fixture)
{
    struct mynah_report *report =
        mynah_analyzer_check(analyzer, fixture->text, fixture->size, NULL);
    bool wrong = !report || fixture_differs(fixture, report, false) > 0;
    mynah_report_destroy(report);
    return wrong;
}

// Return whether some fixture fails under the tables of `set`.
static bool some_fails(struct run *run, const struct table_set *set, const char *name)
{
    static const struct mynah_analyzer_options optional = { .results = "optional" };
    static const struct mynah_analyzer_options required = { .results = "required" };
    struct mynah_analyzer *analyzers[] = { mynah__analyzer_create(&optional, set, NULL),
                                           mynah__analyzer_create(&required, set, NULL) };
    char part[64];
    last_part(name, part);
    bool found = !analyzers[0] || !analyzers[1];
    for (int likely = 1; likely >= 0; likely--) {
        for (int i = 0; !found && i < run->fixture_count; i++) {
            struct fixture *fixture = run->fixtures[i];
            bool results = strstr(fixture->file, "results") != NULL;
            bool named = strstr(fixture->text, part) != NULL;
            found = named == (likely == 1) && fails(analyzers[results], fixture);
        }
    }
    mynah_analyzer_destroy(analyzers[0]);
    mynah_analyzer_destroy(analyzers[1]);
    return found;
}

static void try_without(struct run *run, const struct table_set *set, const char *name,
                        const char *where)
{
    if (run->part && !strstr(name, run->part)) {
        return;
    }
    run->rows++;
    if (some_fails(run, set, name)) {
        run->held++;
    } else {
        printf("%s: no fixture needs %s\n", where, name);
    }
}

static void delete_surfaces(struct run *run)
{
    static struct surface rows[ROWS_MAX];
    const struct surface_table *tables[TABLES_MAX] = { NULL };
    for (int t = 0; mynah__surface_tables[t]; t++) {
        const struct surface_table *table = mynah__surface_tables[t];
        for (int row = 0; table->rows[row].api; row++) {
            int kept = 0;
            for (int i = 0; table->rows[i].api; i++) {
                rows[kept] = table->rows[i];
                kept += i != row;
            }
            rows[kept] = (struct surface){ .api = NULL };
            const struct surface_table without = { table->system, rows };
            for (int i = 0; mynah__surface_tables[i]; i++) {
                tables[i] = i == t ? &without : mynah__surface_tables[i];
            }
            const struct table_set set = { tables, mynah__rule_families, NULL };
            try_without(run, &set, table->rows[row].api, table->system);
        }
    }
}

// Try the rule at `at` of a family without each of the names of its triggers.
static void delete_names(struct run *run, const struct table_set *set, struct rule *at)
{
    static struct trigger triggers[ROWS_MAX];
    static const char *names[ROWS_MAX];
    const struct trigger *whole = at->triggers;
    int count = 0;
    for (; whole && whole[count].kind != TRIGGER_END; count++) {
        triggers[count] = whole[count];
    }
    triggers[count].kind = TRIGGER_END;
    at->triggers = triggers;
    for (int t = 0; t < count; t++) {
        const char *const *all = triggers[t].names;
        for (int name = 0; all && all[name]; name++) {
            int kept = 0;
            for (int i = 0; all[i]; i++) {
                names[kept] = all[i];
                kept += i != name;
            }
            names[kept] = NULL;
            triggers[t].names = names;
            try_without(run, set, all[name], at->about.name);
            triggers[t].names = all;
        }
    }
    at->triggers = whole;
}

static void delete_rules(struct run *run)
{
    static struct rule rows[ROWS_MAX];
    const struct rule_family *families[TABLES_MAX] = { NULL };
    for (int f = 0; mynah__rule_families[f]; f++) {
        const struct rule_family without = { rows };
        int count = 0;
        for (; mynah__rule_families[f]->rows[count].about.name; count++) {
            rows[count] = mynah__rule_families[f]->rows[count];
        }
        rows[count] = (struct rule){ .about = { .name = NULL } };
        for (int i = 0; mynah__rule_families[i]; i++) {
            families[i] = i == f ? &without : mynah__rule_families[i];
        }
        const struct table_set set = { mynah__surface_tables, families, NULL };
        for (int row = 0; row < count; row++) {
            delete_names(run, &set, &rows[row]);
        }
    }
}

static void delete_name(struct run *run, const char *name, const char *where)
{
    const struct table_set set = { mynah__surface_tables, mynah__rule_families, name };
    try_without(run, &set, name, where);
}

static void delete_others(struct run *run)
{
    static const struct {
        const char *where;
        const char *const *names;
    } lists[] = {
        { "programs", mynah__channel_programs },
        { "ports", mynah__channel_ports },
        { "libraries", mynah__channel_libraries },
    };
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        for (const char *const *name = lists[i].names; *name; name++) {
            if (**name) {
                delete_name(run, *name, lists[i].where);
            }
        }
    }
    for (int i = 0; mynah__aliases[i][0]; i++) {
        delete_name(run, mynah__aliases[i][0], "aliases");
    }
}

static void read_fixtures(struct run *run)
{
    char folder[512];
    snprintf(folder, sizeof folder, "%s/tests/rules", fixture_root());
    DIR *entries = opendir(folder);
    for (struct dirent *entry; entries && (entry = readdir(entries));) {
        size_t size = strlen(entry->d_name);
        bool python = size > 3 && strcmp(entry->d_name + size - 3, ".py") == 0;
        struct fixture *fixture =
            python && run->fixture_count < FIXTURES_MAX ? malloc(sizeof *fixture) : NULL;
        if (fixture && fixture_read(fixture, entry->d_name)) {
            run->fixtures[run->fixture_count++] = fixture;
        } else {
            free(fixture);
        }
    }
    if (entries) {
        closedir(entries);
    }
}

int main(int argc, char **argv)
{
    static struct run run;
    const char *which = argc > 1 ? argv[1] : "";
    run.part = argc > 2 ? argv[2] : NULL;
    read_fixtures(&run);
    if (some_fails(&run, &mynah__builtin_tables, "")) {
        printf("a fixture fails with all rows there\n");
        return 1;
    }
    bool all = !*which;
    if (all || strcmp(which, "surfaces") == 0) {
        delete_surfaces(&run);
    }
    if (all || strcmp(which, "rules") == 0) {
        delete_rules(&run);
    }
    if (all || strcmp(which, "names") == 0) {
        delete_others(&run);
    }
    for (int i = 0; i < run.fixture_count; i++) {
        free(run.fixtures[i]);
    }
    if (run.rows == 0) {
        fprintf(stderr, "delete_rows: there is no such row\n");
        return 2;
    }
    printf("%d of %d rows are needed by a fixture\n", run.held, run.rows);
    return run.held == run.rows ? 0 : 1;
}
