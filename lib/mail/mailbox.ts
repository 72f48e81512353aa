import "server-only";
import { db } from "@/db/index";
import { demoMailbox } from "@/db/schema/mail";
import { env } from "../env";
import type { Mail, Transport } from "./transport";

/** In the demo, to stand in its mailbox is to be delivered: nothing leaves this machine. */
export function mailboxTransport(): Transport {
  if (!env().GUICHE_DEMO) throw new Error("the mailbox exists in the demo only");
  return {
    remembers: true,
    longestAnswer: 60_000,
    async send(mail) {
      await db
        .insert(demoMailbox)
        .values({ letterId: mail.letterId, ...shownOf(mail) })
        .onConflictDoNothing();
      return { providerId: null };
    },
  };
}

/** What the mailbox shows of a letter. */
export const shownOf = ({ html, text, headers, from, replyTo, messageId }: Mail) => ({
  html,
  text,
  headers: {
    From: from,
    ...(replyTo ? { "Reply-To": replyTo } : {}),
    "Message-ID": `<${messageId}>`,
    ...headers,
  },
});
