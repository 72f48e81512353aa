import fs from "node:fs";
import { db } from "@/db/index";
import { sessions } from "@/db/schema/people";
import { SESSION_SECONDS, sealSession, sessionCookieName } from "@/lib/accounts/cookie";
import type { UserActor } from "@/lib/actor";
import type { Draft } from "@/lib/drafts/schema";
import type * as actions from "@/lib/tickets/actions";

type ActionName = keyof typeof actions;

interface Page {
  status: number;
  text: string;
  retryAfter: string | null;
  took: number;
}

const PATIENCE_MS = 60_000;

/** Somebody signed in, speaking to a server as the portal's own pages do. Where no answer comes there is null. */
export class Visitor {
  /** Why the last answer did not come. */
  failure = "";

  private constructor(
    readonly actor: UserActor,
    /** The cookie of the session. */
    readonly session: { name: string; value: string },
    /** The portal's public address, whichever server is asked. */
    private readonly portal: string,
  ) {}

  static async enter(actors: readonly UserActor[], portal: string): Promise<Visitor[]> {
    const createdAt = new Date();
    const expiresAt = new Date(createdAt.getTime() + SESSION_SECONDS * 1000);
    const rows = actors.map(({ userId }) => ({ userId, way: "password" as const, createdAt, expiresAt }));
    const opened = await db.insert(sessions).values(rows).returning();
    return Promise.all(
      actors.map(async (actor) => {
        const session = opened.find(({ userId }) => userId === actor.userId);
        const value = await sealSession(session?.id ?? "");
        return new Visitor(actor, { name: sessionCookieName(), value }, portal);
      }),
    );
  }

  /** A whole page, as an address typed in asks for it. */
  async page(at: string, path: string): Promise<Page | null> {
    const began = performance.now();
    const response = await this.ask(at, path, { headers: { accept: "text/html" } });
    const text = await response?.text().catch(() => null);
    if (!response || text === null || text === undefined) return null;
    const retryAfter = response.headers.get("retry-after");
    return { status: response.status, text, retryAfter, took: performance.now() - began };
  }

  /** Calls a server action as a form does. */
  async act<N extends ActionName>(
    at: string,
    path: string,
    name: N,
    input: Parameters<(typeof actions)[N]>[0],
  ): Promise<Awaited<ReturnType<(typeof actions)[N]>> | null> {
    const response = await this.ask(at, path, {
      method: "POST",
      headers: {
        "next-action": actionId(name),
        "content-type": "text/plain;charset=UTF-8",
        accept: "text/x-component",
      },
      body: JSON.stringify([input, this.actor.userId]),
    });
    const text = await response?.text().catch(() => null);
    const value = /^[0-9a-f]+:(\{"ok":.*\})$/m.exec(text ?? "")?.[1];
    if (response && !value) this.failure = `${response.status} ${text?.slice(0, 200)}`;
    return value ? JSON.parse(value) : null;
  }

  /** Keeps what was typed; the status of the answer. */
  async saveDraft(at: string, place: string, id: string, text: string): Promise<number | null> {
    const response = await this.ask(at, draftAt(place), {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ id, revision: 0, owner: this.actor.userId, content: { text } }),
    });
    return response?.status ?? null;
  }

  async draft(at: string, place: string): Promise<Draft | null> {
    const response = await this.ask(at, draftAt(place), {});
    const answer = (await response?.json()) as { draft: Draft | null };
    return answer.draft;
  }

  /** Sends a file for a place; the status and what was said of it. */
  async upload(
    at: string,
    place: string,
    bytes: Uint8Array<ArrayBuffer>,
    name = "carta.txt",
  ): Promise<{ status: number; body: { id?: string; error?: { code: string; message: string } } } | null> {
    const body = new FormData();
    body.set("file", new Blob([bytes]), name);
    const path = `/api/attachments?place=${encodeURIComponent(place)}`;
    const response = await this.ask(at, path, { method: "POST", body });
    return response ? { status: response.status, body: await response.json() } : null;
  }

  /** One request with this person's cookie. */
  ask(at: string, path: string, init: RequestInit & { duplex?: "half" }): Promise<Response | null> {
    const { name, value } = this.session;
    const headers = { cookie: `${name}=${value}`, origin: this.portal, ...init.headers };
    const signal = AbortSignal.any([AbortSignal.timeout(PATIENCE_MS), ...(init.signal ? [init.signal] : [])]);
    return fetch(at + path, { ...init, headers, signal, redirect: "manual" }).catch((error: Error) => {
      this.failure = `${error.message}: ${error.cause}`;
      return null;
    });
  }
}

const draftAt = (place: string) => `/api/drafts/${encodeURIComponent(place)}`;

const ids = new Map<string, string>();

/** The id under which the build published a server action. */
function actionId(name: string): string {
  const known = ids.get(name);
  if (known) return known;
  const manifest = JSON.parse(fs.readFileSync(".next/server/server-reference-manifest.json", "utf8")) as {
    node: Record<string, { exportedName?: string }>;
  };
  const [id] = Object.entries(manifest.node).find(([, { exportedName }]) => exportedName === name) ?? [];
  if (!id) throw new Error(`the build knows no action ${name}`);
  ids.set(name, id);
  return id;
}
