import { withoutLinks } from "../mail/link";
import { plainText } from "../richtext/document";
import type { RichBlock, RichDocument, RichInline, RichListItem, RichText } from "../richtext/schema";

/** A picture within the text, by the id of its part. */
export interface ShownPicture {
  contentId: string;
  alt: string;
}

/** A line of what was written, before anything is left out of it. */
export interface Line {
  /** Its words, as far as rules look at them. */
  text: string;
  words: RichText[];
  picture?: ShownPicture;
  /** A list stands as one line. */
  list?: List;
  /** From an earlier message, as the sender's program says. */
  quoted?: boolean;
}

export interface List {
  ordered: boolean;
  start: number;
  items: Line[][];
}

export const lineOf = (words: RichText[], quoted = false): Line => ({
  text: words
    .map(({ text }) => text)
    .join("")
    .trim(),
  words,
  quoted,
});

export const isBlank = ({ text, picture, list }: Line) => text === "" && !picture && !list;

/** Where the pictures of a text lie, once they are kept. */
export type Pictures = ReadonlyMap<string, { attachmentId: string; width: number; height: number }>;

/** A document of these lines: an empty one parts paragraphs. Pictures that were not kept are left out. */
export function documentOf(lines: readonly Line[], pictures: Pictures): RichDocument | null {
  const content = blocksOf(lines, pictures);
  return content.length > 0 ? { type: "doc", content } : null;
}

/** The words of these lines, for who reads them without pictures. */
export function wordsOf(lines: readonly Line[]): string {
  const document = documentOf(lines, new Map());
  return document ? plainText(document) : "";
}

/** The pictures within them, in order. */
export function picturesOf(lines: readonly Line[]): ShownPicture[] {
  return lines.flatMap(({ picture, list }) => [
    ...(picture ? [picture] : []),
    ...(list ? list.items.flatMap(picturesOf) : []),
  ]);
}

function blocksOf(lines: readonly Line[], pictures: Pictures): RichBlock[] {
  const blocks: RichBlock[] = [];
  let open: RichInline[] | null = null;
  const end = () => {
    if (open && open.length > 0) blocks.push({ type: "paragraph", content: open });
    open = null;
  };
  for (const line of lines) {
    const block = line.list
      ? listBlock(line.list, pictures)
      : line.picture && pictureOf(line.picture, pictures);
    if (block) {
      end();
      blocks.push(block);
    } else if (line.text === "") end();
    else if (open) open.push({ type: "hardBreak" }, ...line.words);
    else open = [...line.words];
  }
  end();
  return blocks;
}

function pictureOf({ contentId, alt }: ShownPicture, pictures: Pictures): RichBlock | null {
  const kept = pictures.get(contentId);
  return kept ? { type: "image", attrs: { ...kept, alt } } : null;
}

function listBlock({ ordered, start, items }: List, pictures: Pictures): RichBlock | null {
  const content = items.flatMap((item): RichListItem[] => {
    const [first, ...rest] = blocksOf(item, pictures);
    if (!first) return [];
    // An item begins with words.
    return [
      {
        type: "listItem",
        content: first.type === "paragraph" ? [first, ...rest] : [{ type: "paragraph" }, first, ...rest],
      },
    ];
  });
  if (content.length === 0) return null;
  return ordered ? { type: "orderedList", attrs: { start }, content } : { type: "bulletList", content };
}

/** What lets its holder act is nobody's to read but theirs: links and reply addresses of letters that were quoted. */
export const withoutSecrets = (text: string): string =>
  withoutLinks(text).replace(/\+[a-z2-7]{32}@/gi, "+…@");
