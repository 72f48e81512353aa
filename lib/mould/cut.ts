/** A page that was drawn once, cut where requests differ: before, between and after the slots stand the texts. */
export interface Mould {
  texts: readonly string[];
  slots: readonly string[];
}

/** What a page is drawn with in the place of a value that each request fills in. */
export const slot = (name: string): string => `{{${name}}}`;

const SLOT = /\{\{(\w+)\}\}/;
const NONCE = "nonce";
/** Where React would put the content in place by its script, and what it keeps there until then. */
const UNFINISHED = /<template id="[BP]:|<div hidden="" id="S:/;
/** Whether a part of a page comes later, and a script puts it in its place. */
export const findUnfinished = (html: string): boolean => UNFINISHED.test(html);
/** What ends a script's element early, or hides its end. */
const NOT_IN_SCRIPT = /<\/script|<script|<!--/i;

/**
 * Makes a mould of a page that React drew: without the framework's scripts, and with the page's own at its end.
 * @throws Error when the page is not whole without the framework
 */
export function cutMould(html: string, script: string): Mould {
  if (findUnfinished(html)) throw new Error("a part of the page waits for a script");
  if (!/<title>[^<]+<\/title>[\s\S]*<\/head>/.test(html)) throw new Error("the page has no title");
  if (NOT_IN_SCRIPT.test(script)) throw new Error("the script cannot stand in a page");
  const page = html
    .replaceAll(/<script\b[^>]*>[\s\S]*?<\/script>/g, "")
    .replaceAll(/<!--[\s\S]*?-->/g, "")
    .replaceAll(/<link\b[^>]*>/g, (tag) => (isOfScripts(tag) ? "" : tag.replace(/\snonce="[^"]*"/, "")));
  const end = page.lastIndexOf("</body>");
  if (end < 0) throw new Error("the page has no end");
  // Its slots are found before the script comes in: what looks like one in there is the script's.
  const { texts, slots } = split(`${page.slice(0, end)}<script nonce="${slot(NONCE)}">`);
  return { texts: [...texts.slice(0, -1), `${texts.at(-1)}${script}</script>${page.slice(end)}`], slots };
}

/** The page with the values of one request, none of which can become markup. */
export function fillMould({ texts, slots }: Mould, values: Readonly<Record<string, string>>): string {
  const escaped = new Map(Object.entries(values).map(([name, value]) => [name, escapeHtml(value)]));
  let page = texts[0] ?? "";
  for (const [index, name] of slots.entries()) page += (escaped.get(name) ?? "") + (texts[index + 1] ?? "");
  return page;
}

/** What a `link` header leaves to be fetched early once the framework's scripts are gone. */
export function cutLinks(header: string | null): string {
  return (header ?? "")
    .split(/,\s*(?=<)/)
    .filter((link) => link && !isOfScripts(link))
    .map((link) => link.replace(/;\s*nonce="[^"]*"/, ""))
    .join(", ");
}

const isOfScripts = (link: string) => /\b(as="?script|rel="?(modulepreload|expect))\b/.test(link);

function split(page: string): Mould {
  const parts = page.split(SLOT);
  return {
    texts: parts.filter((_, index) => index % 2 === 0),
    slots: parts.filter((_, index) => index % 2 === 1),
  };
}

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#x27;",
};

/** Text that stands among elements or in an attribute, as text. */
export const escapeHtml = (text: string) => text.replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? "");
