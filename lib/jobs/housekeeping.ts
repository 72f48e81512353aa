import "server-only";
import { sweepStorage, sweepUnclaimed } from "../attachments/mutations/sweep-unclaimed";
import { sweepDrafts } from "../drafts/mutations/sweep-drafts";
import { sweepDropped } from "../incoming/mutations/sweep-dropped";
import { log } from "../log";
import { sweepLinks, sweepReplyAddresses } from "../mail/mutations/sweep-expired";
import { sweepTold } from "../mail/mutations/sweep-told";
import { releaseUnattended } from "../tickets/mutations/release-unattended";

const CHORES: Readonly<Record<string, (now: Date) => Promise<number>>> = {
  "tickets of profiles that ended": releaseUnattended,
  "drafts nobody touched": sweepDrafts,
  "files that were never sent": sweepUnclaimed,
  "messages that were put away": sweepDropped,
  "links in letters that ended long ago": sweepLinks,
  "addresses that were answered long ago": sweepReplyAddresses,
  "notices no provider tells again": sweepTold,
  "bytes no row knows": sweepStorage,
};

/** What is done now and then; a chore that fails is logged and tried again the next time. */
export async function keepHouse(now: Date): Promise<void> {
  for (const [chore, work] of Object.entries(CHORES)) {
    try {
      const done = await work(now);
      if (done > 0) log.info({ chore, done }, "housekeeping");
    } catch (error) {
      log.error({ err: error, chore }, "housekeeping failed");
    }
  }
}
