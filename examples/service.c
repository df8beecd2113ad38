// SPDX-License-Identifier: Apache-2.0
//
// A service that hosts a code-writing model, tested from the request to the channel: the mock
// writes the code, the analyzer checks it, an operator of ours approves, and Python runs it for
// real in front of channels that are a table.

#include <mynah_cmocka.h>

// A stage of one's own: the operator lets nothing touch the kicker.
static bool ask_operator(void *self, const struct mynah_question *question,
                         enum mynah_approval *approval, struct mynah_error *error)
{
    int *asked = self;
    (void)error;
    ++*asked;
    *approval =
        strstr(question->code, "SR:KICKER") ? MYNAH_APPROVAL_REJECTED : MYNAH_APPROVAL_APPROVED;
    return true;
}

struct service {
    struct mynah_world *world;
    struct mynah_generator *mock;
    struct mynah_analyzer *analyzer;
    struct mynah_loop *loop;
    struct mynah_loop_result *result;
    int asked;
};

static int start(void **state)
{
    static struct service service;
    service = (struct service){ .world = mynah_world_create(NULL, NULL) };
    service.mock = mynah_generator_create(service.world, NULL, NULL);
    struct mynah_executor *executor = mynah_executor_create(
        service.world,
        &(struct mynah_executor_options){
            .channels = "{\"SR:MAG:SP\": {\"value\": 1.0, \"max_value\": 2}, \"SR:KICKER\": 0}" },
        NULL);
    if (!executor) {
        return -1;
    }
    service.analyzer = mynah_analyzer_create(
        &(struct mynah_analyzer_options){ .target_version =
                                              mynah_executor_python_version(executor) },
        NULL);
    const struct mynah_loop_options options = {
        .generator = mynah_generator_interface(service.mock),
        .checker = mynah_analyzer_checker(service.analyzer),
        .approver = { .approve = ask_operator, .self = &service.asked },
        .executor = mynah_executor_interface(executor),
    };
    service.loop = mynah_loop_create(service.world, &options, NULL);
    *state = &service;
    return service.loop ? 0 : -1;
}

static int stop_service(void **state)
{
    struct service *service = *state;
    mynah_free(service->result);
    mynah_analyzer_destroy(service->analyzer);
    mynah_world_destroy(service->world);
    return 0;
}

// Let the mock write code that behaves as `behavior` says, to this channel, and serve a request.
static const struct mynah_loop_result *serve(struct service *service, const char *channel,
                                             const char *value)
{
    const struct mynah_parameter parameters[] = { { "channel", channel }, { "value", value } };
    const struct mynah_request request = { .user_query = "Raise the magnet a little",
                                           .task_objective = "Write its set point",
                                           .execution_folder_name = "magnet" };
    mynah_generator_set_behavior(service->mock, "channel_write", parameters, 2, NULL);
    service->result = mynah_loop_run(service->loop, &request, NULL);
    return service->result;
}

static void an_approved_write_reaches_the_channel(void **state)
{
    const struct mynah_loop_result *result = serve(*state, "SR:MAG:SP", "1.5");

    assert_loop_succeeded(result);
    assert_loop_attempts(result, 1);
    assert_loop_wrote_channel(result, "SR:MAG:SP", "1.5");
}

static void a_write_beyond_the_limit_is_held_back_and_not_tried_again(void **state)
{
    const struct mynah_loop_result *result = serve(*state, "SR:MAG:SP", "10");

    assert_loop_failed_with(result, "ChannelLimitsViolationError");
    assert_loop_attempts(result, 1);
}

static void the_operator_may_say_no(void **state)
{
    struct service *service = *state;
    const struct mynah_loop_result *result = serve(service, "SR:KICKER", "1");

    assert_loop_failed_with(result, "rejected");
    assert_int_equal(service->asked, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_approved_write_reaches_the_channel, start, stop_service),
        cmocka_unit_test_setup_teardown(a_write_beyond_the_limit_is_held_back_and_not_tried_again,
                                        start, stop_service),
        cmocka_unit_test_setup_teardown(the_operator_may_say_no, start, stop_service),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
