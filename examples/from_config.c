// SPDX-License-Identifier: Apache-2.0
//
// A host that lets config.yml say who writes the code: its own model, or the mock in CI.

#include <mynah_cmocka.h>

// The host's own generator, which would call a model somewhere.
static char *house_generate(void *self, const struct mynah_request *request,
                            const struct mynah_failure *failures, size_t failure_count,
                            struct mynah_error *error)
{
    (void)self, (void)request, (void)failures, (void)failure_count;
    mynah_error_set(error, MYNAH_ERROR_IO, "the house model cannot be reached from here");
    return NULL;
}

static char *house_metadata(void *self, struct mynah_error *error)
{
    (void)self, (void)error;
    return mynah_copy_text("{\"generator\": \"house_model\"}");
}

static bool create_house_model(void *self, const struct mynah_config *config,
                               struct mynah_code_generator *generator, struct mynah_error *error)
{
    (void)self, (void)config, (void)error;
    *generator =
        (struct mynah_code_generator){ .generate = house_generate, .metadata = house_metadata };
    return true;
}

static const struct mynah_generator_factory factories[] = {
    { .name = "house_model", .create = create_house_model },
};

// The code under test: the generator that config.yml names, for CI or not.
static bool choose_generator(bool ci, struct mynah_code_generator *generator,
                             struct mynah_error *error)
{
    const struct mynah_generator_registry registry = { .factories = factories,
                                                       .factory_count = 1,
                                                       .choice = ci ? "ci" : NULL };
    struct mynah_config *config = mynah_config_load("config.yml", error);
    bool chosen = config && mynah_generator_from_config(config, &registry, generator, error);
    mynah_config_destroy(config);
    return chosen;
}

static void in_ci_the_mock_writes_to_the_channel_of_the_configuration(void **state)
{
    const struct mynah_code_generator *generator = *state;
    const struct mynah_request request = { .user_query = "Set the magnet to 1.5 A",
                                           .task_objective = "Write the set point",
                                           .execution_folder_name = "magnet" };

    char *code = generator->generate(generator->self, &request, NULL, 0, NULL);

    assert_code_writes_channel(code, "SR:MAG:SP");
    assert_code_needs_approval(code);
    mynah_free(code);
}

static void elsewhere_the_house_model_is_asked(void **state)
{
    const struct mynah_code_generator *generator = *state;

    char *metadata = generator->metadata(generator->self, NULL);

    assert_string_equal(metadata, "{\"generator\": \"house_model\"}");
    mynah_free(metadata);
}

static struct mynah_code_generator chosen;

static int in_ci(void **state)
{
    *state = &chosen;
    return choose_generator(true, &chosen, NULL) ? 0 : -1;
}

static int elsewhere(void **state)
{
    *state = &chosen;
    return choose_generator(false, &chosen, NULL) ? 0 : -1;
}

static int release(void **state)
{
    struct mynah_code_generator *generator = *state;
    if (generator->destroy) {
        generator->destroy(generator->self);
    }
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(in_ci_the_mock_writes_to_the_channel_of_the_configuration,
                                        in_ci, release),
        cmocka_unit_test_setup_teardown(elsewhere_the_house_model_is_asked, elsewhere, release),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
