import "server-only";
import PostalMime, { type Address, type Attachment, addressParser, type Email } from "postal-mime";
import { parseEmail } from "../identifiers/email";
import { bareAddress } from "../mail/reply";

/** A file of a message, before anybody looked into it. */
export interface MailFile {
  name: string;
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
  /^(application\/(x-)?pkcs7-signature|application\/pgp-signature|application\/ms-tnef|message\/(delivery-status|disposition-notification)|text\/rfc822-headers)$/;

const LIMITS = { maxNestingDepth: 100, maxHeadersSize: 512 * 1024 };

/** Takes a message apart. @throws when it is none */
export async function readMessage(raw: Uint8Array): Promise<MailMessage> {
  const mail = await PostalMime.parse(raw, { ...LIMITS, forceRfc822Attachments: true });
  const headers = new Map<string, string>();
  for (const { key, value } of mail.headers) {
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
    references: `${mail.inReplyTo ?? ""} ${mail.references ?? ""}`.trim(),
    html: mail.html?.trim() || null,
    text: mail.text?.trim() || null,
    files: mail.attachments.filter(({ mimeType }) => !NOISE.test(mimeType)).map(fileOf),
    report: reportOf(mail, headers),
    headers,
  };
}

/** One header line, without what could pass for another one or hide something. */
const clean = (text: string) =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ")
    .trim()
    .slice(0, 500);

function senderOf(mail: Email, headers: ReadonlyMap<string, string>) {
  // Two headers, or two people in one: nobody can say who wrote it.
  const header = headers.get("from") ?? "";
  if (header.includes("\n") || addressParser(header, { flatten: true }).length !== 1) return null;
  const [sender] = mailboxesOf(mail.from ? [mail.from] : []);
  if (!sender) return null;
  const address = parseEmail(sender.address);
  return address ? { address: address.toLowerCase(), name: sender.name } : null;
}

const mailboxesOf = (list: readonly Address[] | undefined) =>
  (list ?? []).flatMap((one) => (one.group ? one.group : [one]));

const addressesOf = (list: readonly Address[] | undefined): string[] =>
  mailboxesOf(list).flatMap(({ address }) => (address ? [address.toLowerCase()] : []));

/** To where servers on its way say they delivered it. */
function deliveredTo(headers: ReadonlyMap<string, string>): string[] {
  return ["delivered-to", "x-original-to", "envelope-to", "x-envelope-to"].flatMap((name) =>
    (headers.get(name) ?? "").split("\n").flatMap((line) => (line.includes("@") ? [bareAddress(line)] : [])),
  );
}

function fileOf({ filename, mimeType, content, contentId, related }: Attachment): MailFile {
  return {
    name: filename ?? nameOf(mimeType),
    bytes: typeof content === "string" ? new TextEncoder().encode(content) : new Uint8Array(content),
    contentId: contentId && (related || mimeType.startsWith("image/")) ? bareId(contentId) : null,
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

export const bareId = (id: string) => id.trim().replace(/^<|>$/g, "");

/** What a report of delivery says (RFC 3464). */
function reportOf(mail: Email, headers: ReadonlyMap<string, string>): DeliveryReport | null {
  const type = headers.get("content-type") ?? "";
  const parts = mail.attachments;
  const status = textOf(parts.find(({ mimeType }) => mimeType === "message/delivery-status"));
  if (!status && !/report-type="?delivery-status/i.test(type)) return null;
  const field = (name: string) => new RegExp(`^${name}:[ \\t]*(.+)$`, "im").exec(status)?.[1]?.trim() ?? "";
  const recipient = field("Final-Recipient") || field("Original-Recipient");
  const action = field("Action").toLowerCase();
  const code = field("Status");
  const original = textOf(
    parts.find(({ mimeType }) => /^(message\/rfc822|text\/rfc822-headers)$/.test(mimeType)),
  );
  return {
    address: bareAddress(recipient.replace(/^[^;]*;/, "")) || null,
    action: action === "failed" || action === "delayed" ? action : "other",
    permanent: action === "failed" && code.startsWith("5.") && code !== "5.2.2",
    messageId: /^Message-ID:\s*<([^<>\s]+)>/im.exec(original)?.[1] ?? null,
  };
}

function textOf(part: Attachment | undefined): string {
  if (!part) return "";
  const { content } = part;
  return typeof content === "string" ? content : new TextDecoder("latin1").decode(content);
}
