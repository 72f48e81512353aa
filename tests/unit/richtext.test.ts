import { getSchema } from "@tiptap/core";
import { Node } from "@tiptap/pm/model";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromPlainText, imageIds, isEmpty, plainText } from "@/lib/richtext/document";
import { extensions } from "@/lib/richtext/extensions";
import { hrefFromTyping, safeHref } from "@/lib/richtext/href";
import { parseDocument } from "@/lib/richtext/parse";
import { MARK_ORDER, type RichBlock, type RichDocument } from "@/lib/richtext/schema";
import { hostileAddresses, hostileNodes, hostileWords } from "../support/payloads";

const ID = "0198c0de-0000-7000-8000-000000000001";
const doc = (...content: unknown[]) => ({ type: "doc", content });
const paragraph = (text: string, ...marks: unknown[]) => ({
  type: "paragraph",
  content: [{ type: "text", text, ...(marks.length > 0 && { marks }) }],
});
const image = { type: "image", attrs: { attachmentId: ID, alt: "tela", width: 640, height: 480 } };
const item = (...content: unknown[]) => ({ type: "listItem", content });

function parsed(json: unknown): RichDocument {
  const result = parseDocument(json);
  if (!result.ok) throw new Error(result.message);
  return result.document;
}

const sample = parsed(
  doc(
    paragraph("Olá"),
    {
      type: "bulletList",
      content: [
        item(paragraph("um"), {
          type: "orderedList",
          attrs: { start: 3 },
          content: [item(paragraph("a")), item(paragraph("b"))],
        }),
        item(paragraph("dois")),
      ],
    },
    { type: "blockquote", content: [paragraph("citado")] },
    { type: "codeBlock", content: [{ type: "text", text: "x = 1\ny = 2" }] },
    image,
    {
      type: "paragraph",
      content: [{ type: "text", text: "fim" }, { type: "hardBreak" }, { type: "text", text: "mesmo" }],
    },
  ),
);

describe("a document", () => {
  it("is taken as the editor gives it", () => {
    expect(parsed(JSON.parse(JSON.stringify(sample)))).toEqual(sample);
    expect(parsed(doc({ type: "paragraph" }))).toEqual(doc({ type: "paragraph" }));
  });

  it("keeps only the attributes that are known", () => {
    const onclick = { onclick: "alert(1)", class: "x", style: "position:fixed" };
    const link = {
      type: "link",
      attrs: { href: "https://a.example/", target: "_self", rel: "opener", ...onclick },
    };
    const dirty = doc(
      { ...paragraph("x", link), attrs: onclick, onclick: "x" },
      { ...image, attrs: { ...image.attrs, src: "https://evil.example/x.svg", ...onclick } },
      { type: "codeBlock", attrs: { language: "js" }, content: [{ type: "text", text: "x" }] },
    );
    expect(parsed(JSON.parse(JSON.stringify(dirty)))).toEqual(
      doc(paragraph("x", { type: "link", attrs: { href: "https://a.example/" } }), image, {
        type: "codeBlock",
        content: [{ type: "text", text: "x" }],
      }),
    );
  });

  it("puts marks in the editor's order", () => {
    const [block] = parsed(doc(paragraph("x", { type: "underline" }, { type: "bold" }))).content;
    expect(block).toEqual(paragraph("x", { type: "bold" }, { type: "underline" }));
    expect(Object.keys(getSchema(extensions).marks)).toEqual([...MARK_ORDER]);
  });

  it("shows a mark where a character cannot be stored", () => {
    expect(plainText(parsed(doc(paragraph("a\u0000b\ud800"))))).toBe("a\ufffdb\ufffd");
  });

  it.each(hostileNodes.map((node) => [node]))("refuses %j, in words", (node) => {
    for (const json of [doc(node), doc({ type: "blockquote", content: [node] })]) {
      const result = parseDocument(json);
      expect(!result.ok && result.message).toMatch(/^Há no texto algo que não pode ser guardado/);
    }
  });

  it.each([null, undefined, "texto", 1, [], {}, { type: "doc" }, { type: "paragraph" }, doc()])(
    "refuses %j as a whole",
    (json) => expect(parseDocument(json).ok).toBe(false),
  );

  it.each(hostileAddresses)("refuses a link to %j", (href) => {
    expect(safeHref(href)).toBeNull();
    expect(parseDocument(doc(paragraph("x", { type: "link", attrs: { href } }))).ok).toBe(false);
  });

  it.each(["https://a.example/x?y=1#z", "http://a.example", "mailto:ana@a.example", "tel:+5569984000000"])(
    "takes a link to %s",
    (href) => expect(parseDocument(doc(paragraph("x", { type: "link", attrs: { href } }))).ok).toBe(true),
  );

  it("cannot be used to reach a prototype", () => {
    const json = JSON.parse(
      '{"type":"doc","__proto__":{"polluted":1},"content":[{"type":"paragraph","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}]}',
    );
    expect(JSON.stringify(parsed(json))).toBe('{"type":"doc","content":[{"type":"paragraph"}]}');
    expect({}).not.toHaveProperty("polluted");
  });

  it("has limits that are told", () => {
    let deep: unknown = paragraph("x");
    for (let i = 0; i < 100_000; i++) deep = { type: "blockquote", content: [deep] };
    const message = (json: unknown) => {
      const result = parseDocument(json);
      return result.ok ? "" : result.message;
    };
    expect(message(doc(deep))).toMatch(/uma dentro da outra/);
    expect(message(doc(paragraph("a".repeat(50_001))))).toMatch(/longo demais. Use até 50.000 caracteres/);
    expect(message(doc(...Array.from({ length: 5001 }, () => ({ type: "paragraph" }))))).toMatch(
      /longo demais/,
    );
    expect(message(doc(...Array.from({ length: 31 }, () => image)))).toMatch(/no máximo 30 imagens/);
  });

  it("never throws on any value", () => {
    fc.assert(
      fc.property(fc.anything(), (json) => void parseDocument(json)),
      { numRuns: 500 },
    );
  });
});

describe("what is taken and the editor's schema", () => {
  const words = fc.string({ unit: "grapheme", minLength: 1, maxLength: 10 });
  const someMarks = fc.uniqueArray(
    fc.oneof(
      fc.constantFrom("bold", "code", "italic", "strike", "underline", "heading").map((type) => ({ type })),
      fc
        .constantFrom("https://a.example/", "javascript:x")
        .map((href) => ({ type: "link", attrs: { href } })),
    ),
    { maxLength: 3 },
  );
  const text = fc.record(
    { type: fc.constant("text"), text: words, marks: someMarks },
    { requiredKeys: ["type", "text"] },
  );
  const { block } = fc.letrec<{ block: unknown; item: unknown }>((tie) => {
    const blocks = fc.array(tie("block"), { maxLength: 3 });
    const node = (type: string, content: fc.Arbitrary<unknown[]>) =>
      fc.record({ type: fc.constant(type), content });
    return {
      item: fc.oneof(
        { weight: 5, arbitrary: node("listItem", blocks) },
        { weight: 1, arbitrary: tie("block") },
      ),
      block: fc.oneof(
        { maxDepth: 4 },
        node("paragraph", fc.array(fc.oneof(text, fc.constant({ type: "hardBreak" })), { maxLength: 3 })),
        fc.constant(image),
        node("codeBlock", fc.array(text, { maxLength: 1 })),
        node("blockquote", blocks),
        node("bulletList", fc.array(tie("item"), { maxLength: 2 })),
        node("orderedList", fc.array(tie("item"), { maxLength: 2 })),
      ),
    };
  });
  const schema = getSchema(extensions);

  it("agree: whatever is taken passes the schema's check and comes back unchanged", () => {
    let taken = 0;
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 3 }), (content) => {
        const result = parseDocument(doc(...content));
        if (!result.ok) return;
        taken++;
        expect(parsed(result.document)).toEqual(result.document);
        plainText(result.document);
      }),
      { numRuns: 2000 },
    );
    expect(taken).toBeGreaterThan(200);
  });

  it("agree: whatever the schema refuses is refused", () => {
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 3 }), (content) => {
        const passes = () => {
          try {
            Node.fromJSON(schema, doc(...content)).check();
            return true;
          } catch {
            return false;
          }
        };
        // Marks in another order are put right, and marks of code or breaks are dropped, rather than refused.
        const marked = JSON.stringify(content).includes('"marks":[{');
        if (!marked) expect(parseDocument(doc(...content)).ok).toBe(passes());
      }),
      { numRuns: 2000 },
    );
  });
});

describe("reading a document", () => {
  it("gives its words", () => {
    expect(plainText(sample)).toBe(
      "Olá\n\n- um\n  3. a\n  4. b\n- dois\n\n> citado\n\nx = 1\ny = 2\n\n[imagem: tela]\n\nfim\nmesmo",
    );
  });

  it.each(hostileWords)("gives %j back as the same words", (text) => {
    expect(plainText(parsed(doc(paragraph(text))))).toBe(text);
  });

  it("knows when there is nothing in it", () => {
    const nothing: RichBlock[] = [
      { type: "paragraph", content: [{ type: "text", text: " \u00a0" }, { type: "hardBreak" }] },
    ];
    expect(isEmpty({ type: "doc", content: nothing })).toBe(true);
    expect(isEmpty(fromPlainText(""))).toBe(true);
    expect(isEmpty(parsed(doc({ type: "bulletList", content: [item({ type: "paragraph" })] })))).toBe(true);
    expect(isEmpty(parsed(doc({ type: "blockquote", content: [image] })))).toBe(false);
    expect(isEmpty(sample)).toBe(false);
  });

  it("finds its images, each once", () => {
    expect(imageIds(parsed(doc(image, { type: "blockquote", content: [image] })))).toEqual([ID]);
    expect(imageIds(fromPlainText("x"))).toEqual([]);
  });

  it("makes a document of plain text", () => {
    expect(fromPlainText("um\r\ndois\n\n\ntrês")).toEqual(
      doc(
        {
          type: "paragraph",
          content: [{ type: "text", text: "um" }, { type: "hardBreak" }, { type: "text", text: "dois" }],
        },
        paragraph("três"),
      ),
    );
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(parseDocument(fromPlainText(text)).ok).toBe(true);
      }),
    );
  });
});

describe("an address as typed", () => {
  it.each([
    ["detran.ro.gov.br", "https://detran.ro.gov.br/"],
    [" https://a.example/x ", "https://a.example/x"],
    ["a.example:8080/x", "https://a.example:8080/x"],
    ["ana@a.example", "mailto:ana@a.example"],
    ["tel:+5569984000000", "tel:+5569984000000"],
    ["javascript:alert(1)", null],
    ["duas palavras", null],
    ["localhost", null],
    ["", null],
  ])("%j is %j", (typed, href) => expect(hrefFromTyping(typed)).toBe(href));
});
