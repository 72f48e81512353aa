import "server-only";
import { parseDocument } from "../richtext/parse";
import type { RichDocument } from "../richtext/schema";
import { linesOfHtml } from "./html";
import { documentOf, isBlank, type Line, lineOf, type Pictures, picturesOf, withoutSecrets } from "./lines";
import type { MailFile, MailMessage } from "./message";
import { isAnswer, isForward, linesOfText, ownLines } from "./quote";

/** Longer than anybody writes: the rest is read in the message as it was sent. */
const LONGEST_HTML = 1_000_000;
/** Taken out of it first, pictures may be in it. */
const LONGEST_SOURCE = 20_000_000;
const LONGEST_TEXT = 500_000;
const MOST_LINES = 20_000;
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
  /** Something that can be read or seen was left out. */
  cut: boolean;
}

/** Finds what the sender wrote. Pictures of what is quoted or signed are left out. */
export function writtenIn(
  message: Pick<MailMessage, "html" | "text" | "subject" | "files" | "references">,
): Written {
  const { html, text, subject, files, references } = message;
  const forwarded = isForward(subject);
  const answers = references !== "" || isAnswer(subject);
  const embedded: MailFile[] = [];
  const bare = html && html.length <= LONGEST_SOURCE ? withoutData(html, embedded) : null;
  const read = bare && bare.length <= LONGEST_HTML ? linesOfHtml(bare, forwarded) : null;
  const shown = read ?? { lines: [], leftOut: html !== null };
  // A program that puts its words into the plain part alone, beside a picture that counts readers.
  const plain = text !== null && shown.lines.every((line) => isBlank(line));
  const found = plain ? linesOfText(text.slice(0, LONGEST_TEXT)) : shown.lines;
  const all = found.slice(0, MOST_LINES);
  const leftOut = found.length > MOST_LINES || (plain ? text.length > LONGEST_TEXT : shown.leftOut);
  const lines = ownLines(all, { forwarded, answers });
  const within = [...files, ...embedded];
  const pictured = new Set(picturesOf(lines).map(({ contentId }) => contentId));
  const named = new Set(picturesOf(all).map(({ contentId }) => contentId));
  return {
    lines,
    whole: all,
    pictures: within.filter(({ contentId }) => contentId !== null && pictured.has(contentId)),
    // One that the text names elsewhere belongs to a quote or a signature.
    files: files.filter(
      ({ contentId }) =>
        contentId === null || !(named.has(contentId) || (read && bare?.includes(`cid:${contentId}`))),
    ),
    cut: leftOut || filled(lines) < filled(all),
  };
}

/** For the event of what is taken out of a message. */
export const cutOf = ({ cut }: Written) => (cut ? { cut } : {});

/** How many lines say or show something. */
const filled = (lines: readonly Line[]) => lines.filter((line) => !isBlank(line)).length;

/** Pictures written into the text itself become files that it names. */
function withoutData(html: string, embedded: MailFile[]): string {
  return html.replace(
    /(<img\b[^<>]{0,2000}?\bsrc\s*=\s*["'])data:image\/(png|jpe?g|gif|webp);base64,([A-Za-z0-9+/=\s]+)(["'])/gi,
    (whole, before: string, kind: string, data: string, after: string) => {
      if (data.length > LONGEST_PICTURE) return whole;
      const contentId = `embedded-${embedded.length + 1}`;
      embedded.push({
        name: `imagem-${embedded.length + 1}.${kind.toLowerCase()}`,
        type: `image/${kind.toLowerCase()}`,
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
  const parsed = parseDocument(JSON.parse(withoutSecrets(JSON.stringify(whole))));
  if (parsed.ok) return parsed.document;
  const half = lines.length < 2 ? shorter(lines[0]) : lines.slice(0, Math.floor(lines.length / 2));
  return bodyOf(half, pictures, [CUT, ...remarks.filter((remark) => remark !== CUT)]);
}

/** Half of one line, or of one list. */
function shorter(line: Line | undefined): Line[] {
  if (!line) return [];
  const { list, text } = line;
  if (list && list.items.length > 1)
    return [{ ...line, list: { ...list, items: list.items.slice(0, Math.floor(list.items.length / 2)) } }];
  const half = text.slice(0, Math.floor(text.length / 2)).toWellFormed();
  return half.length > 10 ? [lineOf([{ type: "text", text: half }])] : [];
}
