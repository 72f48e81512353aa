/** A page that was drawn once, cut where requests differ: before, between and after the slots stand the texts. */
export interface Mould {
  texts: readonly string[];
  slots: readonly string[];
}

/** What a page is drawn with in the place of a value that each request fills in. */
export const slot = (name: string): string => `{{${name}}}`;

const SLOT = /\{\{(\w+)\}\}/;
/** Left by React where only its script would put the content in place. */
const UNFINISHED = /<template id="[BP]:|\shidden="" id="S:/;

/**
 * Makes a mould of a page that React drew: without the framework's scripts, and with the page's own.
 * @throws Error when the page is not whole without the framework
 */
export function cutMould(html: string, script: string): Mould {
  if (UNFINISHED.test(html)) throw new Error("a part of the page waits for a script");
  if (!/<title>[^<]+<\/title>[\s\S]*<\/head>/.test(html)) throw new Error("the page has no title");
  const own = `<script src="${escapeHtml(script)}" nonce="${slot("nonce")}" defer=""></script>`;
  const page = html
    .replaceAll(/<script\b[^>]*>[\s\S]*?<\/script>/g, "")
    .replaceAll(/<!--[\s\S]*?-->/g, "")
    .replaceAll(/<link\b[^>]*>/g, keepLink)
    .replace("</head>", () => `${own}</head>`);
  const parts = page.split(SLOT);
  return {
    texts: parts.filter((_, index) => index % 2 === 0),
    slots: parts.filter((_, index) => index % 2 === 1),
  };
}

/** The page with the values of one request, none of which can become markup. */
export function fillMould({ texts, slots }: Mould, values: Readonly<Record<string, string>>): string {
  const escaped = new Map(Object.entries(values).map(([name, value]) => [name, escapeHtml(value)]));
  let page = texts[0] ?? "";
  for (const [index, name] of slots.entries()) page += (escaped.get(name) ?? "") + (texts[index + 1] ?? "");
  return page;
}

/** Stylesheets come from this portal and need no nonce; what belongs to the framework's scripts goes. */
function keepLink(tag: string): string {
  if (/\sas="script"|\srel="(modulepreload|expect)"/.test(tag)) return "";
  return tag.replace(/\snonce="[^"]*"/, "");
}

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#x27;",
};

const escapeHtml = (text: string) => text.replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? "");
