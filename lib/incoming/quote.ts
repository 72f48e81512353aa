import { ABOVE } from "../mail/labels";
import { isBlank, type Line, lineOf } from "./lines";

const FORWARDED = /^\s*(fwd?|enc|encaminhad[ao]|rv|tr)\s*:/i;

const ANSWERED = /^\s*(re|res|resp|aw|sv)\s*(\[\d+\])?:/i;

/** Whether somebody answers something, by the subject. */
export const isAnswer = (subject: string) => ANSWERED.test(subject);

/** Whether the sender passes on what somebody else said, by the subject. */
export const isForward = (subject: string) => FORWARDED.test(subject);

const MARKER = ABOVE.replaceAll("-", "").trim().toLowerCase();
const ORIGINAL =
  /^[-_*\s]{2,}(mensagem original|original message|mensaje original|mensagem encaminhada)[-_*\s]*$/i;
const RULER = /^[-_=*–—]{3,}$/;
const FROM = /^\*?(de|from|remetente|remitente)\s*:\s*\*?/i;
const HEADS = [
  /^\*?(enviad[ao]s?( em)?|sent|date|data|fecha|enviado el)\s*:/i,
  /^\*?(para|to|destinat[aá]rio)\s*:/i,
  /^\*?(assunto|subject|asunto)\s*:/i,
];
const ATTRIBUTIONS = [
  /^(em|on|el|no dia|le)\s(?=.*(\d{4}|\d:\d\d)).{6,240}\s?(escreveu|wrote|escribi[oó]|a écrit) ?:?$/i,
  /^.{0,120}<[^<>\s]{1,120}@[^<>\s]{1,120}> (escreveu|wrote|escribi[oó])\b.{0,80}:$/i,
  /^\d{4}-\d\d-\d\d .{0,60}<[^<>\s]{1,120}@[^<>\s]{1,120}>:$/,
];
const LONGEST_ATTRIBUTION = 400;
const SIGNED = /^(--|–|—)$/;
/** What some programs put in its place. */
const SIGNED_TOO = /^(---|___)$/;
const LONGEST_SIGNATURE = 12;
const DEVICES =
  "iphone|ipad|android|outlook|yahoo|samsung|galaxy|celular|smartphone|tablet|dispositivo|windows|gmail|hotmail|mail|e-mail|uol|bol|terra|motorola|moto|xiaomi|redmi|huawei|aplicativo|app|webmail|proton|spark";
const SENT_FROM = new RegExp(
  `^(enviad[ao] (do|da|de|pelo|pela|a partir d[oe]|via|por|desde|usando)\\s.{0,40}\\b(${DEVICES})\\b.{0,30}|sent (from|via|with) .{2,60}|(obter|baixar|baixe) o .{2,40} (para|no) .{2,40}|get .{2,40} for .{2,40}|livre de v[ií]rus.{0,60}|virus-free.{0,60})$`,
  "i",
);
const DISCLAIMER =
  /^(aviso (legal|de confidencialidade)\s*[:.]?$|esta? (mensagem|e-mail|correio|comunica[cç][aã]o)\b.{0,160}(confidencia|sigilos)|(as )?informa[cç][oõ]es contidas nest[ae]|this (e-?mail|message)\b.{0,160}(confidential|privileged)|antes de imprimir)/i;

/** Leaves of a message what its sender wrote: without what was said before, the signature, and what the program adds. */
export function ownLines(
  lines: readonly Line[],
  { forwarded, answers }: { forwarded: boolean; answers: boolean },
): Line[] {
  // What answers nothing quotes nothing but what it is about.
  const upTo = answers ? upToEarlier(lines) : [...lines];
  const written = forwarded ? beforeForward(lines) : withoutQuotes(upTo);
  return trimmed(withoutDisclaimer(withoutSentFrom(withoutSignature(written))));
}

const FORWARD_BEGINS = /^-{5,}\s*(mensagem encaminhada|forwarded message|mensaje reenviado)\s*-{5,}$/i;
const BEGIN_OF_FORWARD = /mensagem encaminhada|forwarded message|mensaje reenviado/i;

/** What a phone puts between the sender's words and what is passed on. */
function beforeForward(lines: readonly Line[]): Line[] {
  const at = lines.findIndex(({ text }) => BEGIN_OF_FORWARD.test(text));
  return at < 0 ? [...lines] : [...withoutSentFrom(lines.slice(0, at)), lineOf([]), ...lines.slice(at)];
}

/** The lines of a plain text; ">" before one says that it was said before. */
export function linesOfText(text: string): Line[] {
  return text.split(/\r\n?|\n/).map((line) => {
    const words = line.trimEnd();
    return lineOf(words ? [{ type: "text", text: words }] : [], /^\s{0,3}>/.test(words));
  });
}

/** Up to where the earlier message begins, for programs that do not mark its lines. */
function upToEarlier(lines: readonly Line[]): Line[] {
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at];
    if (!line || line.quoted || line.text === "") continue;
    // What its sender passes on is theirs to show, whatever the subject says.
    if (FORWARD_BEGINS.test(line.text)) return [...lines];
    const begins =
      ORIGINAL.test(line.text) ||
      line.text.toLowerCase().includes(MARKER) ||
      isHead(lines, at) ||
      (attributionLength(lines, at) > 0 && !isQuotedNext(lines, at + attributionLength(lines, at)));
    if (begins) return withoutRuler(lines.slice(0, at));
  }
  return [...lines];
}

/** "De:", followed by when, to whom or about what: the head of an earlier message. */
function isHead(lines: readonly Line[], at: number): boolean {
  const first = lines[at]?.text ?? "";
  const begins = FROM.test(first);
  if (!begins) return false;
  const next = lines
    .slice(at + 1, at + 12)
    .filter((line) => !isBlank(line))
    .slice(0, 6);
  const [, , about] = HEADS;
  if (!next.some(({ text }) => about?.test(text))) return false;
  return HEADS.filter((head) => next.some(({ text }) => head.test(text))).length >= 2;
}

/** How many lines say who wrote what comes next; 0 when none does. */
function attributionLength(lines: readonly Line[], at: number): number {
  let text = "";
  for (let count = 1; count <= 4; count += 1) {
    const line = lines[at + count - 1];
    if (!line || (count > 1 && isBlank(line))) return 0;
    text = `${text} ${line.text.replace(/^[>\s]+/, "")}`.trim();
    if (text.length > LONGEST_ATTRIBUTION) return 0;
    if (ATTRIBUTIONS.some((attribution) => attribution.test(text))) return count;
  }
  return 0;
}

function isQuotedNext(lines: readonly Line[], from: number): boolean {
  // No program leaves more room than that.
  for (let at = from; at < Math.min(from + 6, lines.length); at += 1) {
    const line = lines[at];
    if (line && !isBlank(line)) return line.quoted ?? false;
  }
  return false;
}

function withoutQuotes(lines: readonly Line[]): Line[] {
  const kept: Line[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at];
    if (!line || line.quoted) continue;
    const attribution = attributionLength(lines, at);
    if (attribution > 0 && isQuotedNext(lines, at + attribution)) at += attribution - 1;
    else kept.push(line);
  }
  return kept;
}

function withoutRuler(lines: Line[]): Line[] {
  const kept = [...lines];
  while (kept.length > 0 && (isBlank(kept.at(-1) as Line) || RULER.test(kept.at(-1)?.text ?? ""))) kept.pop();
  return kept;
}

/** From "-- " on (RFC 3676, section 4.3), unless too much follows for a signature. */
function withoutSignature(lines: Line[]): Line[] {
  let after = 0;
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    const line = lines[at];
    if (!line || isBlank(line)) continue;
    after += 1;
    if (after > LONGEST_SIGNATURE + 1) break;
    const signed = SIGNED.test(line.text) || SIGNED_TOO.test(line.text);
    if (signed && !lines.slice(0, at).some(({ text }) => SIGNED.test(text))) return lines.slice(0, at);
  }
  return lines;
}

/** What programs on phones put beneath: only where it ends the message. */
function withoutSentFrom(lines: Line[]): Line[] {
  const kept = trimmed(lines);
  while (SENT_FROM.test(kept.at(-1)?.text ?? "")) {
    kept.pop();
    while (kept.length > 0 && isBlank(kept.at(-1) as Line)) kept.pop();
  }
  return kept;
}

function withoutDisclaimer(lines: Line[]): Line[] {
  const at = lines.findIndex(({ text }, place) => place > 0 && DISCLAIMER.test(text));
  return at < 0 ? lines : withoutSentFrom(withoutRuler(lines.slice(0, at)));
}

/** Without empty lines before and after, and one of them where several stand. */
function trimmed(lines: readonly Line[]): Line[] {
  const kept = lines.filter((line, at) => !isBlank(line) || !isBlank(lines[at - 1] ?? line));
  while (kept.length > 0 && isBlank(kept[0] as Line)) kept.shift();
  while (kept.length > 0 && isBlank(kept.at(-1) as Line)) kept.pop();
  return kept;
}
