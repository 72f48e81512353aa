import { randomBytes } from "node:crypto";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import { log } from "../log";
import { beginRequest, type RequestFacts } from "../request";
import { isQuiet, type Names } from "./routes";

/** A request that was answered, or whose sender went away. */
export interface Ended {
  method: string;
  route: string;
  status: number;
  ms: number;
  action?: string;
  outcome?: string;
  /** The sender went before the answer was complete. */
  aborted?: boolean;
}

interface Settings {
  names: Names;
  /** A proxy of ours stands in front, and may give each request its id. */
  proxied: boolean;
  /** Told of each request when it ended. */
  observe?: (ended: Ended) => void;
}

const GIVEN_ID = /^[\w-]{8,64}$/;
const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** Gives each request an id that stands in every line of its log and in its answer, and notes how it ended. */
export function watchRequests(settings: Settings): void {
  subscribe("http.server.request.start", (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    const given = settings.proxied ? String(request.headers["x-request-id"] ?? "") : "";
    const facts: RequestFacts = { id: GIVEN_ID.test(given) ? given : randomBytes(8).toString("hex") };
    response.setHeader("X-Request-Id", facts.id);
    const began = performance.now();
    const [pathname = ""] = (request.url ?? "").split("?");
    const actionId = request.headers["next-action"];
    const { method = "" } = request;
    response.once("close", () => {
      const ended: Ended = {
        method: METHODS.has(method) ? method : "other",
        route: settings.names.route(pathname),
        status: response.statusCode,
        ms: Math.round(performance.now() - began),
        action: settings.names.action(typeof actionId === "string" ? actionId : undefined),
        outcome: facts.outcome,
        aborted: response.writableFinished ? undefined : true,
      };
      write(ended, facts);
      settings.observe?.(ended);
    });
    beginRequest(facts);
  });
}

function write(ended: Ended, facts: RequestFacts): void {
  const level = ended.status >= 500 ? "warn" : isQuiet(ended.route) ? "debug" : "info";
  log[level]({ requestId: facts.id, traceId: facts.traceId, ...ended }, "request");
}
