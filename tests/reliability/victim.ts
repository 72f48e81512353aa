import { pool } from "@/db/index";
import { watchMailbox } from "@/lib/incoming/imap";
import { processMail } from "@/lib/incoming/process";
import { settleDue } from "@/lib/jobs/sweep";
import { deliverMail } from "@/lib/mail/deliver";
import { ACTS, type Deed } from "./acts";
import type { VictimAct } from "./scenes";

/** Does one act in a process of its own, which a fault point may end; says when it is acknowledged. */
async function main(): Promise<void> {
  const { act, deed } = JSON.parse(process.argv[2] ?? "") as { act: VictimAct; deed: Deed };
  if (act === "settle") await settleDue(new Date(deed.at));
  else if (act === "mail") await processMail(new Date(deed.at));
  else if (act === "watch") {
    const now = () => new Date(deed.at);
    await watchMailbox(deed.text, { signal: AbortSignal.timeout(30_000), now });
  } else if (act === "deliver") await deliverMail(new Date(deed.at));
  else await ACTS[act](deed);
  await new Promise((resolve) => process.stdout.write("acknowledged\n", resolve));
}

main()
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 1;
  })
  .finally(() => pool.end())
  // A connection to a mail server is kept for the next letter.
  .finally(() => process.exit());
