import "server-only";
import { setTimeout as delay } from "node:timers/promises";
import type { Client } from "pg";
import { z } from "zod";
import { openConnection } from "@/db/index";
import type { UserActor } from "../actor";
import { LIVE_CHANNEL, type LiveEvent, type LiveReading } from "../events/relay";
import { log } from "../log";
import { mayConcern } from "./concern";
import { circlesOf } from "./queries";

const GATHER_MS = 25;
const PULSE_MS = 30_000;
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 5_000;

const change = z.object({
  id: z.uuid(),
  ticketId: z.uuid(),
  internal: z.boolean(),
  actorId: z.uuid().nullable(),
});
const reading = z.object({ readerId: z.uuid() });

/** An open page of a person. */
export interface Subscriber {
  readonly actor: UserActor;
  /** Changes that may concern the person; the subscriber still asks what they may see. */
  changed(events: readonly LiveEvent[]): void;
  /** The person read notices of theirs, on this page or another. */
  read(): void;
  /** Changes may have been missed. */
  missed(): void;
  /** The same while the database cannot be asked. */
  behind(): void;
  /** The server closes. */
  closed(): void;
}

/** Hears of changes on one connection of its own and tells the open pages of this process. */
export class LiveHub {
  private readonly subscribers = new Set<Subscriber>();
  private client: Client | null = null;
  private listening: Promise<void> | null = null;
  private readonly begun = Promise.withResolvers<void>();
  private readonly stop = new AbortController();
  private heard: LiveEvent[] = [];
  private interrupted = false;

  constructor(private readonly connect: () => Promise<Client> = () => openConnection("guiche-live")) {}

  /** Adds an open page; the returned function takes it away. The first one starts the listening. */
  subscribe(subscriber: Subscriber): () => void {
    this.subscribers.add(subscriber);
    this.listening ??= this.listen();
    return () => {
      this.subscribers.delete(subscriber);
    };
  }

  /** Settles once changes are heard, or the first attempt to listen failed. */
  get ready(): Promise<void> {
    return this.begun.promise;
  }

  /** How many pages are open in this process. */
  get count(): number {
    return this.subscribers.size;
  }

  /** How many pages the person has open in this process. */
  countOf(userId: string): number {
    return [...this.subscribers].filter(({ actor }) => actor.userId === userId).length;
  }

  /** Ends the listening and every page's stream. */
  async close(): Promise<void> {
    this.stop.abort();
    for (const subscriber of this.subscribers) subscriber.closed();
    this.subscribers.clear();
    await this.client?.end();
    await this.listening;
  }

  private async listen(): Promise<void> {
    let wait = FIRST_RETRY_MS;
    while (!this.stop.signal.aborted) {
      try {
        await this.listenOnce(() => {
          wait = FIRST_RETRY_MS;
        });
      } catch (error) {
        log.warn({ err: error }, "live events: connection lost");
      }
      this.interrupted = true;
      this.begun.resolve();
      await delay(wait, undefined, { signal: this.stop.signal, ref: false }).catch(() => {});
      wait = Math.min(wait * 2, LONGEST_RETRY_MS);
    }
  }

  /** Listens until the connection ends, for whatever reason. */
  private async listenOnce(onListening: () => void): Promise<void> {
    const client = await this.connect();
    const ended = new Promise<void>((resolve, reject) => {
      client.once("end", resolve);
      client.once("error", reject);
    });
    // A late error of a connection already given up must not end the process.
    client.on("error", () => {});
    ended.catch(() => {});
    this.client = client;
    const pulse = setInterval(() => void this.check(client), PULSE_MS);
    pulse.unref();
    try {
      client.on("notification", (message) => this.hear(message.payload));
      await client.query(`listen ${LIVE_CHANNEL}`);
      onListening();
      if (this.interrupted) for (const subscriber of this.subscribers) subscriber.missed();
      this.interrupted = false;
      this.begun.resolve();
      if (this.stop.signal.aborted) await client.end();
      await ended;
    } finally {
      clearInterval(pulse);
      this.client = null;
    }
  }

  /** A connection that died without a word is found out by asking something over it. */
  private async check(client: Client): Promise<void> {
    const silence = setTimeout(() => client.connection.stream.destroy(new Error("no answer")), 10_000);
    silence.unref();
    await client.query("select 1").catch(() => {});
    clearTimeout(silence);
  }

  private hear(text: string | undefined): void {
    const said = parse(text);
    const read = reading.safeParse(said);
    if (read.success) this.tellReader(read.data);
    const event = change.safeParse(said);
    if (!event.success) return;
    this.heard.push(event.data);
    if (this.heard.length === 1) setTimeout(() => void this.tell(), GATHER_MS);
  }

  private tellReader({ readerId }: LiveReading): void {
    for (const subscriber of this.subscribers) if (subscriber.actor.userId === readerId) subscriber.read();
  }

  private async tell(): Promise<void> {
    const heard = this.heard;
    this.heard = [];
    try {
      const circles = await circlesOf([...new Set(heard.map((event) => event.ticketId))]);
      for (const subscriber of this.subscribers) {
        const concerning = heard.filter((event) => {
          const circle = circles.get(event.ticketId);
          return circle && mayConcern(subscriber.actor, circle);
        });
        if (concerning.length > 0) subscriber.changed(concerning);
      }
    } catch (error) {
      log.warn({ err: error }, "live events: changes could not be told");
      for (const subscriber of this.subscribers) subscriber.behind();
    }
  }
}

function parse(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return null;
  }
}

const holder = globalThis as typeof globalThis & { guicheLive?: LiveHub };

/** The hub of this process. It closes with the server, which otherwise would wait for the open streams. */
export function liveHub(): LiveHub {
  if (!holder.guicheLive) {
    const hub = new LiveHub();
    holder.guicheLive = hub;
    const close = () => void hub.close();
    process.once("SIGTERM", close);
    process.once("SIGINT", close);
  }
  return holder.guicheLive;
}
