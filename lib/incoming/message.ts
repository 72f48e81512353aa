import "server-only";
import { isUtf8 } from "node:buffer";
import { domainToASCII } from "node:url";
import { type AddressObject, type Attachment, type ParsedMail, simpleParser } from "mailparser";
import { parseEmail } from "../identifiers/email";
import { bareAddress } from "../mail/reply";
import type { Marks } from "./rules";

/** A file of a message, before anybody looked into it. */
export interface MailFile {
  name: string;
  /** As the message says, in small letters. */
  type: string;
  bytes: Uint8Array;
  /** By which the text shows it, without the angle brackets; null for a file beside the text. */
  contentId: string | null;
}

/** What a report says about a letter that did not arrive. */
export interface DeliveryReport {
  address: string | null;
  action: "failed" | "delayed" | "other";
  /** It never will arrive; a full mailbox may have room again. */
  permanent: boolean;
  /** Message-ID of the letter, without the angle brackets. */
  messageId: string | null;
}

/** A message as it came in, taken apart. */
export interface MailMessage {
  /** In small letters; null when it names none, or several. */
  from: string | null;
  fromName: string;
  /** Whom its header names, in small letters. */
  to: string[];
  subject: string;
  messageId: string | null;
  /** Ids of what it answers, as they stand in its header. */
  references: string;
  html: string | null;
  text: string | null;
  files: MailFile[];
  report: DeliveryReport | null;
  /** By name in small letters; what stands several times is joined by line breaks, the topmost first. */
  headers: ReadonlyMap<string, string>;
}

/** Parts without a use for people: proofs of who sent it, and what mail programs tell each other. */
const NOISE =
  /^(application\/(x-)?pkcs7-signature|application\/pgp-signature|text\/(x-)?calendar|message\/(delivery-status|disposition-notification)|text\/rfc822-headers)$/;

/** Far more than anybody writes. */
const LONGEST_TEXT = 1_000_000;
/** How much of a text is looked at to tell what a machine says in it. */
const LONGEST_REPORT = 64 * 1024;

/** Takes a message apart. @throws when it is none */
export async function readMessage(raw: Uint8Array): Promise<MailMessage> {
  const mail = await simpleParser(readable(raw), {
    skipHtmlToText: true,
    // A long text would be held three times over.
    skipTextToHtml: true,
    keepCidLinks: true,
    keepDeliveryStatus: true,
    ignoreEmbedded: true,
    checksumAlgo: false,
    maxHeadSize: 512 * 1024,
    maxChildNodes: 200,
  });
  const headers = new Map<string, string>();
  for (const { key, line } of mail.headerLines) {
    const value = line
      .slice(line.indexOf(":") + 1)
      .replace(/\r?\n[ \t]+/g, " ")
      .trim();
    const earlier = headers.get(key);
    headers.set(key, earlier === undefined ? value : `${earlier}\n${value}`);
  }
  const sender = senderOf(mail, headers);
  return {
    from: sender?.address ?? null,
    fromName: clean(sender?.name ?? ""),
    to: [...addressesOf(mail.to), ...addressesOf(mail.cc), ...deliveredTo(headers)],
    subject: clean(mail.subject ?? ""),
    messageId: mail.messageId?.trim() || null,
    references: `${headers.get("in-reply-to") ?? ""} ${headers.get("references") ?? ""}`.trim(),
    html: textOf(mail.html || null),
    text: textOf(mail.text?.slice(0, LONGEST_TEXT) ?? null),
    files: mail.attachments.filter(({ contentType }) => !NOISE.test(contentType)).map(fileOf),
    report: reportOf(mail, headers),
    headers,
  };
}

/** Marks that stand for nothing are no text. */
const textOf = (text: string | null) => text?.replaceAll("\0", "").trim() || null;

/**
 * As its parser can read it: old programs write letters without saying in which set, which then are those of Windows. Heads
 * and bodies are looked at apart.
 */
function readable(raw: Uint8Array): Buffer {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const end = endOfHead(bytes);
  const head = bytes.subarray(0, end);
  const body = bytes.subarray(end);
  const undeclared = !/charset/i.test(bytes.subarray(0, 256 * 1024).toString("latin1"));
  if (isUtf8(head) && (!undeclared || isUtf8(body))) return bytes;
  return Buffer.concat([fromWindows(head), undeclared ? fromWindows(body) : body]);
}

/** One header line, without what could pass for another one or hide something. */
const clean = (text: string) =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ")
    .trim()
    .slice(0, 500);

function endOfHead(bytes: Buffer): number {
  const ends = ["\r\n\r\n", "\n\n"].map((gap) => bytes.indexOf(gap)).filter((at) => at >= 0);
  return ends.length > 0 ? Math.min(...ends) : bytes.length;
}

const fromWindows = (bytes: Buffer) =>
  isUtf8(bytes) ? bytes : Buffer.from(new TextDecoder("windows-1252").decode(bytes));

/** Far more than a name and an address take: what is longer is not looked into. */
const LONGEST_FROM = 2000;

function senderOf(mail: ParsedMail, headers: ReadonlyMap<string, string>) {
  const from = headers.get("from") ?? "";
  // Two headers, or two people in one: nobody can say who wrote it.
  if (from.includes("\n") || from.length > LONGEST_FROM) return null;
  // Two addresses outside quotes are two people, whatever a parser takes for the first.
  const bare = from.replace(/"(?:[^"\\]|\\.)*"/g, "");
  if ((bare.match(/<[^<>]*@[^<>]*>/g)?.length ?? 0) > 1) return null;
  const [sender, ...others] = mailboxesOf(mail.from);
  if (!sender || others.length > 0) return null;
  const [local = "", domain = ""] = (sender.address ?? "").split("@");
  const address = parseEmail(`${local}@${domainToASCII(domain)}`);
  return address ? { address, name: sender.name } : null;
}

const mailboxesOf = (field: AddressObject | AddressObject[] | undefined) =>
  [field ?? []]
    .flat()
    .flatMap(({ value }) => value)
    .flatMap((one) => one.group ?? [one]);

const addressesOf = (field: AddressObject | AddressObject[] | undefined): string[] =>
  mailboxesOf(field).flatMap(({ address }) => (address ? [address.toLowerCase()] : []));

/** To where servers on its way say they delivered it. */
function deliveredTo(headers: ReadonlyMap<string, string>): string[] {
  return ["delivered-to", "x-original-to", "envelope-to", "x-envelope-to"].flatMap((name) =>
    (headers.get(name) ?? "").split("\n").flatMap((line) => (line.includes("@") ? [bareAddress(line)] : [])),
  );
}

function fileOf({ filename, contentType, content, cid, related }: Attachment): MailFile {
  return {
    name: filename || nameOf(contentType),
    type: contentType.toLowerCase(),
    bytes: content,
    contentId: cid && (related || contentType.startsWith("image/")) ? cid : null,
  };
}

const NAMES: Readonly<Record<string, string>> = {
  "message/rfc822": "mensagem.eml",
  "text/calendar": "convite.ics",
  "image/jpeg": "imagem.jpg",
  "image/svg+xml": "imagem.svg",
};

/** For a part that came without a name. */
const nameOf = (mimeType: string) =>
  NAMES[mimeType] ?? (mimeType.startsWith("image/") ? `imagem.${mimeType.slice(6)}` : "arquivo");

const FAILED_FOR_GOOD = /^(?:5\.(?!2\.2)|$)/;

/** What a report of delivery says (RFC 3464, and qmail's own form); null for a message that is none. */
function reportOf(mail: ParsedMail, headers: ReadonlyMap<string, string>): DeliveryReport | null {
  const part = (type: RegExp) =>
    mail.attachments.find(({ contentType }) => type.test(contentType))?.content.toString("latin1") ?? "";
  const isReport = /^multipart\/report/i.test(headers.get("content-type") ?? "");
  const status = isReport ? part(/^message\/delivery-status$/) : "";
  const original = part(/^(message\/rfc822|text\/rfc822-headers)$/);
  const messageId = (text: string) => /^Message-ID:\s*<([^<>\s]+)>/im.exec(text)?.[1] ?? null;
  if (!status) return qmailReport((mail.text ?? "").slice(0, LONGEST_REPORT), headers, messageId);
  const field = (name: string) => new RegExp(`^${name}:[ \\t]*(.+)$`, "im").exec(status)?.[1]?.trim() ?? "";
  const recipient = field("Final-Recipient") || field("Original-Recipient");
  const action = field("Action").toLowerCase();
  return {
    address: bareAddress(recipient.replace(/^[^;]*;/, "")) || null,
    action: action === "failed" || action === "delayed" ? action : "other",
    permanent: action === "failed" && FAILED_FOR_GOOD.test(field("Status")),
    messageId: messageId(original),
  };
}

function qmailReport(
  text: string,
  headers: ReadonlyMap<string, string>,
  messageId: (text: string) => string | null,
): DeliveryReport | null {
  if (headers.get("return-path") !== "<>" || !/^Hi\. This is the/m.test(text)) return null;
  const address = /^<([^<>\s@]{1,100}@[^<>\s@]{1,255})>:[ \t]*$/m.exec(text)?.[1] ?? null;
  return {
    address: address?.toLowerCase() ?? null,
    action: "failed",
    permanent: true,
    messageId: messageId(text),
  };
}

/** Whether a report says that a letter did not arrive, or not yet. */
const isTrouble = (report: DeliveryReport | null): boolean => report !== null && report.action !== "other";

/** By what it is told whether a person wrote it. */
export const marksOf = ({ headers, from, subject, report }: MailMessage): Marks => ({
  headers,
  from,
  subject,
  report: isTrouble(report),
});
