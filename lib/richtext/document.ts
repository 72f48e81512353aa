import type { RichBlock, RichDocument, RichInline } from "./schema";

/** A document of plain paragraphs: an empty line parts them, a line break stays one. */
export function fromPlainText(text: string): RichDocument {
  const paragraphs = text
    .replace(/\r\n?/g, "\n")
    .trim()
    .split(/\n\s*\n/);
  return {
    type: "doc",
    content: paragraphs.map((paragraph) => {
      const content = paragraph
        .split("\n")
        .flatMap((line, at): RichInline[] => [
          ...(at > 0 ? [{ type: "hardBreak" } as const] : []),
          ...(line ? [{ type: "text", text: line } as const] : []),
        ]);
      return content.length > 0 ? { type: "paragraph", content } : { type: "paragraph" };
    }),
  };
}

/** The words of a document, for search and plain e-mail: one block a line, lists with their marks. */
export function plainText(document: RichDocument): string {
  return document.content
    .map((block) => blockText(block))
    .join("\n\n")
    .trim();
}

/** Whether there is nothing to read or see in it. */
export function isEmpty(document: RichDocument): boolean {
  return imageIds(document).length === 0 && !/\S/.test(document.content.map(bareText).join(""));
}

/** The attachments shown inside the text, each once. */
export function imageIds(document: RichDocument): string[] {
  const ids = (block: RichBlock): string[] => {
    if (block.type === "image") return [block.attrs.attachmentId];
    return childBlocks(block).flatMap(ids);
  };
  return [...new Set(document.content.flatMap(ids))];
}

function blockText(block: RichBlock): string {
  switch (block.type) {
    case "paragraph":
    case "codeBlock":
      return inlineText(block.content);
    case "image":
      return block.attrs.alt ? `[imagem: ${block.attrs.alt}]` : "[imagem]";
    case "blockquote":
      return prefixed(block.content.map(blockText).join("\n\n"), "> ", "> ");
    case "bulletList":
      return block.content
        .map((item) => prefixed(item.content.map(blockText).join("\n"), "- ", "  "))
        .join("\n");
    case "orderedList":
      return block.content
        .map((item, at) =>
          prefixed(item.content.map(blockText).join("\n"), `${block.attrs.start + at}. `, "   "),
        )
        .join("\n");
  }
}

function bareText(block: RichBlock): string {
  if (block.type === "paragraph" || block.type === "codeBlock") return inlineText(block.content);
  return childBlocks(block).map(bareText).join("");
}

function childBlocks(block: RichBlock): RichBlock[] {
  switch (block.type) {
    case "blockquote":
      return block.content;
    case "bulletList":
    case "orderedList":
      return block.content.flatMap((item) => item.content);
    default:
      return [];
  }
}

const inlineText = (content: RichInline[] = []) =>
  content.map((node) => (node.type === "text" ? node.text : "\n")).join("");

const prefixed = (text: string, first: string, rest: string) =>
  text
    .split("\n")
    .map((line, at) => (at === 0 ? first : rest) + line)
    .join("\n");
