// SPDX-License-Identifier: Apache-2.0
//
// usage: node sdks.mjs MYNAH SCENARIO
//
// The SDKs of OpenAI and Anthropic against `mynah serve`: answers, tools, retries, errors, faults,
// many at once, large requests.  Prints TAP; without the SDKs nothing is tested, and that is said.

import { spawn } from "node:child_process";
import { deepStrictEqual, ok } from "node:assert";

let OpenAI, Anthropic;
try {
    OpenAI = (await import("openai")).default;
    Anthropic = (await import("@anthropic-ai/sdk")).default;
} catch {
    console.log("1..0 # SKIP the SDKs are not there: ./dev test fetches them");
    process.exit(0);
}

const [, , mynah, scenario] = process.argv;
const server = spawn(mynah, ["serve", "--scenario", scenario], { stdio: ["ignore", "pipe", "inherit"] });
const urls = await new Promise((told) => server.stdout.once("data", (line) => told(JSON.parse(line))));
const openai = new OpenAI({ baseURL: urls.openai, apiKey: "k" });
const anthropic = new Anthropic({ baseURL: urls.anthropic, apiKey: "k" });
const user = (content) => [{ role: "user", content }];

// What each SDK makes of a prompt, as the text of the answer: whole and streamed.
async function chatStream(content) {
    let text = "";
    const stream = await openai.chat.completions.create({ model: "m", stream: true, messages: user(content) });
    for await (const chunk of stream) {
        text += chunk.choices[0]?.delta?.content ?? "";
    }
    return text;
}

async function messageStream(content) {
    const stream = anthropic.messages.stream({ model: "m", max_tokens: 99, messages: user(content) });
    return (await stream.finalMessage()).content[0].text;
}

const ways = {
    "chat": async (content) =>
        (await openai.chat.completions.create({ model: "m", messages: user(content) })).choices[0].message.content,
    "chat stream": chatStream,
    "responses": async (content) => (await openai.responses.create({ model: "m", input: content })).output_text,
    "responses stream": async (content) =>
        (await openai.responses.stream({ model: "m", input: content }).finalResponse()).output_text,
    "messages": async (content) =>
        (await anthropic.messages.create({ model: "m", max_tokens: 99, messages: user(content) })).content[0].text,
    "messages stream": messageStream,
};

// Text, or the name of an error and what it has; for streams and the rest, for OpenAI and Anthropic.
const error = (name, members = {}) => ({ name, members });
const all = (outcome) => Object.fromEntries(Object.keys(ways).map((way) => [way, outcome]));
const both = (ours, theirs) =>
    Object.fromEntries(Object.keys(ways).map((way) => [way, way.startsWith("messages") ? theirs : ours]));
const streams = (chat, responses, messages) => ({
    "chat stream": chat, "responses stream": responses, "messages stream": messages,
});
const bodies = (name) => Object.fromEntries(["chat", "responses", "messages"].map((way) => [way, error(name)]));
const broken = streams(error("TypeError"), error("OpenAIError"), error("AnthropicError"));
const garbled = streams(error("SyntaxError"), error("OpenAIError"), error("AnthropicError"));

const expected = {
    "plain": all("Hello, grüezi"),
    "limited": all("At last."),
    "bad request": both(
        error("BadRequestError", { status: 400, code: "context_length_exceeded", param: "messages" }),
        error("BadRequestError", { status: 400, type: "invalid_request_error" })),
    "no key": both(error("AuthenticationError", { code: "invalid_api_key" }),
        error("AuthenticationError", { type: "authentication_error" })),
    "no right": all(error("PermissionDeniedError", { status: 403 })),
    "nothing at all": all(error("NotFoundError", { status: 404 })),
    "broken": all(error("InternalServerError", { status: 500 })),
    "overloaded": both(error("InternalServerError", { status: 529 }),
        error("OverloadedError", { status: 529, type: "overloaded_error" })),
    "no retry": both(error("RateLimitError", { type: "requests" }), error("RateLimitError", { type: "rate_limit_error" })),
    "cut": { ...broken, ...bodies("TypeError") },
    "cut-clean": { ...streams("a b ", "a b ", error("AnthropicError")), ...bodies("SyntaxError") },
    "cut-event": { ...broken, ...bodies("TypeError") },
    "cut-utf8": { ...broken, ...bodies("SyntaxError") },
    "reset": { ...broken, ...bodies("TypeError") },
    "bad-json": { ...garbled, ...bodies("SyntaxError") },
    "bad-chunk": { ...broken, ...bodies("TypeError") },
    "trickle": all("a b c d"),
    "stall": all("a b c d"),
    "content-type": streams("a b c d", "a b c d", "a b c d"),
    "error-event": {
        ...streams(error("APIError", { message: "Oops" }), error("Object", { message: "Oops" }), error("APIError")),
        ...bodies("InternalServerError"),
    },
};

let number = 0, failed = 0;
async function test(name, body) {
    number++;
    try {
        await body();
        console.log(`ok ${number} - ${name}`);
    } catch (wrong) {
        failed++;
        console.log(`not ok ${number} - ${name}\n# ${String(wrong.message).replaceAll("\n", "\n# ")}`);
    }
}

// The SDK reports broken events to the console as well.
console.error = () => {};

for (const [prompt, outcomes] of Object.entries(expected)) {
    for (const [way, outcome] of Object.entries(outcomes)) {
        await test(`${prompt}, ${way}`, async () => {
            let text, thrown;
            try {
                text = await ways[way](prompt);
            } catch (wrong) {
                thrown = wrong;
            }
            if (typeof outcome === "string") {
                deepStrictEqual(thrown, undefined);
                deepStrictEqual(text, outcome);
                return;
            }
            deepStrictEqual(thrown?.constructor.name, outcome.name, `${text}${thrown}`);
            for (const [member, value] of Object.entries(outcome.members)) {
                deepStrictEqual(thrown[member], value);
            }
        });
    }
}

const calls = [["get_weather", { city: "Bern" }], ["get_time", { zone: "CET" }]];
const functions = calls.map(([name]) => ({
    type: "function",
    function: { name, parse: JSON.parse, parameters: { type: "object", properties: {} }, function: () => "sunny" },
}));

for (const stream of [false, true]) {
    await test(`a loop of tools in chat, stream ${stream}`, async () => {
        const runner = openai.chat.completions.runTools({ model: "m", stream, messages: user("weather"), tools: functions });
        deepStrictEqual(await runner.finalContent(), "It is sunny.");
        const told = runner.messages.find((message) => message.tool_calls).tool_calls;
        deepStrictEqual(told.map((call) => [call.function.name, JSON.parse(call.function.arguments)]), calls);
    });
    await test(`a loop of tools in messages, stream ${stream}`, async () => {
        const messages = user("weather");
        const ask = async () => {
            const request = { model: "m", max_tokens: 99, messages };
            return stream ? anthropic.messages.stream(request).finalMessage() : anthropic.messages.create(request);
        };
        const first = await ask();
        deepStrictEqual(first.stop_reason, "tool_use");
        deepStrictEqual(first.content.map((block) => [block.name, block.input]), calls);
        messages.push({ role: "assistant", content: first.content });
        messages.push({ role: "user", content: first.content.map((block) =>
            ({ type: "tool_result", tool_use_id: block.id, content: "sunny" })) });
        deepStrictEqual((await ask()).content[0].text, "It is sunny.");
    });
    await test(`a loop of tools in responses, stream ${stream}`, async () => {
        const input = user("weather");
        const ask = async () => stream ? openai.responses.stream({ model: "m", input }).finalResponse()
                                       : openai.responses.create({ model: "m", input });
        const first = await ask();
        deepStrictEqual(first.output.map((item) => [item.name, JSON.parse(item.arguments)]), calls);
        input.push(...first.output.map(({ type, call_id, name, arguments: text }) => ({ type, call_id, name, arguments: text })));
        input.push(...first.output.map((item) => ({ type: "function_call_output", call_id: item.call_id, output: "sunny" })));
        deepStrictEqual((await ask()).output_text, "It is sunny.");
    });
}

// What comes before any answer, without the tries that SDKs make after it.
const once = { apiKey: "k", timeout: 500, maxRetries: 0 };
const hasty = new OpenAI({ baseURL: urls.openai, ...once });
const hastyToo = new Anthropic({ baseURL: urls.anthropic, ...once });
const hastyWays = {
    "chat": (content) => hasty.chat.completions.create({ model: "m", messages: user(content) }),
    "responses": (content) => hasty.responses.create({ model: "m", input: content }),
    "messages": (content) => hastyToo.messages.create({ model: "m", max_tokens: 99, messages: user(content) }),
};
const noAnswer = {
    "hang": "APIConnectionTimeoutError",
    "close": "APIConnectionError",
    "bad-header": "APIConnectionError",
    "raw": "APIConnectionError",
};
for (const [prompt, outcome] of Object.entries(noAnswer)) {
    for (const [way, ask] of Object.entries(hastyWays)) {
        await test(`${prompt}, ${way}`, async () => {
            const thrown = await ask(prompt).catch((wrong) => wrong);
            deepStrictEqual(thrown.constructor.name, outcome, String(thrown));
        });
    }
}
await test("addresses from the environment", async () => {
    Object.assign(process.env, {
        OPENAI_BASE_URL: urls.openai, OPENAI_API_KEY: "k", ANTHROPIC_BASE_URL: urls.anthropic, ANTHROPIC_API_KEY: "k",
    });
    const first = await new OpenAI().responses.create({ model: "m", input: "plain" });
    deepStrictEqual(first.output_text, "Hello, grüezi");
    const second = await new Anthropic().messages.create({ model: "m", max_tokens: 99, messages: user("plain") });
    deepStrictEqual(second.content[0].text, "Hello, grüezi");
});
await test("usage at the end of a stream", async () => {
    const stream = openai.chat.completions.stream({ model: "m", messages: user("plain"), stream_options: { include_usage: true } });
    ok((await stream.finalChatCompletion()).usage.total_tokens > 0);
});
await test("models", async () => {
    deepStrictEqual((await openai.models.list()).data.map((model) => model.id), ["gpt-5", "claude-opus-4-5"]);
    deepStrictEqual((await anthropic.models.list()).data.map((model) => model.id), ["gpt-5", "claude-opus-4-5"]);
});
await test("one model", async () => {
    deepStrictEqual((await openai.models.retrieve("gpt-5")).id, "gpt-5");
    deepStrictEqual((await anthropic.models.retrieve("claude-opus-4-5")).display_name, "claude-opus-4-5");
    const thrown = await openai.models.retrieve("gpt-2").catch((wrong) => wrong);
    deepStrictEqual([thrown.constructor.name, thrown.code], ["NotFoundError", "model_not_found"]);
});
await test("two choices", async () => {
    const asked = { model: "m", n: 2, messages: user("plain") };
    const whole = await openai.chat.completions.create(asked);
    const streamed = await openai.chat.completions.stream(asked).finalChatCompletion();
    for (const { choices } of [whole, streamed]) {
        deepStrictEqual(choices.map(({ index, message }) => [index, message.content]), [[0, "Hello, grüezi"], [1, "Hello, grüezi"]]);
    }
});
await test("64 at once", async () => {
    const names = Object.keys(ways);
    const texts = await Promise.all(Array.from({ length: 64 }, (_, i) => ways[names[i % names.length]]("plain")));
    ok(texts.every((text) => text === "Hello, grüezi"));
});
await test("a request of two megabytes", async () => {
    deepStrictEqual(await ways["responses"](`plain ${"x".repeat(2 << 20)}`), "Hello, grüezi");
});

server.kill();
const [code, signal] = await new Promise((told) => server.once("exit", (...how) => told(how)));
await test("the server ends when it is told", () => deepStrictEqual([code, signal], [0, null]));
console.log(`1..${number}`);
process.exit(failed ? 1 : 0);
