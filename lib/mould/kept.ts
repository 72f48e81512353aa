import "server-only";
import { createHmac, timingSafeEqual } from "node:crypto";
import { isIPv6 } from "node:net";
import { env } from "../env";
import { log } from "../log";
import { cutLinks, cutMould, type Mould } from "./cut";

/** Header in which this portal's own request for a page to be kept says that it is one. */
export const MOULD_HEADER = "x-guiche-mould";

/** As long as contacts are kept: a change may take twice this to be seen. */
const KEPT_MS = 15_000;
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

const kept = new Map<string, { made: Promise<unknown>; until: number }>();

/**
 * What this process made of a page a moment ago; made again when it is old. While that fails, the old one serves. There
 * are few of them: keys come from closed lists.
 */
export function keep<Made>(key: string, make: () => Promise<Made>): Promise<Made> {
  const known = kept.get(key) as { made: Promise<Made>; until: number } | undefined;
  if (known && known.until > performance.now()) return known.made;
  const made = make().catch((error: unknown) => {
    if (!known) {
      kept.delete(key);
      throw error;
    }
    log.warn({ err: error }, "a page could not be drawn again");
    return known.made;
  });
  const fresh = process.env.NODE_ENV === "development" ? 0 : KEPT_MS;
  kept.set(key, { made, until: performance.now() + fresh });
  return made;
}

/** The login page as this process drew it a moment ago. */
export const drawnPage = ({ path, cookie, script }: Drawing): Promise<Drawn> =>
  keep(`${path} ${cookie}`, async () => {
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
    headers: { cookie, [MOULD_HEADER]: ownMark(), "user-agent": agent },
    cache: "no-store",
    redirect: "error",
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const html = await response.text();
  if (response.status !== 200) throw new Error(`${path} answered ${response.status}`);
  return { html, headers: response.headers };
}

const EVERYWHERE = new Set([undefined, "0.0.0.0", "::"]);

/** Where this process and those beside it listen, as they reach it from this machine. */
export function ownOrigin({ HOST, PORT }: { HOST?: string; PORT: number }): string {
  if (HOST === undefined || EVERYWHERE.has(HOST)) return `http://localhost:${PORT}`;
  return `http://${isIPv6(HOST) ? `[${HOST}]` : HOST}:${PORT}`;
}

/** Whether a request with this header is this portal's own; for others the page does not exist. */
export function isOwnRequest(header: string | null): boolean {
  const given = Buffer.from(header ?? "");
  const own = Buffer.from(ownMark());
  return given.length === own.length && timingSafeEqual(given, own);
}

const ownMark = () => createHmac("sha256", env().NEXTAUTH_SECRET).update(MOULD_HEADER).digest("hex");
