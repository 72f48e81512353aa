import "server-only";
import { createHmac, timingSafeEqual } from "node:crypto";
import { isIPv6 } from "node:net";
import { env } from "../env";
import { log } from "../log";
import { cutLinks, cutMould, type Mould, slot } from "./cut";

/** Header in which this portal's own request for a page to be kept says that it is one. */
export const MOULD_HEADER = "x-guiche-mould";

/** As long as contacts are kept. */
const KEPT_MS = 15_000;
/** Beyond that, an old one serves no more. */
const TOO_OLD_MS = 60_000;
/** What failed is not tried again at once. */
const FAILED_MS = 1_000;
const PATIENCE_MS = 10_000;

interface Drawing {
  /** The page to draw, of this portal. */
  path: string;
  /** Cookies that decide how it looks. */
  cookie: string;
  /** The page's own script. */
  script: string;
}

/** A page that was drawn, with what of its `link` header still holds. */
export interface Drawn {
  mould: Mould;
  links: string;
}

interface Kept {
  last: { made: unknown; at: number } | null;
  under: Promise<void> | null;
  /** Why there is nothing, while that is not long ago. */
  failure: { error: unknown; at: number } | null;
}

const kept = new Map<string, Kept>();

/**
 * What this process made of a page a moment ago. An old one serves on while it is made again, and when that fails; one
 * that is too old does not. There are few of them: keys come from closed lists.
 */
function keep<Made>(key: string, make: () => Promise<Made>): Kept & { last: { made: Made } | null } {
  const one = kept.get(key) ?? { last: null, under: null, failure: null };
  kept.set(key, one);
  const now = performance.now();
  const fresh = process.env.NODE_ENV === "development" ? 0 : KEPT_MS;
  if (one.last && one.last.at + fresh + TOO_OLD_MS < now) one.last = null;
  const wanted = !one.last || one.last.at + fresh <= now;
  const failed = one.failure !== null && one.failure.at + FAILED_MS > now;
  if (wanted && !failed) {
    one.under ??= make().then(
      (made) => {
        Object.assign(one, { last: { made, at: performance.now() }, under: null, failure: null });
      },
      (error: unknown) => {
        log.warn({ err: error, page: key }, "a page could not be drawn to be kept");
        Object.assign(one, { under: null, failure: { error, at: performance.now() } });
      },
    );
    // In development what was changed is to be seen.
    if (fresh === 0) one.last = null;
  }
  return one as Kept & { last: { made: Made; at: number } | null };
}

/** What is kept, or null: then it is being made, for the next who ask. */
export const keptOrNull = <Made>(key: string, make: () => Promise<Made>): Made | null =>
  keep(key, make).last?.made ?? null;

/**
 * What is kept, or what is made now.
 * @throws what making it failed with
 */
async function keptOrMade<Made>(key: string, make: () => Promise<Made>): Promise<Made> {
  const one = keep(key, make);
  if (!one.last) await one.under;
  if (!one.last) throw one.failure?.error;
  return one.last.made;
}

/** The login page as this process drew it a moment ago. */
export const drawnPage = ({ path, cookie, script }: Drawing): Promise<Drawn> =>
  keptOrMade(`${path} ${cookie}`, async () => {
    // What the framework takes for a crawler gets the page whole, with nothing left to its script.
    const { html, headers } = await askOwn(path, cookie, "Guiche Bingbot");
    return { mould: cutMould(html, script), links: cutLinks(headers.get("link")) };
  });

/** Asks this very server for a page to be cut, as only the framework knows how to draw it. */
export async function askOwn(
  path: string,
  cookie: string,
  agent: string,
): Promise<{ html: string; headers: Headers }> {
  const response = await fetch(`${ownOrigin(env())}${path}`, {
    headers: { cookie, [MOULD_HEADER]: ownSignature(), "user-agent": agent },
    cache: "no-store",
    redirect: "error",
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const html = await response.text();
  if (response.status !== 200) throw new Error(`${path} answered ${response.status}`);
  return { html, headers: response.headers };
}

/** Where to ask who listens everywhere: by address, since a name may lead to somebody else beside us. */
const EVERYWHERE: Readonly<Record<string, string>> = { "0.0.0.0": "127.0.0.1", "::": "::1" };

/** Where this process and those beside it listen, as they reach it from this machine. */
export function ownOrigin({ HOST, PORT }: { HOST?: string; PORT: number }): string {
  const host = HOST === undefined ? "localhost" : (EVERYWHERE[HOST] ?? HOST);
  return `http://${isIPv6(host) ? `[${host}]` : host}:${PORT}`;
}

/** Whether a request with this header is this portal's own; for others the page does not exist. */
export function isOwnRequest(header: string | null): boolean {
  const given = Buffer.from(header ?? "");
  const own = Buffer.from(ownSignature());
  return given.length === own.length && timingSafeEqual(given, own);
}

const signature = (of: string) => createHmac("sha256", env().NEXTAUTH_SECRET).update(of).digest("hex");

/** What only this portal can send. */
const ownSignature = () => signature(MOULD_HEADER);

/** What only this portal can have written into a page. */
export const ownMark = (): string => signature("slot").slice(0, 16);

/** What stands in an open place of a page that is kept: nobody else can have written it there. */
export const openPlace = (name: string): string => slot(`${ownMark()}_${name}`);
