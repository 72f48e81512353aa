import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { pack, unpack } from "@/lib/screens/pack";
import { isOpen } from "@/lib/screens/places";
import { nastyTexts } from "../support/junk";

const at = new Date("2026-03-01T12:30:00.500Z");

test("dates come back as dates, wherever they stand, and texts that look like them as texts", () => {
  const data = {
    at,
    text: at.toISOString(),
    list: [{ at, none: null }, [at]],
    "a.b": { 0: at },
    ok: true,
    n: 1.5,
  };
  expect(unpack(pack(data))).toEqual(data);
});

test("what is undefined is left out", () => {
  expect(unpack(pack({ a: undefined, b: 1 }))).toEqual({ b: 1 });
});

test("whatever people wrote comes back as it was, and never looks like an open place", () => {
  const leaf = fc.oneof(
    fc.constantFrom(...nastyTexts, "__proto__", "{{content}}", null, true),
    fc.string({ unit: "binary", maxLength: 20 }),
    fc.integer(),
    fc.date({ noInvalidDate: true }),
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(tie("tree"), { maxLength: 4 }),
      fc.dictionary(
        fc.oneof(fc.constantFrom("0", "length", "toJSON", "a.b"), fc.string({ maxLength: 5 })),
        tie("tree"),
        {
          maxKeys: 4,
          noNullPrototype: true,
        },
      ),
    ),
  }));
  fc.assert(
    fc.property(tree, (value) => {
      const packed = pack({ value });
      expect(unpack(packed)).toEqual({ value });
      expect(isOpen(packed)).toBe(false);
    }),
    { numRuns: 1_000 },
  );
});

test("whoever unpacks moments shows them in their zone without asking for its rules", async () => {
  const timeZone = "America/Porto_Velho";
  const moments = [at, new Date("2019-07-02T03:59:00Z"), new Date("2018-11-04T02:00:00Z")];
  const shown = { rows: [{ timeZone, moments }, { timeZone: "America/Sao_Paulo" }] };
  const packed = pack(shown);
  vi.resetModules();
  const browser = {
    ...(await import("@/lib/clock")),
    unpack: (await import("@/lib/screens/pack")).unpack<typeof shown>,
  };
  const asked = vi.spyOn(Intl, "DateTimeFormat");
  const data = browser.unpack(packed);
  const clocks = data.rows[0]?.moments?.map((moment) => browser.wallClock(moment, timeZone));
  expect(clocks).toMatchObject([
    { day: 1, hour: 8, minute: 30 },
    { day: 1, hour: 23, minute: 59 },
    { day: 3, hour: 22, minute: 0 },
  ]);
  expect(asked).not.toHaveBeenCalled();
  // São Paulo changed its clock on that day: its rules are asked.
  expect(browser.wallClock(new Date("2018-11-04T02:00:00Z"), "America/Sao_Paulo")).toMatchObject({
    hour: 23,
  });
  expect(asked).toHaveBeenCalledOnce();
  asked.mockRestore();
});

test("an answer that happens to be called like a zone is an answer", () => {
  const answers = { timeZone: "Lua/Mar da Tranquilidade", at };
  expect(unpack(pack({ answers }))).toEqual({ answers });
});

test("however many ways to write a zone people make up, nothing is asked about them", () => {
  const asked = vi.spyOn(Intl, "DateTimeFormat");
  const spellings = Array.from({ length: 1 << 11 }, (_, at) =>
    [..."america/lima"].map((letter, place) => ((at >> place) & 1 ? letter.toUpperCase() : letter)).join(""),
  );
  const every = [...Intl.supportedValuesOf("timeZone")].map((timeZone) => ({ timeZone }));
  pack({ at, drafts: spellings.map((timeZone) => ({ timeZone })) });
  // Its proper name is among them.
  expect(asked.mock.calls.length).toBeLessThanOrEqual(1);
  pack({ at, every });
  expect(asked.mock.calls.length).toBeLessThanOrEqual(9);
  asked.mockRestore();
});
