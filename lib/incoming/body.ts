import "server-only";
import { parseDocument } from "../richtext/parse";
import type { RichDocument } from "../richtext/schema";
import { linesOfHtml } from "./html";
import { documentOf, type Line, lineOf, type Pictures, picturesOf } from "./lines";
import type { MailFile, MailMessage } from "./message";
import { isForward, linesOfText, ownLines } from "./quote";

/** Longer than anybody writes: the rest is read in the message as it was sent. */
const LONGEST_HTML = 2_000_000;
const LONGEST_TEXT = 500_000;
const LONGEST_PICTURE = 8 * 1024 * 1024;
const CUT = "[A mensagem continua no e-mail original]";

/** What the sender of a message wrote, and the files that belong to it. */
export interface Written {
  lines: Line[];
  /** All of it, with what is quoted and signed. */
  whole: Line[];
  /** Shown within the text. */
  pictures: MailFile[];
  /** Beside the text. */
  files: MailFile[];
}

/** Finds what the sender wrote. Pictures of what is quoted or signed are left out. */
export function writtenIn(message: Pick<MailMessage, "html" | "text" | "subject" | "files">): Written {
  const { html, text, subject, files } = message;
  const forwarded = isForward(subject);
  const embedded: MailFile[] = [];
  const source = html && html.length <= LONGEST_HTML ? withoutData(html, embedded) : null;
  const all = source ? linesOfHtml(source, forwarded) : linesOfText((text ?? "").slice(0, LONGEST_TEXT));
  const lines = ownLines(all, forwarded);
  const shown = new Set(picturesOf(lines).map(({ contentId }) => contentId));
  const named = new Set(picturesOf(all).map(({ contentId }) => contentId));
  const within = [...files, ...embedded];
  return {
    lines,
    whole: all,
    pictures: within.filter(({ contentId }) => contentId !== null && shown.has(contentId)),
    // One that the text names elsewhere belongs to a quote or a signature.
    files: files.filter(
      ({ contentId }) =>
        contentId === null || (!named.has(contentId) && !source?.includes(`cid:${contentId}`)),
    ),
  };
}

/** Pictures written into the text itself become files that it names. */
function withoutData(html: string, embedded: MailFile[]): string {
  return html.replace(
    /(<img\b[^>]{0,2000}?\bsrc\s*=\s*["'])data:image\/(png|jpe?g|gif|webp);base64,([A-Za-z0-9+/=\s]+)(["'])/gi,
    (whole, before: string, kind: string, data: string, after: string) => {
      if (data.length > LONGEST_PICTURE) return whole;
      const contentId = `embedded-${embedded.length + 1}`;
      embedded.push({
        name: `imagem-${embedded.length + 1}.${kind.toLowerCase()}`,
        bytes: Buffer.from(data, "base64"),
        contentId,
      });
      return `${before}cid:${contentId}${after}`;
    },
  );
}

/** As it is kept: what is too long is cut, and says so. Null when there is nothing to read or see. */
export function bodyOf(
  lines: readonly Line[],
  pictures: Pictures,
  remarks: readonly string[],
): RichDocument | null {
  const told = remarks.flatMap((remark) => [lineOf([]), lineOf([{ type: "text", text: remark }])]);
  const whole = documentOf([...lines, ...told], pictures);
  if (!whole) return null;
  const parsed = parseDocument(whole);
  if (parsed.ok) return parsed.document;
  if (lines.length < 2) return documentOf([lineOf([{ type: "text", text: CUT }]), ...told], pictures);
  const half = lines.slice(0, Math.floor(lines.length / 2));
  return bodyOf(half, pictures, [CUT, ...remarks.filter((remark) => remark !== CUT)]);
}
