import "server-only";
import type { IncomingMessage } from "node:http";
import { SpanStatusCode, trace } from "@opentelemetry/api";
import { readCookies } from "../cookies";
import { log } from "../log";
import { type Direct, runDirectly } from "./direct";
import { readArguments, writeAnswer } from "./wire";

/** An act as the browser calls it. The framework marks it with its id. */
type Act = (input: never, owner: never) => Promise<object>;

interface Answer {
  headers: Record<string, string>;
  body: string;
  afterwards: (() => Promise<unknown>)[];
}

/** Longer ones are rare, and React reads them in pieces. */
const LONGEST = 256 * 1024;
const HEADERS = {
  "cache-control": "no-cache, no-store, max-age=0, must-revalidate",
  "content-type": "text/x-component",
  vary: "rsc, next-router-state-tree, next-router-prefetch, next-router-segment-prefetch, Accept-Encoding",
};

const holder = globalThis as typeof globalThis & {
  guicheAct?: (request: IncomingMessage, buildId: string, route: string) => Promise<Answer | null>;
};

const offered = new Set<Act>();
let byId = new Map<string, Act>();

/**
 * From now on scripts/pages.mjs answers this act without the framework (decision 0019). Only for acts that draw nothing
 * anew and lead nowhere: the framework alone can do that.
 */
export function offerAct<A extends Act>(act: A): A {
  offered.add(act);
  holder.guicheAct = answer;
  return act;
}

/** The act that a request names. Ids are given once the module is read to its end. */
function actOf(id: string): Act | undefined {
  if (byId.size < offered.size) {
    byId = new Map([...offered].map((act) => [String((act as { $$id?: string }).$$id), act]));
  }
  return byId.get(id);
}

async function answer(request: IncomingMessage, buildId: string, route: string): Promise<Answer | null> {
  const { headers, url = "/" } = request;
  const act = actOf(String(headers["next-action"]));
  if (!act || headers["content-type"] !== "text/plain;charset=UTF-8") return null;
  const length = Number(headers["content-length"]);
  if (!(length > 0 && length <= LONGEST)) return null;
  const sent = await readSent(request, length);
  if (!sent) return null;
  const direct: Direct = { cookies: readCookies(headers.cookie), afterwards: [] };
  const [input, owner] = sent as [never, never];
  const result = await traced(route, () => runDirectly(direct, () => act(input, owner)));
  const query = [...new URLSearchParams(url.slice(url.indexOf("?") + 1 || url.length))];
  const search = query.map((pair) => pair.map(encodeURIComponent).join("=")).join("&");
  return {
    headers: HEADERS,
    body: writeAnswer(result, { search: search && `?${search}`, buildId }),
    afterwards: direct.afterwards.map((work) => () => work().catch(tell)),
  };
}

const tell = (error: unknown) => log.error({ err: error }, "work after an act failed");

function traced(route: string, work: () => Promise<object>): Promise<object> {
  return trace
    .getTracer("guiche")
    .startActiveSpan(`POST ${route}`, { attributes: { "http.route": route } }, async (span) => {
      try {
        return await work();
      } catch (error) {
        span.setStatus({ code: SpanStatusCode.ERROR });
        throw error;
      } finally {
        span.end();
      }
    });
}

/**
 * Reads what was sent. Where it is not plain data, or breaks off, it is put back as if nobody had read it, and the
 * framework reads it in its way.
 */
function readSent(request: IncomingMessage, length: number): Promise<unknown[] | null> {
  // Whoever left before will never be heard to leave.
  if (request.destroyed) return Promise.resolve(null);
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let size = 0;
    const settle = (sent: unknown[] | null) => {
      request.off("readable", read).off("close", broken);
      // At once: put back later, it would come after the end.
      if (!sent && size > 0 && !request.destroyed) request.unshift(Buffer.concat(parts));
      resolve(sent);
    };
    const broken = () => settle(null);
    const read = () => {
      while (size < length) {
        const part: Buffer | null = request.read();
        if (!part) return;
        parts.push(part);
        size += part.length;
      }
      settle(readArguments(Buffer.concat(parts).toString("utf8")));
    };
    request.on("readable", read).on("close", broken);
  });
}
