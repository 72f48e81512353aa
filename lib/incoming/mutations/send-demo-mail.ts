import { createTransport } from "nodemailer";
import { v7 } from "uuid";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { findLetter, findLetterHtml } from "@/lib/mail/queries";
import { receiveMail } from "../receive";
import type { DemoMail } from "../schema";

const composer = createTransport({ streamTransport: true, buffer: true });

/**
 * In the demo: writes a message as a mail program would, with what it answers beneath, and brings it in as if it had arrived.
 * Whose it is nobody proves here, as with the addresses of any message.
 * @throws AppError not_found outside the demo
 */
export async function sendDemoMail({ from, to, subject, text, answers }: DemoMail, now: Date): Promise<void> {
  if (!env().GUICHE_DEMO) throw new AppError("not_found", "Esta página só existe na demonstração.");
  const quoted = answers ? await quoteOf(answers) : null;
  const id = `${v7()}@${from.split("@")[1]}`;
  const { message } = await composer.sendMail({
    from,
    to,
    subject,
    date: now,
    messageId: `<${id}>`,
    text: quoted ? `${text}\n\n${quoted.text}` : text,
    html: `<div dir="ltr">${htmlOf(text)}</div>${quoted?.html ?? ""}`,
    ...(quoted?.messageId
      ? { inReplyTo: quoted.messageId, references: `${quoted.references} ${quoted.messageId}` }
      : {}),
  });
  await receiveMail({ source: "demo", sourceId: id, recipients: [to] }, message as Buffer, now);
}

async function quoteOf(letterId: string) {
  const letter = await findLetter(letterId);
  const html = await findLetterHtml(letterId);
  if (!letter?.text || !html) return null;
  const { From: sender = "", "Message-ID": messageId = "", References: references = "" } = letter.headers;
  const when = new Intl.DateTimeFormat("pt-BR", {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: "America/Sao_Paulo",
  }).format(letter.createdAt);
  const line = `Em ${when}, ${sender} escreveu:`;
  return {
    messageId,
    references,
    text: `${line}\n\n${letter.text.replace(/^/gm, "> ")}`,
    html: `<br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">${escaped(line)}<br></div><blockquote class="gmail_quote">${html}</blockquote></div>`,
  };
}

const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const htmlOf = (text: string) => escaped(text).replaceAll(/\r?\n/g, "<br>");
