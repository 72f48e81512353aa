import { expect, it } from "vitest";
import { cleanName } from "@/lib/attachments/name";
import { bodyOf, writtenIn } from "@/lib/incoming/body";
import { type Line, wordsOf } from "@/lib/incoming/lines";
import { plainText } from "@/lib/richtext/document";

/** Milliseconds that are many times what any of this takes, and less than it takes where time grows with the square. */
const LONG = 5_000;

const read = (html: string, text: string | null = null) =>
  writtenIn({ html, text, subject: "IPVA", files: [], references: "" });

function within<T>(milliseconds: number, work: () => T): T {
  const began = performance.now();
  const result = work();
  expect(performance.now() - began).toBeLessThan(milliseconds);
  return result;
}

it.each([
  ["paragraphs in items that never end", "<li><p>".repeat(142_000)],
  ["elements whose ends are others'", "<b></i>".repeat(142_000)],
  ["cells of tables of cells", "<table><tr><td>".repeat(66_000)],
  ["lists of lists", `${"<ul><li>a".repeat(990)}${"b".repeat(950_000)}`],
])("%s, deeper than anybody nests, are not looked at: the plain text is", (_, html) => {
  const { lines, cut } = within(LONG, () => read(html, "Paguei duas vezes."));
  expect(wordsOf(lines)).toBe("Paguei duas vezes.");
  expect(cut).toBe(false);
  expect(read(html)).toMatchObject({ lines: [], cut: true });
});

it.each([
  ["elements that end", "<b>a</b></i><br>".repeat(62_000)],
  ["paragraphs that end each other", "<p>a".repeat(250_000)],
  ["items that end each other", `<ul>${"<li>a".repeat(190_000)}`],
  ["elements within elements as deep as may be", `${"<b>".repeat(990)}${"a</p>".repeat(190_000)}`],
])("%s, a million letters of them, are read", (_, html) => {
  const { lines } = within(LONG, () => read(html));
  expect(wordsOf(lines)).toContain("a");
});

/** How many letters lists hold for the rules, beside the words themselves. */
const held = (lines: readonly Line[]): number =>
  lines.reduce((sum, { text, list }) => sum + text.length + held(list?.items.flat() ?? []), 0);

it("lists within lists hold their words a few times at most, and can be kept however deep they are", () => {
  const html = `${"<ul><li>a".repeat(450)}${"b".repeat(300_000)}`;
  const { lines } = read(html);
  expect(held(lines)).toBeLessThan(20 * html.length);
  const words = plainText(bodyOf(lines, new Map(), []) ?? { type: "doc", content: [] });
  expect(words).toContain("bbbb");
  expect(words).toContain("continua no e-mail original");
});
it("lists deeper than a text may hold them are lines, one for each item", () => {
  const html = `${"<ul><li>a".repeat(40)}<li>b<li>c${"</ul>".repeat(40)}<p>Até logo.</p>`;
  const { lines, cut } = read(html);
  const words = plainText(bodyOf(lines, new Map(), []) ?? { type: "doc", content: [] });
  expect(words.match(/^[\s-]*a$/gm)).toHaveLength(40);
  expect(words).toMatch(/\n\s*b\n\s*c\n+Até logo\.$/);
  expect(cut).toBe(false);
});

it.each(["<img", "<img ", "<img src=", '<img src="data:image/png;base64,', "<", ">", '"', " ", "\n"])(
  "twenty megabytes of %j hold no picture",
  (piece) => {
    const html = piece.repeat(Math.floor(19_900_000 / piece.length));
    expect(within(LONG, () => read(html))).toMatchObject({ lines: [], pictures: [] });
  },
);

it("a file's name of dots alone is told within moments", () => {
  expect(within(LONG, () => cleanName(`x${".".repeat(200_000)}x.pdf`))).toMatch(/\.pdf$/);
});
