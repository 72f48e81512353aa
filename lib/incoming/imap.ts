import "server-only";
import { setTimeout as delay } from "node:timers/promises";
import { eq } from "drizzle-orm";
import { ImapFlow } from "imapflow";
import { isAway } from "@/db/away";
import { db } from "@/db/index";
import { readBoxes } from "@/db/schema/incoming";
import { isLoopback } from "../env";
import { AppError } from "../errors";
import { faultPoint } from "../fault";
import { log } from "../log";
import { StorageError } from "../storage/driver";
import { LONGEST_MESSAGE, noteUnreadable, type Origin, receiveMail, refuseLong } from "./receive";

/** How long a message waits at most, on a server that does not tell of it by itself. */
const LOOK_AGAIN_MS = 15_000;
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 5 * 60_000;
const HEAD_BYTES = 64 * 1024;
/** So often one message may fail before the ones after it are read. */
const MOST_FAILURES = 5;

export interface WatchOptions {
  signal: AbortSignal;
  now?: () => Date;
  /** Called whenever something was taken in. */
  arrived?: () => void;
  lookAgainMs?: number;
  firstPauseMs?: number;
}

/**
 * Takes in what arrives in a mailbox, until the signal. Each message is kept here before it counts as read there; nothing is
 * deleted. While the server is away it is asked again and again, and goes on where it was.
 */
export async function watchMailbox(url: string, options: WatchOptions): Promise<void> {
  const { signal, firstPauseMs = FIRST_PAUSE_MS } = options;
  const box = new Mailbox(url, options);
  let pause = firstPauseMs;
  while (!signal.aborted) {
    const before = box.looks;
    try {
      await box.watch();
    } catch (error) {
      const { code, responseText } = error as { code?: string; responseText?: string };
      log.warn({ code, responseText, mailbox: box.name }, "the mailbox cannot be read");
    }
    pause = box.looks > before ? firstPauseMs : Math.min(pause * 2, LONGEST_PAUSE_MS);
    await rest(pause, signal);
  }
}

async function rest(time: number, signal: AbortSignal): Promise<void> {
  await delay(time, undefined, { signal, ref: false }).catch(() => undefined);
}

/** Our own storage or database is away, which says nothing of the message. */
const isPassing = (error: unknown) =>
  error instanceof StorageError ||
  (error instanceof AppError && error.code === "unavailable") ||
  isAway(error) ||
  codeOfSystem(error) === "ENOSPC";

const codeOfSystem = (error: unknown) =>
  error instanceof Error && "code" in error ? String(error.code) : undefined;

class Mailbox {
  /** Server, account and folder. */
  readonly name: string;
  /** How often it was looked into. */
  looks = 0;
  private readonly folder: string;
  private readonly address: URL;
  private readonly failures = new Map<number, number>();

  constructor(
    url: string,
    private readonly options: WatchOptions,
  ) {
    this.address = new URL(url);
    const { hostname, username, pathname } = this.address;
    this.folder = decodeURIComponent(pathname.replace(/^\//, "")) || "INBOX";
    this.name = `${decodeURIComponent(username)}@${hostname}/${this.folder}`;
  }

  /** On one connection: takes in what is new, and waits for more. */
  async watch(): Promise<void> {
    const { signal, lookAgainMs = LOOK_AGAIN_MS } = this.options;
    const client = this.connect();
    let wake = new AbortController();
    client.on("exists", () => wake.abort());
    // It ends whatever is under way; nothing else hears of it.
    client.on("error", () => wake.abort());
    const leave = () => client.close();
    signal.addEventListener("abort", leave);
    try {
      await client.connect();
      const lock = await client.getMailboxLock(this.folder);
      try {
        while (!signal.aborted) {
          wake = new AbortController();
          await this.takeIn(client);
          this.looks += 1;
          await rest(lookAgainMs, AbortSignal.any([signal, wake.signal]));
          if (!signal.aborted) await client.noop();
          if (!client.usable) return;
        }
      } finally {
        lock.release();
      }
      await client.logout().catch(() => undefined);
    } finally {
      signal.removeEventListener("abort", leave);
      client.close();
    }
  }

  private connect(): ImapFlow {
    const { protocol, hostname, port, username, password } = this.address;
    const secure = protocol === "imaps:";
    return new ImapFlow({
      host: hostname.replace(/^\[|\]$/g, ""),
      port: port ? Number(port) : secure ? 993 : 143,
      secure,
      // A password goes over the net encrypted, or not at all.
      ...(secure || isLoopback(this.address.href) ? {} : { doSTARTTLS: true }),
      auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
      logger: false,
      connectionTimeout: 20_000,
      greetingTimeout: 20_000,
      socketTimeout: 120_000,
    });
  }

  private async takeIn(client: ImapFlow): Promise<void> {
    const { mailbox } = client;
    if (!mailbox) throw Object.assign(new Error("no mailbox"), { code: "NoMailbox" });
    const validity = String(mailbox.uidValidity);
    const [mark] = await db.select().from(readBoxes).where(eq(readBoxes.name, this.name));
    const known = mark?.validity === validity ? mark.lastUid : null;
    const upTo = mailbox.uidNext - 1;
    // Met for the first time, what somebody has read is old.
    const found =
      known === null
        ? await client.search({ seen: false }, { uid: true })
        : await client.search({ uid: `${known + 1}:*` }, { uid: true });
    // Refused is not "nothing".
    if (!Array.isArray(found)) throw Object.assign(new Error("no search"), { code: "NoSearch" });
    const uids = found.filter((uid) => known === null || uid > known).toSorted((a, b) => a - b);
    for (const uid of uids) {
      if (this.options.signal.aborted) return;
      await this.takeOne(client, validity, uid);
      if (known !== null) await this.mark(validity, uid);
      faultPoint("marked");
    }
    if (known === null) await this.mark(validity, Math.max(upTo, uids.at(-1) ?? 0));
    if (uids.length > 0) this.options.arrived?.();
  }

  private async takeOne(client: ImapFlow, validity: string, uid: number): Promise<void> {
    const origin: Origin = { source: "imap", sourceId: `${validity}:${uid} ${this.name}`, recipients: [] };
    const now = this.options.now?.() ?? new Date();
    try {
      const about = await client.fetchOne(uid, { size: true }, { uid: true });
      if (!about) return;
      const size = about.size ?? 0;
      const long = size > LONGEST_MESSAGE;
      const message = await client.fetchOne(
        uid,
        { source: long ? { maxLength: HEAD_BYTES } : true },
        { uid: true },
      );
      if (message === false || !message.source)
        throw Object.assign(new Error("a message without bytes"), { code: "NoSource" });
      if (long) await refuseLong(origin, message.source, size, now);
      else await receiveMail(origin, message.source, now);
      this.failures.delete(uid);
    } catch (error) {
      if (isPassing(error)) throw error;
      const failures = (this.failures.get(uid) ?? 0) + 1;
      this.failures.set(uid, failures);
      if (failures < MOST_FAILURES || !client.usable) throw error;
      log.error({ err: error, uid, mailbox: this.name }, "a message stays in the mailbox: it cannot be read");
      await noteUnreadable(origin, now);
      return;
    }
    faultPoint("fetched");
    await client.messageFlagsAdd(uid, ["\\Seen"], { uid: true });
    faultPoint("seen");
  }

  private async mark(validity: string, lastUid: number): Promise<void> {
    const at = this.options.now?.() ?? new Date();
    const mark = { validity, lastUid, at };
    await db
      .insert(readBoxes)
      .values({ name: this.name, ...mark })
      .onConflictDoUpdate({ target: readBoxes.name, set: mark });
  }
}
