import "server-only";
import { DomHandler, ElementType, Parser } from "htmlparser2";
import { safeHref } from "../richtext/href";
import { MARK_ORDER, type RichMark, type RichText } from "../richtext/schema";
import { isBlank, type Line, lineOf } from "./lines";

type ChildNode = DomHandler["root"]["children"][number];
type Element = Extract<ChildNode, { attribs: unknown }>;

/** Deeper than any program nests; what is read goes down as far, and its parser slows down with the depth. */
const DEEPEST = 1_000;
/** What is kept holds no more lists within each other, and each holds the words of those within: deeper ones are plain lines. */
const DEEPEST_LIST = 12;
const LONGEST_ALT = 300;

const BLOCKS =
  /^(address|article|aside|blockquote|body|center|dd|details|div|dl|dt|fieldset|figure|footer|form|h[1-6]|header|hr|html|li|main|nav|ol|p|pre|section|summary|table|tbody|tfoot|thead|tr|ul)$/;
const APART = /^(p|h[1-6]|ul|ol|table|pre)$/;
const UNSEEN = /^(head|style|script|title|noscript|template|object|svg|math|select|textarea|iframe)$/;

const MARKS: Readonly<Record<string, "bold" | "italic" | "underline" | "strike">> = {
  b: "bold",
  strong: "bold",
  i: "italic",
  em: "italic",
  u: "underline",
  ins: "underline",
  s: "strike",
  strike: "strike",
  del: "strike",
};

/**
 * Elements in which programs put what was said before. Those that introduce it are none (gmail_attr, moz-cite-prefix,
 * reply-intro): whoever types at their beginning stands in them, so they are known by their words alone.
 */
const QUOTED_CLASS =
  /(^|\s)(x_)?(yahoo_quoted|protonmail_quote|tutanota_quote|ms-outlook-mobile-reference-message|zmail_extra|wm_reply)(\s|$)/;
const QUOTED_ID = /^(x_)?(mail-editor-reference-message-container|isReplyContent|yahoo_quoted_\w+)$/;
/** From these on everything was said before. */
const REST_ID = /^(x_)?(divRplyFwdMsg|appendonsend|zwchr|OLK_SRC_BODY_SECTION)$/i;
/** Elements in which programs put who wrote it. */
const SIGNATURE_CLASS =
  /(^|\s)(x_)?(gmail_signature|gmail_signature_prefix|moz-signature|protonmail_signature_block|yahoo-signature|ymail_android_signature)(\s|$)/;
const SIGNATURE_ID =
  /^(x_)?(Signature|AppleMailSignature|lineBreakAtBeginningOfSignature|ymail_android_signature(_link)?|signature-x)$/;

interface Place {
  marks: readonly RichMark[];
  quoted: boolean;
  pre: boolean;
  /** How many lists it stands in. */
  lists: number;
}

/** Writes down the lines of a text in HTML. `forwarded`: what was said before is what the sender wants to show. */
class Writer {
  readonly lines: Line[] = [];
  /** Something that can be read or seen is in none of them. */
  leftOut = false;
  private words: RichText[] = [];
  private wordsQuoted = false;
  private rest = false;
  private spaced = false;

  constructor(private readonly forwarded: boolean) {}

  walk(nodes: readonly ChildNode[], place: Place): void {
    for (const node of nodes) {
      if (node.type === ElementType.Text) this.say(node.data, place);
      else if (node.type === ElementType.Tag) this.enter(node, place);
    }
  }

  private enter(element: Element, place: Place): void {
    const { name, attribs } = element;
    if (UNSEEN.test(name) || isHidden(attribs.style ?? "")) return;
    if (isSignature(attribs)) {
      this.leftOut = true;
      return;
    }
    if (!this.forwarded && (REST_ID.test(attribs.id ?? "") || attribs["data-marker"] === "__QUOTED_TEXT__")) {
      this.endLine();
      this.rest = true;
    }
    const inner = this.within(element, place);
    if (name === "br") this.breakLine(place);
    else if (name === "img") this.show(attribs, place);
    else if ((name === "ul" || name === "ol") && place.lists < DEEPEST_LIST)
      this.list(element, { ...inner, lists: place.lists + 1 });
    else this.enterText(element, place, inner);
  }

  private enterText(element: Element, place: Place, inner: Place): void {
    const { name, attribs, children } = element;
    const apart =
      APART.test(name) && !/MsoNormal|MsoListParagraph/.test(attribs.class ?? "") && !inTable(element);
    const block = BLOCKS.test(name);
    if (block) this.endLine();
    if (apart) this.part(place);
    this.spaced = false;
    this.walk(children, inner);
    // Nothing but a space that does not break: somebody left a line empty.
    if (block && this.words.length === 0 && this.spaced) this.breakLine(inner);
    if (block) this.endLine();
    if (apart) this.part(place);
    if (name === "td" || name === "th") this.say(" ", { ...inner, pre: false });
  }

  private within({ name, attribs }: Element, { marks, quoted, pre, lists }: Place): Place {
    const mark = markOf(name, attribs);
    return {
      marks: mark && !marks.some(({ type }) => type === mark.type) ? [...marks, mark] : marks,
      quoted: quoted || (!this.forwarded && isQuote(name, attribs)),
      pre: pre || name === "pre",
      lists,
    };
  }

  private say(data: string, { marks, quoted, pre }: Place): void {
    if (pre) {
      const [first = "", ...others] = data.split(/\r\n?|\n/);
      this.add(first, marks, quoted);
      for (const line of others) {
        this.breakLine({ quoted });
        this.add(line, marks, quoted);
      }
      return;
    }
    this.spaced = this.spaced || data.includes("\u00a0");
    this.add(data.replace(/[\s\u00a0]+/g, " "), marks, quoted);
  }

  private add(text: string, marks: readonly RichMark[], quoted: boolean): void {
    const last = this.words.at(-1);
    const fresh = !last || last.text.endsWith(" ") ? text.replace(/^ /, "") : text;
    // Zero-width marks by which programs keep lines open.
    const seen = fresh.replace(/[\u200b\u200c\ufeff\u2060]/g, "");
    if (seen === "") return;
    if (this.words.length === 0) this.wordsQuoted = quoted;
    const ordered = MARK_ORDER.flatMap((type) => marks.filter((mark) => mark.type === type));
    this.words.push(
      ordered.length > 0 ? { type: "text", text: seen, marks: ordered } : { type: "text", text: seen },
    );
  }

  private show(attribs: Record<string, string>, { quoted }: Place): void {
    const { src = "", width, height, alt = "" } = attribs;
    const contentId = /^cid:(.+)$/i.exec(src.trim())?.[1];
    if (!contentId || width === "1" || height === "1") return;
    this.endLine();
    const picture = {
      contentId: decoded(contentId),
      alt: alt.replace(/\s+/g, " ").trim().slice(0, LONGEST_ALT),
    };
    this.push({ text: "", words: [], picture, quoted });
  }

  private list(element: Element, place: Place): void {
    this.endLine();
    const items = element.children.flatMap((child) => {
      const bare = child.type === ElementType.Text && child.data.trim() !== "";
      if (child.type !== ElementType.Tag && !bare) return [];
      const writer = new Writer(this.forwarded);
      writer.walk(child.type === ElementType.Tag && child.name === "li" ? child.children : [child], place);
      this.leftOut ||= writer.leftOut;
      return [writer.end()];
    });
    const text = items.flatMap((item) => item.map((line) => line.text)).join("\n");
    const quoted = place.quoted || items.every((item) => item.every((line) => line.quoted));
    const start = Math.min(Math.max(Number.parseInt(element.attribs.start ?? "1", 10) || 1, 0), 100_000);
    if (items.some((item) => item.length > 0))
      this.push({ text, words: [], list: { ordered: element.name === "ol", start, items }, quoted });
  }

  /** A line that the sender ended, even an empty one. */
  private breakLine({ quoted }: Pick<Place, "quoted">): void {
    if (this.words.length > 0) this.endLine();
    else this.push(lineOf([], quoted));
  }

  private endLine(): void {
    const words = trimEnd(this.words);
    this.words = [];
    this.spaced = this.spaced && words.length === 0;
    if (words.length > 0) this.push(lineOf(words, this.wordsQuoted));
  }

  /** Room between two paragraphs. */
  private part({ quoted }: Place): void {
    const last = this.lines.at(-1);
    if (last && !isBlank(last)) this.push(lineOf([], quoted));
  }

  private push(line: Line): void {
    if (!this.rest) this.lines.push(line);
    else this.leftOut ||= !isBlank(line);
  }

  end(): Line[] {
    this.endLine();
    return this.lines;
  }
}

/** Elements are opened within each other deeper than anybody does. */
class TooDeep extends Error {
  override name = "TooDeep";
}

/** Counts the elements that really stand open: which of them end by themselves, or without having begun, only the parser knows. */
class ShallowHandler extends DomHandler {
  override onopentag(name: string, attribs: Record<string, string>): void {
    super.onopentag(name, attribs);
    if (this.tagStack.length > DEEPEST) throw new TooDeep();
  }
}

/**
 * The lines of a text in HTML, without what is hidden, signatures that say they are one, and what cannot be shown. Null where
 * elements stand within each other deeper than anybody nests them.
 */
export function linesOfHtml(html: string, forwarded: boolean): { lines: Line[]; leftOut: boolean } | null {
  const handler = new ShallowHandler();
  try {
    new Parser(handler).end(html);
  } catch (error) {
    if (error instanceof TooDeep) return null;
    throw error;
  }
  const writer = new Writer(forwarded);
  writer.walk(handler.root.children, { marks: [], quoted: false, pre: false, lists: 0 });
  return { lines: writer.end(), leftOut: writer.leftOut };
}

function isQuote(name: string, attribs: Record<string, string>): boolean {
  const { class: classes = "", id = "", style = "", type } = attribs;
  if (QUOTED_CLASS.test(classes) || QUOTED_ID.test(id)) return !/border:\s*none/.test(style);
  // Indented by the sender's own hand, it has no line beside it.
  return name === "blockquote" && (type === "cite" || !/border(-left)?:\s*(none|0)/.test(style));
}

const isSignature = ({ class: classes = "", id = "", name = "", ...more }: Record<string, string>) =>
  SIGNATURE_CLASS.test(classes) ||
  SIGNATURE_ID.test(id) ||
  name === "messageSignatureSection" ||
  more["data-marker"]?.startsWith("__SIG_");

const isHidden = (style: string) => /display:\s*none|mso-hide:\s*all|visibility:\s*hidden/i.test(style);

const inTable = ({ parent }: Element) => parent?.type === ElementType.Tag && /^t[dh]$/.test(parent.name);

function markOf(name: string, attribs: Record<string, string>): RichMark | null {
  if (name === "a") {
    const href = safeHref(attribs.href ?? "");
    return href ? { type: "link", attrs: { href } } : null;
  }
  const type =
    MARKS[name] ?? (/font-weight:\s*(bold|[6-9]00)/.test(attribs.style ?? "") ? "bold" : undefined);
  return type && !/font-weight:\s*normal/.test(attribs.style ?? "") ? { type } : null;
}

function trimEnd(words: RichText[]): RichText[] {
  const kept = [...words];
  for (let last = kept.pop(); last; last = kept.pop()) {
    const text = last.text.trimEnd();
    if (text) return [...kept, { ...last, text }];
  }
  return [];
}

function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}
