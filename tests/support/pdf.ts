import { inflateSync } from "node:zlib";
import { getDocumentProxy } from "unpdf";

interface Node {
  role: string;
  children: (Node | { type: string; id: string })[];
}

/** One part of a document as a program reads it aloud; lines end as they do on the page. */
export interface Spoken {
  role: string;
  text: string;
}

/** Where a text stands on its page, in points from its lower left corner. */
export interface Placed {
  page: number;
  text: string;
  x: number;
  y: number;
  width: number;
}

/** Reads a PDF as readers do: what it says of itself, its texts in the order of its structure, and where they stand. */
export async function readPdf(bytes: Buffer) {
  const document = await getDocumentProxy(new Uint8Array(bytes));
  const spoken: Spoken[] = [];
  const placed: Placed[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const texts = new Map<string, string>();
    const { items } = await page.getTextContent({ includeMarkedContent: true });
    const inside: string[] = [];
    for (const item of items) {
      if ("str" in item) {
        const [, , , , x = 0, y = 0] = item.transform as number[];
        if (item.str.trim()) placed.push({ page: number, text: item.str, x, y, width: item.width });
        const id = inside.findLast((part) => part !== "") ?? "";
        texts.set(id, `${texts.get(id) ?? ""}${item.str}${item.hasEOL ? "\n" : ""}`);
      } else if (item.type.startsWith("begin")) inside.push(item.id ?? "");
      else inside.pop();
    }
    const walk = (node: Node) => {
      const text = node.children.map((child) => ("id" in child ? (texts.get(child.id) ?? "") : "")).join("");
      if (text) spoken.push({ role: node.role, text: text.trim() });
      for (const child of node.children) if ("role" in child) walk(child);
    };
    const tree = (await page.getStructTree()) as Node | null;
    if (tree) walk(tree);
  }
  const { info } = await document.getMetadata();
  const marked = (await document.getMarkInfo())?.Marked === true;
  return { pages: document.numPages, info, marked, spoken, placed };
}

/** All that it says, in order. */
export const textOf = (spoken: readonly Spoken[]): string => spoken.map(({ text }) => text).join("\n");

/** What it gives in place of what is drawn: programs that copy or read aloud take this instead. */
export function insteadOf(bytes: Buffer): string[] {
  const text = bytes.toString("latin1");
  const streams = [...text.matchAll(/\/Length (\d+)\n\/Filter \/FlateDecode\n>>\nstream\n/g)].map((found) => {
    const from = found.index + found[0].length;
    return inflateSync(bytes.subarray(from, from + Number(found[1]))).toString("latin1");
  });
  return streams
    .flatMap((stream) => [...stream.matchAll(/\/ActualText \(\xfe\xff((?:\\[\s\S]|[^\\)])*)\)/g)])
    .map(([, escaped = ""]) => escaped.replace(/\\([\s\S])/g, (_, sign: string) => ESCAPED[sign] ?? sign))
    .map((utf16) => Buffer.from(utf16, "latin1").swap16().toString("utf16le"));
}

const ESCAPED: Record<string, string> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };
