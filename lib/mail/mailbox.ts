import "server-only";
import { db } from "@/db/index";
import { demoMailbox } from "@/db/schema/mail";
import { env } from "../env";
import type { Transport } from "./transport";

/** In the demo, to stand in its mailbox is to be delivered: nothing leaves this machine. */
export function mailboxTransport(): Transport {
  if (!env().GUICHE_DEMO) throw new Error("the mailbox exists in the demo only");
  return {
    async send({ letterId, html, text, headers, from, messageId }) {
      const shown = { From: from, "Message-ID": `<${messageId}>`, ...headers };
      await db.insert(demoMailbox).values({ letterId, html, text, headers: shown }).onConflictDoNothing();
      return { providerId: null };
    },
  };
}
