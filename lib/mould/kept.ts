import "server-only";
import { createHmac, timingSafeEqual } from "node:crypto";
import { isIPv6 } from "node:net";
import { env } from "../env";
import { log } from "../log";
import { cutMould, type Mould } from "./cut";

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
  /** Address of the page's own script. */
  script: string;
}

interface Kept {
  mould: Promise<Mould>;
  until: number;
}

const kept = new Map<string, Kept>();

/** The page as this process drew it a moment ago. There are few of them: path and cookie come from closed lists. */
export function mouldOf(drawing: Drawing): Promise<Mould> {
  const key = `${drawing.path} ${drawing.cookie}`;
  const known = kept.get(key);
  if (known && known.until > performance.now()) return known.mould;
  const mould = draw(drawing).catch((error: unknown) => {
    if (!known) {
      kept.delete(key);
      throw error;
    }
    log.warn({ err: error }, "a page could not be drawn again");
    return known.mould;
  });
  const fresh = process.env.NODE_ENV === "development" ? 0 : KEPT_MS;
  kept.set(key, { mould, until: performance.now() + fresh });
  return mould;
}

/** Asks this very server for the page, as only the framework knows how to draw it. */
async function draw({ path, cookie, script }: Drawing): Promise<Mould> {
  const { HOST, PORT } = env();
  const host = isIPv6(HOST) ? `[${HOST}]` : HOST;
  const response = await fetch(`http://${host}:${PORT}${path}`, {
    headers: { cookie, [MOULD_HEADER]: mark() },
    cache: "no-store",
    redirect: "error",
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (response.status !== 200) throw new Error(`${path} answered ${response.status}`);
  return cutMould(await response.text(), script);
}

/** Whether a request with this header is this portal's own; for others the page does not exist. */
export function isOwnRequest(header: string | null): boolean {
  const own = mark();
  return header?.length === own.length && timingSafeEqual(Buffer.from(header), Buffer.from(own));
}

const mark = () => createHmac("sha256", env().NEXTAUTH_SECRET).update(MOULD_HEADER).digest("hex");
