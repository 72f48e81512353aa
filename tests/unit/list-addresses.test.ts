import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TABS } from "@/lib/desk/labels";
import { QUEUE_ORDERS, queueHref, readQueue } from "@/lib/desk/schema";
import { cleanBox, readBox } from "@/lib/search/box";
import { decodePosition, encodePosition } from "@/lib/search/cursor";
import { showing } from "@/lib/search/labels";
import { ORDER_FORMS, ORDERS, readTicketList, ticketListHref } from "@/lib/search/schema";
import { ratingsHref, readRatings } from "@/lib/surveys/address";
import { PERIODS } from "@/lib/surveys/period";
import { COUNTERS } from "@/lib/tickets/labels";

const paramsOf = (href: string) => Object.fromEntries(new URL(href, "http://portal").searchParams);
const slugs = COUNTERS.map((counter) => counter.slug);
const directions = ["asc", "desc"] as const;

const anyPosition = (width: number) =>
  fc.record({
    values: fc.array(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), {
      minLength: width,
      maxLength: width,
    }),
    id: fc.uuid(),
  });
const anyCursor = (width: number) =>
  fc.option(
    fc
      .record({ side: fc.constantFrom("after" as const, "before" as const), at: anyPosition(width) })
      .map(({ side, at }) => ({
        side,
        ...at,
      })),
    { nil: null },
  );
const anySearch = fc.string({ unit: "binary", maxLength: 250 }).map(cleanBox);

/** Anything at all in the place of an address's parameters. */
const junk = fc.dictionary(
  fc.constantFrom(
    ...["status", "q", "ordem", "sentido", "escopo", "contar", "depois", "antes", "aba", "setor"],
    ...["servico", "periodo", "de", "ate", "estrelas", "__proto__"],
  ),
  fc.oneof(fc.string({ unit: "binary" }), fc.array(fc.string()), fc.constant(undefined), fc.base64String()),
);

describe("an address", () => {
  test("of one's tickets survives being written and read", () => {
    const anyAddress = fc.constantFrom(...ORDERS).chain((order) =>
      fc.record({
        scope: fc.constantFrom("own" as const, "institution" as const),
        status: fc.constantFrom(...slugs),
        search: anySearch,
        order: fc.constant(order),
        direction: fc.constantFrom(...directions),
        cursor: anyCursor(ORDER_FORMS[order].width),
        countAll: fc.boolean(),
      }),
    );
    fc.assert(
      fc.property(anyAddress, (address) => {
        const href = ticketListHref(address, { cursor: address.cursor });
        expect(readTicketList(paramsOf(href))).toEqual(address);
      }),
    );
  });

  test("of the queue survives being written and read", () => {
    const anyAddress = fc.constantFrom(...QUEUE_ORDERS).chain((order) =>
      fc.record({
        tab: fc.constantFrom(...TABS.map(({ tab }) => tab)),
        department: fc.constantFrom("", "financas", "detran"),
        status: fc.constantFrom("open" as const, ...slugs),
        search: anySearch,
        order: fc.constant(order),
        direction: fc.constantFrom(...directions),
        cursor: anyCursor(order === "waiting" || order === "status" ? 2 : 1),
      }),
    );
    fc.assert(
      fc.property(anyAddress, (address) => {
        expect(readQueue(paramsOf(queueHref(address, { cursor: address.cursor })))).toEqual(address);
      }),
    );
  });

  test("of the ratings survives being written and read", () => {
    const today = "2026-11-21";
    for (const { period } of PERIODS) {
      const days = { from: "2026-03-01", to: "2026-04-15" };
      const base = readRatings({ periodo: PERIODS.find((one) => one.period === period)?.slug }, today);
      const address = { ...base, ...(period === "custom" ? { days } : {}), service: "ipva", stars: 4 };
      expect(readRatings(paramsOf(ratingsHref(address)), today)).toEqual(address);
    }
  });

  test("of any content is read without failing", () => {
    fc.assert(
      fc.property(junk, (raw) => {
        readTicketList(raw);
        readQueue(raw);
        const { days } = readRatings(raw, "2026-11-21");
        expect(days.from <= days.to).toBe(true);
      }),
    );
  });

  test("falls back to the usual where it makes no sense", () => {
    const usual = readTicketList({});
    expect(
      readTicketList({ status: "x", ordem: "titulo; drop", sentido: "up", escopo: "tudo", depois: "zzz" }),
    ).toEqual(usual);
    expect(ticketListHref(usual)).toBe("/chamados");
    expect(queueHref(readQueue({ aba: "minha", setor: "../x" }))).toBe("/fila");
    expect(ratingsHref(readRatings({ periodo: "sempre", de: "0000-01-01" }, "2026-11-21"))).toBe(
      "/gestao/avaliacoes",
    );
  });

  test("begins again at the first page when anything else changes", () => {
    const cursor = { side: "after" as const, values: [5], id: "0192a000-0000-7000-8000-000000000000" };
    const address = { ...readTicketList({}), cursor };
    expect(ticketListHref(address, { status: "novo" })).toBe("/chamados?status=novo");
    expect(ticketListHref(address, { cursor })).toContain("depois=");
  });
});

describe("a cursor", () => {
  test("comes back as it was, in its own order only", () => {
    fc.assert(
      fc.property(anyPosition(2), (position) => {
        const text = encodePosition("status.asc", position);
        expect(decodePosition("status.asc", 2, text)).toEqual(position);
        expect(decodePosition("status.desc", 2, text)).toBeNull();
        expect(decodePosition("status.asc", 1, text)).toBeNull();
        expect(text).toMatch(/^[\w-]+$/);
      }),
    );
  });

  test("is none when made up", () => {
    const made = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const id = "0192a000-0000-7000-8000-000000000000";
    for (const value of [
      ["o", ["1"], id],
      ["o", [1.5], id],
      ["o", [1], "x"],
      ["o", [1e300], id],
      {},
      null,
      1,
    ]) {
      expect(decodePosition("o", 1, made(value))).toBeNull();
    }
  });
});

describe("the search box", () => {
  test("reads numbers and identifiers in every spelling", () => {
    expect(readBox("00002172")?.number).toBe(2172);
    expect(readBox(" #2172 ")?.number).toBe(2172);
    const plate = [{ kind: "plate", value: "ABC1C34" }];
    for (const text of ["ABC1234", "abc-1234", "ABC1C34", "abc 1c34"]) {
      expect(readBox(text)?.identifiers).toEqual(plate);
    }
    expect(readBox("529.982.247-25")?.identifiers).toContainEqual({ kind: "cpf", value: "52998224725" });
    expect(readBox("9bw zzz377vt004251")?.identifiers).toContainEqual({
      kind: "chassis",
      value: "9BWZZZ377VT004251",
    });
  });

  test("tells identifiers from the words around them", () => {
    expect(readBox("furto ABC-1234 gravame")).toMatchObject({
      words: "furto gravame",
      among: [{ word: "ABC-1234", identifiers: [{ kind: "plate", value: "ABC1C34" }] }],
    });
    expect(readBox("furto -ABC1234")).toMatchObject({ words: "furto -ABC1234", among: [] });
    expect(readBox('"furto ABC1234"')).toMatchObject({ words: '"furto ABC1234"', among: [] });
  });

  test("keeps nothing that a database would refuse, and cleaning twice changes nothing", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => {
        const clean = cleanBox(text);
        expect(clean).not.toMatch(/[\p{Cc}\p{Cs}]/u);
        expect([...clean].length).toBeLessThanOrEqual(200);
        expect(cleanBox(clean)).toBe(clean);
        readBox(text);
      }),
    );
    expect(readBox(" \0 ")).toBeNull();
  });
});

test("a page says where it stands", () => {
  const rows = Array.from({ length: 25 });
  expect(showing({ rows, first: 26, total: { count: 312, more: false } })).toBe("Mostrando 26–50 de 312");
  expect(showing({ rows, first: 1, total: { count: 10_000, more: true } })).toBe(
    "Mostrando 1–25 de mais de 10.000",
  );
});
