import "server-only";
import type { IncomingMessage } from "node:http";
import { SpanStatusCode, trace } from "@opentelemetry/api";
import { openSession, sessionCookieName } from "../accounts/cookie";
import { loadActor } from "../accounts/queries";
import { readCookies } from "../cookies";
import { log } from "../log";
import { askOwn, keptOrNull, MOULD_HEADER, ownMark } from "../mould/kept";
import { addressSlot, cutPage, fillPage, querySlot } from "../mould/page";
import { parseTheme, themeCookie } from "../theme";
import { pack } from "./pack";
import { CONTENT, MASTHEAD, PERSON, TITLE } from "./places";
import { type Answer, drawings, type Surroundings, screens } from "./registry";
import type { Screen } from "./screen";
import { knowsGovbr, ORGANISATION, viewerOf } from "./shell";
import type { MastheadData } from "./viewer";

/** What follows from a page's mould into its answers. */
const KEPT_HEADERS = ["cache-control", "content-type", "link", "vary"];
const NONCE = "{{nonce}}";
/** About 10 KB each. */
const MOST_MASTHEADS = 300;
/** A query that is read as it stands. */
const PLAIN_QUERY = /^[\w.=&%+-]*$/;

/**
 * From now on plain requests for this screen are answered without the framework (decision 0017): its page is kept with
 * open places, and what belongs to one request is drawn by React and put in. Where anything is missing or unusual (no
 * session, nothing to show, no rights, an error) the framework answers, in its way.
 */
export function offerScreen<Data extends object>(screen: Screen<Data>, { wide }: { wide: boolean }): void {
  const names = [...screen.route.matchAll(/\[(\w+)\]/g)].map(([, name = ""]) => name);
  const pattern = new RegExp(`^${screen.route.replaceAll(/\[\w+\]/g, "([^/]+)")}$`);
  const tracer = trace.getTracer("guiche");

  async function mouldFor(theme: string) {
    const mark = ownMark();
    const path = screen.route.replaceAll(/\[(\w+)\]/g, (_, name: string) => addressSlot(mark, name));
    const { html, headers } = await askOwn(
      `${path}?${querySlot(mark)}`,
      // The proxy leads whoever has no session to the login; this one is of nobody.
      `${sessionCookieName()}=${MASTHEAD}; ${themeCookie}=${theme}`,
      "Guiche",
    );
    const nonce = /'nonce-([^']+)'/.exec(headers.get("content-security-policy") ?? "")?.[1];
    if (!nonce) throw new Error("the page has no nonce");
    if (!headers.has("cache-control")) throw new Error("the page does not say that it is nobody else's");
    return {
      mould: cutPage(html, { nonce, mark, drawn: [CONTENT, MASTHEAD], told: [TITLE, PERSON, ...names] }),
      headers: KEPT_HEADERS.flatMap((name) => {
        const value = headers.get(name)?.replaceAll(nonce, NONCE);
        return value ? [[name, value] as const] : [];
      }),
    };
  }

  async function answer(request: IncomingMessage): Promise<Answer | null> {
    const nonce = String(request.headers["x-nonce"]);
    const [path, query] = parts(request.url ?? "/");
    const drawContent = drawings.get(screen.route);
    const drawMasthead = drawings.get(MASTHEAD);
    const found = pattern.exec(path);
    if (!drawContent || !drawMasthead || !found || !PLAIN_QUERY.test(query)) return null;
    const search = new URLSearchParams(query);
    // Escapes that stand for no sign are for the framework to make sense of.
    if ([...search].flat().some((text) => text.includes("\ufffd"))) return null;
    const cookies = readCookies(request.headers.cookie);
    const sessionId = await openSession(cookies.get(sessionCookieName()));
    const now = new Date();
    const actor = sessionId ? await loadActor(sessionId, now) : null;
    if (!actor || !(screen.allows?.(actor) ?? true)) return null;
    const theme = parseTheme(cookies.get(themeCookie));
    const kept = keptOrNull(`${screen.route} ${theme}`, () => mouldFor(theme));
    if (!kept) return null;
    const params = Object.fromEntries(names.map((name, index) => [name, found[index + 1] ?? ""]));
    const [viewer, shown] = await Promise.all([
      viewerOf(actor),
      screen.load(actor, { params, search: recordOf(search) }, now),
    ]);
    if (!shown) return null;
    const canonical = search.size > 0 ? `?${search}` : "";
    const around: Surroundings = { path, search: canonical, userId: actor.userId, govbr: knowsGovbr() };
    const masthead: MastheadData = { organisation: ORGANISATION, theme, viewer, wide };
    const packed = pack(masthead);
    const [content, head] = await Promise.all([
      drawContent(shown.data, around),
      // The present page is marked in it, and that is the same for all addresses of a route.
      remembered(`${screen.route} ${packed}`, () => drawMasthead(masthead, around)),
    ]);
    return {
      headers: Object.fromEntries(
        kept.headers.map(([name, value]) => [name, value.replaceAll(NONCE, nonce)]),
      ),
      body: fillPage(kept.mould, {
        values: {
          nonce,
          ...params,
          canonicalQuery: canonical,
          query: canonical && `?${escaped(search)}`,
          [TITLE]: shown.title,
          [PERSON]: actor.userId,
          [CONTENT]: pack(shown.data),
          [MASTHEAD]: packed,
        },
        drawn: { [CONTENT]: content, [MASTHEAD]: head },
      }),
      afterwards: later(shown.afterwards),
    };
  }

  screens.set(screen.route, (request) =>
    request.headers[MOULD_HEADER] !== undefined
      ? Promise.resolve(null)
      : tracer.startActiveSpan(
          `draw ${screen.route}`,
          { attributes: { "http.route": screen.route } },
          async (span) => {
            try {
              return await answer(request);
            } catch (error) {
              // The framework tries again, and says what it says of errors if it fails too.
              span.setStatus({ code: SpanStatusCode.ERROR });
              log.warn({ err: error, route: screen.route }, "a screen could not be drawn alone");
              return null;
            } finally {
              span.end();
            }
          },
        ),
  );
}

const mastheads = new Map<string, Promise<Buffer>>();

/** A masthead as it was drawn from the same data before; those that were drawn first are forgotten first. */
function remembered(key: string, draw: () => Promise<Buffer>): Promise<Buffer> {
  const known = mastheads.get(key);
  if (known) return known;
  const [oldest] = mastheads.keys();
  if (oldest !== undefined && mastheads.size >= MOST_MASTHEADS) mastheads.delete(oldest);
  const drawn = draw();
  mastheads.set(key, drawn);
  drawn.catch(() => mastheads.delete(key));
  return drawn;
}

function later(work: (() => Promise<unknown>) | undefined): Answer["afterwards"] {
  if (!work) return null;
  return () => work().catch((error: unknown) => log.error({ err: error }, "work after a page failed"));
}

/** The query as the framework's router writes it. */
const escaped = (search: URLSearchParams) =>
  [...search].map((pair) => pair.map(encodeURIComponent).join("=")).join("&");

function recordOf(search: URLSearchParams): Record<string, string | string[]> {
  const record: Record<string, string | string[]> = Object.create(null);
  for (const [name, value] of search) {
    const known = record[name];
    if (known === undefined) record[name] = value;
    else if (Array.isArray(known)) known.push(value);
    else record[name] = [known, value];
  }
  return record;
}

function parts(address: string): [path: string, query: string] {
  const mark = address.indexOf("?");
  return mark < 0 ? [address, ""] : [address.slice(0, mark), address.slice(mark + 1)];
}
