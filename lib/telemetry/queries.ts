import { context, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { Client } from "pg";

const VERB = /^\s*(?:\/\*.*?\*\/\s*)?([a-z]+)/is;
const TABLE = /\b(?:from|into|update|join)\s+(?:only\s+)?"?(\w+)"?/i;

/** "select tickets": the verb and the first table, never the text. */
export function summaryOf(text: string): { verb: string; summary: string } {
  const verb = VERB.exec(text)?.[1]?.toLowerCase() ?? "query";
  const table =
    verb === "begin" || verb === "commit" || verb === "rollback" ? undefined : TABLE.exec(text)?.[1];
  return { verb, summary: table ? `${verb} ${table}` : verb };
}

type Query = (this: unknown, ...given: unknown[]) => unknown;

/** Lets each query that a request asks be a span of its trace. Queries of nobody's request are not followed. */
export function traceQueries(): void {
  const tracer = trace.getTracer("guiche");
  const query = Reflect.get(Client.prototype, "query") as Query;
  const traced: Query = function (...given) {
    const text = textOf(given[0]);
    if (text === undefined || !trace.getActiveSpan()) return query.apply(this, given);
    const { verb, summary } = summaryOf(text);
    const span = tracer.startSpan(summary, {
      kind: SpanKind.CLIENT,
      attributes: { "db.system.name": "postgresql", "db.operation.name": verb, "db.query.summary": summary },
    });
    const end = (error?: unknown) => {
      if (error) {
        span.setStatus({ code: SpanStatusCode.ERROR });
        span.setAttribute("error.type", codeOf(error));
      }
      span.end();
    };
    const told = given.at(-1);
    if (typeof told === "function") {
      const callback = context.bind(context.active(), told as (...result: unknown[]) => void);
      given[given.length - 1] = (...result: unknown[]) => {
        end(result[0]);
        callback(...result);
      };
      return query.apply(this, given);
    }
    const answer = query.apply(this, given);
    if (answer instanceof Promise) answer.then(() => end(), end);
    else end();
    return answer;
  };
  Reflect.set(Client.prototype, "query", traced);
}

/** Streams of COPY and the like bring their own machinery; only plain queries are followed. */
function textOf(query: unknown): string | undefined {
  if (typeof query === "string") return query;
  if (typeof query !== "object" || query === null || "submit" in query) return undefined;
  const text: unknown = Reflect.get(query, "text");
  return typeof text === "string" ? text : undefined;
}

function codeOf(error: unknown): string {
  const code: unknown = typeof error === "object" && error !== null ? Reflect.get(error, "code") : undefined;
  return typeof code === "string" ? code : "error";
}
