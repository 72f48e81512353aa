import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { RichText } from "@/components/richtext/rich-text";
import { parseDocument } from "@/lib/richtext/parse";
import type { RichDocument } from "@/lib/richtext/schema";
import { hostileAddresses, hostileWords } from "../support/payloads";

const ID = "0198c0de-0000-7000-8000-000000000001";
const doc = (...content: unknown[]) => ({ type: "doc", content });
const paragraph = (text: string, ...marks: unknown[]) => ({
  type: "paragraph",
  content: [{ type: "text", text, marks }],
});

function html(json: unknown): string {
  const parsed = parseDocument(json);
  if (!parsed.ok) throw new Error(parsed.message);
  return renderToStaticMarkup(<RichText document={parsed.document} />);
}

/** As if it had been stored without any check. */
const unchecked = (json: unknown) => renderToStaticMarkup(<RichText document={json as RichDocument} />);

describe("a document on the page", () => {
  it("is made of plain elements", () => {
    const item = (text: string) => ({ type: "listItem", content: [paragraph(text)] });
    expect(
      html(
        doc(
          paragraph("a", { type: "bold" }, { type: "italic" }),
          { type: "orderedList", attrs: { start: 3 }, content: [item("b")] },
          { type: "blockquote", content: [paragraph("c")] },
          { type: "codeBlock", content: [{ type: "text", text: "<d>" }] },
          { type: "paragraph" },
        ),
      ),
    ).toBe(
      '<div class="richtext"><p><strong><em>a</em></strong></p><ol start="3"><li><p>b</p></li></ol>' +
        '<blockquote><p>c</p></blockquote><pre tabindex="0"><code>&lt;d&gt;</code></pre></div>',
    );
  });

  it("opens links elsewhere, without telling where from, and says so", () => {
    const link = (href: string) => html(doc(paragraph("x", { type: "link", attrs: { href } })));
    expect(link("https://a.example")).toContain(
      '<a href="https://a.example/" target="_blank" rel="noopener noreferrer nofollow ugc">x<span class="sr-only"> (abre em outra aba)</span></a>',
    );
    expect(link("mailto:ana@a.example")).toContain('<a href="mailto:ana@a.example">x</a>');
  });

  it("shows images from the portal only, with their size known before they load", () => {
    const image = { type: "image", attrs: { attachmentId: ID, alt: '"tela"', width: 1440, height: 600 } };
    expect(html(doc(image))).toContain(
      `<img src="/api/attachments/${ID}?v=view" alt="&quot;tela&quot;" width="720" height="300" loading="lazy" decoding="async"/>`,
    );
  });

  it.each(hostileWords)("shows %j as words", (text) => {
    const shown = html(doc(paragraph(text), { type: "codeBlock", content: [{ type: "text", text }] }));
    expect(shown.replace(/<\/?(div|p|pre|code)( class="richtext"| tabindex="0")?>/g, "")).not.toMatch(/[<>]/);
  });

  it.each(hostileAddresses)("never links to %j, even when stored unchecked", (href) => {
    expect(unchecked(doc(paragraph("x", { type: "link", attrs: { href } })))).not.toContain("href");
  });

  it.each(["script", "iframe", "html", "heading", "__proto__"])(
    "renders nothing of a %s, even when stored unchecked",
    (type) => {
      const attrs = { src: "https://evil.example", html: "<img src=x onerror=alert(1)>" };
      expect(unchecked(doc({ type, attrs, content: [{ type: "text", text: "alert(1)" }] }))).toBe(
        '<div class="richtext"></div>',
      );
    },
  );
});
