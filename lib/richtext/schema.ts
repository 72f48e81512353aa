import { z } from "zod";
import { formatCount } from "../numbers";
import { isTooDeep } from "./depth";
import { safeHref } from "./href";

export type RichMark =
  | { type: "link"; attrs: { href: string } }
  | { type: "bold" | "code" | "italic" | "strike" | "underline" };
export type RichText = { type: "text"; text: string; marks?: RichMark[] | undefined };
export type RichInline = RichText | { type: "hardBreak" };
export type RichParagraph = { type: "paragraph"; content?: RichInline[] | undefined };
export type RichImage = {
  type: "image";
  attrs: { attachmentId: string; alt: string; width: number; height: number };
};
export type RichListItem = { type: "listItem"; content: RichBlock[] };
export type RichBlock =
  | RichParagraph
  | RichImage
  | { type: "bulletList"; content: RichListItem[] }
  | { type: "orderedList"; attrs: { start: number }; content: RichListItem[] }
  | { type: "blockquote"; content: RichBlock[] }
  | { type: "codeBlock"; content?: RichText[] | undefined };
/** What a person writes: a ProseMirror document of the editor's schema, as stored and rendered. */
export type RichDocument = { type: "doc"; content: RichBlock[] };

const MAX_JSON_DEPTH = 60;
const MAX_NODES = 5000;
const MAX_TEXT = 50_000;
const MAX_IMAGES = 30;
const UNKNOWN =
  "Há no texto algo que não pode ser guardado. Retire o que foi colado ou os links incomuns e tente de novo.";

/** The order in which the editor keeps marks; code stands alone. */
export const MARK_ORDER = ["link", "bold", "code", "italic", "strike", "underline"] as const;

// Control characters and half characters cannot be stored; each leaves a visible mark in their place.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced
const UNSTORABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g;
const words = z
  .string()
  .min(1)
  .transform((text) => text.toWellFormed().replace(UNSTORABLE, "\uFFFD"));

const mark: z.ZodType<RichMark> = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("link"),
    attrs: z.object({ href: z.string().refine((href) => safeHref(href) !== null) }),
  }),
  z.object({ type: z.enum(["bold", "code", "italic", "strike", "underline"]) }),
]);
const marks = z
  .array(mark)
  .max(MARK_ORDER.length)
  .transform((list) => list.toSorted((a, b) => MARK_ORDER.indexOf(a.type) - MARK_ORDER.indexOf(b.type)))
  .refine((list) => new Set(list.map(({ type }) => type)).size === list.length)
  .refine((list) => list.length === 1 || list.every(({ type }) => type !== "code"));

const text = z.object({ type: z.literal("text"), text: words, marks: marks.optional() });
const plain = z.object({ type: z.literal("text"), text: words });
const inline = z.union([text, z.object({ type: z.literal("hardBreak") })]);
const paragraph = z.object({ type: z.literal("paragraph"), content: z.array(inline).optional() });
const pixels = z.int().min(1).max(20_000);
const image = z.object({
  type: z.literal("image"),
  attrs: z.object({
    attachmentId: z.uuid(),
    alt: z
      .string()
      .max(300)
      .pipe(words.or(z.literal(""))),
    width: pixels,
    height: pixels,
  }),
});

const block: z.ZodType<RichBlock> = z.lazy(() =>
  z.discriminatedUnion("type", [
    paragraph,
    image,
    z.object({ type: z.literal("bulletList"), content: z.array(listItem).min(1) }),
    z.object({
      type: z.literal("orderedList"),
      attrs: z.object({ start: z.int().min(0).max(100_000).default(1) }).default({ start: 1 }),
      content: z.array(listItem).min(1),
    }),
    z.object({ type: z.literal("blockquote"), content: z.array(block).min(1) }),
    z.object({ type: z.literal("codeBlock"), content: z.array(plain).optional() }),
  ]),
);
const listItem: z.ZodType<RichListItem> = z.object({
  type: z.literal("listItem"),
  content: z
    .array(block)
    .min(1)
    .refine(([first]) => first?.type === "paragraph"),
});

const shape = z.object({ type: z.literal("doc"), content: z.array(block).min(1) });

/**
 * The closed shape of a document: nodes, marks and attributes of the editor and no others, links
 * to safe addresses only, within limits. Attributes it does not know are dropped. Light enough
 * for the browser; the server also goes through `parseDocument`.
 */
export const richDocument = z.unknown().transform((json, context): RichDocument => {
  const problem = sizeProblem(json);
  const parsed = problem ? null : shape.safeParse(json);
  if (parsed?.success) return parsed.data;
  context.addIssue({ code: "custom", message: problem ?? UNKNOWN });
  return z.NEVER;
});

function sizeProblem(json: unknown): string | null {
  if (isTooDeep(json, MAX_JSON_DEPTH)) return "O texto tem listas ou citações demais, uma dentro da outra.";
  const size = { nodes: 0, text: 0, images: 0 };
  measure(json, size);
  if (size.nodes > MAX_NODES || size.text > MAX_TEXT) {
    return `O texto é longo demais. Use até ${formatCount(MAX_TEXT)} caracteres ou anexe um arquivo.`;
  }
  return size.images > MAX_IMAGES
    ? `Use no máximo ${MAX_IMAGES} imagens no texto. As outras podem ir como anexo.`
    : null;
}

function measure(node: unknown, size: { nodes: number; text: number; images: number }): void {
  if (typeof node !== "object" || node === null) return;
  size.nodes++;
  if ("text" in node && typeof node.text === "string") size.text += node.text.length;
  if ("type" in node && node.type === "image") size.images++;
  if ("content" in node && Array.isArray(node.content))
    for (const child of node.content) measure(child, size);
}
