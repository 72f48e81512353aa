import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { slot } from "@/lib/mould/cut";
import { addressSlot, cutPage, fillPage, querySlot } from "@/lib/mould/page";
import { readData } from "../support/flight";
import { nastyTexts } from "../support/junk";

const NONCE = "c29tZSBieXRlcw==";
const MARK = "0123456789abcdef";
const QUERY = querySlot(MARK);
const open = (name: string) => slot(`${MARK}_${name}`);

/** A page as the framework sends it: the same values among its elements and in the data of its scripts. */
function drawPage(more: { markup?: string; rows?: string[] } = {}): string {
  const path = `${addressSlot(MARK, "number")}?${QUERY}`;
  const rows = [
    `0:${JSON.stringify({ c: ["", "chamados", path], q: `?${QUERY}`, f: "$L1" })}`,
    `1:${JSON.stringify(["$", "p", null, { data: open("content"), nonce: NONCE, title: `${open("title")} · Guichê` }])}`,
    ...(more.rows ?? []),
  ];
  const pushed = JSON.stringify(`${rows.join("\n")}\n`).replaceAll("<", "\\u003c");
  return [
    `<!DOCTYPE html><html><head><title>${open("title")} · Guichê</title></head><body>`,
    `<main>${open("content")}<!-- -->${more.markup ?? ""}</main>`,
    `<script nonce="${NONCE}">self.__next_f.push([1,${pushed}])</script></body></html>`,
  ].join("");
}

const cut = (html: string) =>
  cutPage(html, { nonce: NONCE, mark: MARK, drawn: ["content"], told: ["title", "number"] });
const values = {
  nonce: "bmV3",
  number: "00000017",
  query: "?q=%C3%A7",
  canonicalQuery: "?q=%C3%A7",
  title: "17",
  content: "[1]",
};
const fill = (change: Partial<typeof values> = {}, content = "<p>drawn</p>") =>
  fillPage(cut(drawPage()), {
    values: { ...values, ...change },
    drawn: { content: Buffer.from(content) },
  }).toString();

describe("cutting a page", () => {
  test("each slot is filled in its own way, among the elements and in the data", () => {
    const page = fill({ title: 'a "b" <c> & d' });
    expect(page).toContain("<title>a &quot;b&quot; &lt;c&gt; &amp; d · Guichê</title>");
    expect(page).toContain("<main><p>drawn</p></main>");
    expect(page).toContain('<script nonce="bmV3">');
    expect(page).not.toContain(NONCE);
    expect(readData(page)).toEqual({
      c: ["", "chamados", "00000017?q=%C3%A7"],
      q: "?q=%C3%A7",
      f: ["$", "p", null, { data: "[1]", nonce: "bmV3", title: 'a "b" <c> & d · Guichê' }],
    });
  });

  test("no value becomes an element, ends a script or leaves its string", () => {
    const hostile = fc.oneof(
      fc.constantFrom(
        ...nastyTexts,
        "$L1",
        "$",
        "$$",
        "</script>",
        "{{nonce}}",
        '\\"',
        "\\u003c",
        "\u2028<!--",
      ),
      fc.string({ unit: "binary", maxLength: 60 }),
    );
    const expected = fill();
    const outline = expected.replaceAll(/[^<>]/g, "");
    fc.assert(
      fc.property(hostile, hostile, (title, content) => {
        const page = fill({ title, content });
        expect(page.replaceAll(/[^<>]/g, "")).toBe(outline);
        const pushed = /push\(\[1,(".*")\]\)/s.exec(page)?.[1] ?? "";
        const rows: string[] = JSON.parse(pushed).split("\n");
        const [, , , told] = JSON.parse((rows[1] ?? "").slice(2));
        const plain = (text: string) => (text.startsWith("$") ? `$${text}` : text);
        expect(told.data).toBe(plain(content));
        expect(told.title).toBe(plain(`${title} · Guichê`));
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    ["a part that waits for a script", drawPage({ markup: '<template id="B:0"></template>' })],
    ["a string behind its length", drawPage({ rows: ['2:T3,abc3:"x"'] })],
    ["no content", drawPage().replace(`<main>${open("content")}`, "<main>")],
    ["its content twice", drawPage({ markup: open("content") })],
    ["no data for its content", drawPage().replace(`\\"${open("content")}\\"`, '\\"\\"')],
    ["no data for its title", drawPage().replace(`\\"${open("title")} · Guichê\\"`, '\\"\\"')],
    ["its address elsewhere", drawPage().replace('\\"q\\":', '\\"k\\":')],
  ])("leaves a page with %s to the framework", (_what, html) => {
    expect(() => cut(html)).toThrow();
  });

  test("a slot that the framework cut in two pieces is found", () => {
    const page = drawPage();
    const ways = page.indexOf("push([1,");
    for (let at = ways + 9; at < page.lastIndexOf('"])</script>'); at += 1) {
      // A piece never ends within an escape.
      if (/\\(u[0-9a-f]{0,3})?$/.test(page.slice(ways, at))) continue;
      const cutInTwo = `${page.slice(0, at)}"])</script><script nonce="${NONCE}">self.__next_f.push([1,"${page.slice(at)}`;
      const filled = fillPage(cut(cutInTwo), { values, drawn: { content: Buffer.from("<p>drawn</p>") } });
      expect(filled.toString()).toBe(fill());
    }
  });

  test("what people wrote as a slot is theirs", () => {
    const words = "{{title}} {{content}} slot.number slot.gov.br";
    const mould = cut(drawPage({ markup: words }));
    const page = fillPage(mould, { values, drawn: { content: Buffer.from("") } }).toString();
    expect(page).toContain(`<main>${words}</main>`);
  });

  test("a slot that nobody knows is not sent", () => {
    const mould = cut(drawPage({ markup: open("stranger") }));
    expect(() => fillPage(mould, { values, drawn: { content: Buffer.from("") } })).toThrow("stranger");
  });
});
