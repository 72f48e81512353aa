import { escapeHtml, findUnfinished } from "./cut";

/** Where a slot stands: among the elements, or in the data that the framework's scripts read. */
type Place = "markup" | "data";

interface Slot {
  name: string;
  place: Place;
  /** A value of its own; not a part of a longer one. */
  begins: boolean;
}

/** A page that the framework drew, with its scripts and their data, cut where requests differ. */
export interface PageMould {
  /** One more than slots. */
  texts: readonly Buffer[];
  slots: readonly Slot[];
}

export interface Filling {
  /** Text, of whatever signs. */
  values: Readonly<Record<string, string>>;
  /** Parts of the page that React drew. */
  drawn: Readonly<Record<string, Buffer>>;
}

/** What an address holds in the place of a value: it is asked for, so it has to look like one. */
export const addressSlot = (mark: string, name: string): string => `slot.${mark}.${name}`;
/** The query with which a page is asked for that is to be cut. */
export const querySlot = (mark: string): string => `${addressSlot(mark, "query")}=1`;

/** How a page was asked for. */
interface Slotted {
  nonce: string;
  /** What makes a slot ours, of letters, digits and underscores: what people wrote into the page cannot hold it. */
  mark: string;
  /** Names that stand once among the elements and once in the data. */
  drawn: readonly string[];
  /** Names that stand in the data at least. */
  told: readonly string[];
}

const SCRIPT = /(<script\b[^>]*>)([\s\S]*?)(<\/script>)/g;
/** A string that stands behind its length, in which nothing can be put. */
const MEASURED = /(?:\\n|\[1,")[0-9a-f]+:T[0-9a-f]+,/;

/**
 * Cuts a page that was asked for with slots in the place of its values, its address and its nonce.
 * @throws Error when something is not where it should be: such a page is left to the framework
 */
export function cutPage(html: string, { nonce, mark, drawn, told }: Slotted): PageMould {
  if (findUnfinished(html)) throw new Error("a part of the page waits for a script");
  const own = (name: string) => `{{${mark}_${name}}}`;
  const query = querySlot(mark);
  const marked = html
    // The framework sends its data in pieces that end anywhere: within a slot, too.
    .replaceAll(`"])</script><script nonce="${nonce}">self.__next_f.push([1,"`, "")
    .replaceAll(nonce, own("nonce"))
    // The router in the browser keeps the query twice, written in two ways.
    .replace(`\\"q\\":\\"?${query}\\"`, `\\"q\\":\\"${own("query")}\\"`)
    .replaceAll(`?${query}`, own("canonicalQuery"))
    .replaceAll(new RegExp(`slot\\.${mark}\\.(\\w+)`, "g"), (_, name: string) => own(name))
    // What keeps a text apart from its neighbour; an element needs nothing.
    .replaceAll(new RegExp(`(?:<!-- -->)?({{${mark}_\\w+}})<!-- -->`, "g"), "$1");
  const slot = new RegExp(`{{${mark}_(\\w+)}}`, "g");
  const texts: Buffer[] = [];
  const slots: Slot[] = [];
  let rest = "";
  const read = (part: string, place: Place) => {
    let from = 0;
    for (const found of part.matchAll(slot)) {
      rest += part.slice(from, found.index);
      texts.push(Buffer.from(rest));
      slots.push({ name: found[1] ?? "", place, begins: rest.endsWith('\\"') });
      rest = "";
      from = found.index + found[0].length;
    }
    rest += part.slice(from);
  };
  let from = 0;
  for (const found of marked.matchAll(SCRIPT)) {
    const [, opening = "", code = "", closing = ""] = found;
    read(marked.slice(from, found.index) + opening, "markup");
    if (MEASURED.test(code)) throw new Error("the page's data holds a measured string");
    read(code, "data");
    read(closing, "markup");
    from = found.index + found[0].length;
  }
  read(marked.slice(from), "markup");
  texts.push(Buffer.from(rest));
  const count = (name: string, place: Place) =>
    slots.filter((one) => one.name === name && one.place === place).length;
  if (count("query", "data") !== 1 || count("canonicalQuery", "data") !== 1)
    throw new Error("the page's address is not where it was");
  for (const name of ["nonce", ...told]) {
    if (count(name, "data") === 0) throw new Error(`${name} is not in the page's data`);
  }
  for (const name of drawn) {
    if (count(name, "markup") !== 1 || count(name, "data") !== 1)
      throw new Error(`${name} does not stand once in the page and once in its data`);
  }
  return { texts, slots };
}

/** The page of one request. No value can become an element, or leave the string in which it stands. */
export function fillPage({ texts, slots }: PageMould, { values, drawn }: Filling): Buffer {
  const parts: Buffer[] = [];
  for (const [index, { name, place, begins }] of slots.entries()) {
    parts.push(texts[index] as Buffer);
    const part = place === "markup" ? drawn[name] : undefined;
    const value = values[name];
    if (part) parts.push(part);
    else if (value === undefined) throw new Error(`nothing to put in for ${name}`);
    else parts.push(Buffer.from(place === "markup" ? escapeHtml(value) : inData(value, begins)));
  }
  parts.push(texts.at(-1) as Buffer);
  return Buffer.concat(parts);
}

const IN_SCRIPT: Readonly<Record<string, string>> = {
  "&": "\\u0026",
  "<": "\\u003c",
  ">": "\\u003e",
  "\u2028": "\\u2028",
  "\u2029": "\\u2029",
};

/** A value within React's data within a string of a script: written as JSON twice, and without what ends a script. */
function inData(value: string, begins: boolean): string {
  // React reads what a leading $ says.
  const told = begins && value.startsWith("$") ? `$${value}` : value;
  const inner = JSON.stringify(told).slice(1, -1);
  return JSON.stringify(inner)
    .slice(1, -1)
    .replace(/[&<>\u2028\u2029]/g, (sign) => IN_SCRIPT[sign] ?? "");
}
