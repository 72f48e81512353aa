import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readArguments, writeAnswer } from "@/lib/acts/wire";
import { nastyTexts } from "../support/junk";

interface Browser {
  encodeReply: (sent: unknown[]) => Promise<string | FormData>;
  createFromReadableStream: (stream: ReadableStream, options: object) => Promise<{ a: Promise<unknown> }>;
}
// The framework's own: what stands in the browser of every page.
const browser = require("next/dist/compiled/react-server-dom-turbopack/client.edge") as Browser;
const frame = { search: "?aba=todos", buildId: "b1" };

const leaf = fc.oneof(
  fc.constantFrom(...nastyTexts, "$", "$$", "$undefined", "$1", "$D2026-01-01", null, true, 0),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.integer(),
);
const key = fc.string({ maxLength: 5 }).filter((name) => name !== "__proto__");
const { data } = fc.letrec((tie) => ({
  data: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie("data"), { maxLength: 4 }),
    fc.dictionary(key, tie("data"), { maxKeys: 4, noNullPrototype: true }),
  ),
}));
const asSent = (value: unknown) => JSON.parse(JSON.stringify(value));

async function received(text: string) {
  const answer = await browser.createFromReadableStream(new Blob([text]).stream(), {
    serverConsumerManifest: { moduleMap: null, serverModuleMap: null, moduleLoading: null },
  });
  return { ...answer, a: await answer.a };
}

describe("what a browser sends to an act", () => {
  test("is read as it was sent", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(data, { maxLength: 3 }), async (sent) => {
        const text = await browser.encodeReply(sent);
        expect(readArguments(String(text))).toEqual(asSent(sent));
      }),
      { numRuns: 300 },
    );
  });

  test.for([
    ["a date", [new Date(0)]],
    ["what is undefined", [{ a: undefined }]],
    ["a number that JSON has not", [Number.NaN]],
    ["a large number", [12n]],
  ] as const)("%s is left to React", async ([, sent]) => {
    expect(readArguments(String(await browser.encodeReply([...sent])))).toBeNull();
  });

  test.for(["", "{", "{}", '"x"', "null", '[{"__proto__": {"admin": true}}]', "[".repeat(100_000)])(
    "%s is no list of plain data",
    (text) => {
      expect(readArguments(text)).toBeNull();
    },
  );
});

describe("the answer to an act", () => {
  test("is received as it was given", async () => {
    await fc.assert(
      fc.asyncProperty(data, async (given) => {
        expect(await received(writeAnswer({ ok: true, data: given }, frame))).toEqual({
          a: { ok: true, data: asSent(given) },
          q: "?aba=todos",
          i: false,
          b: "b1",
        });
      }),
      { numRuns: 300 },
    );
  });

  test("keeps its dates, and leaves out what is undefined", async () => {
    const at = new Date("2026-03-01T12:30:00.500Z");
    const { a } = await received(writeAnswer({ ok: true, data: { at, nothing: undefined } }, frame));
    expect(a).toEqual({ ok: true, data: { at } });
  });
});
