import type { Attributes, AttributeValue } from "@opentelemetry/api";
import type { ReadableSpan, SpanExporter } from "@opentelemetry/sdk-trace";
import type { Names } from "./routes";

/** What may leave with a span. Addresses with their queries, messages of errors and values of queries may not. */
const TOLD = new Set([
  "db.namespace",
  "db.operation.name",
  "db.query.summary",
  "db.system.name",
  "error.type",
  "exception.type",
  "http.method",
  "http.request.method",
  "http.response.status_code",
  "http.route",
  "http.status_code",
  "next.page",
  "next.route",
  "next.rsc",
  "next.span_type",
  "operation.name",
]);
const OF_ROUTES = new Set(["http.route", "next.page", "next.route"]);

/** Hands spans on without anything of people in them. */
export function scrubbing(exporter: SpanExporter, names: Names): SpanExporter {
  return {
    export: (spans, done) =>
      exporter.export(
        spans.map((span) => scrubbed(span, names)),
        done,
      ),
    shutdown: () => exporter.shutdown(),
    forceFlush: async () => exporter.forceFlush?.(),
  };
}

/** The same span with a name made of known words, and only what is told by the list. */
export function scrubbed(span: ReadableSpan, names: Names): ReadableSpan {
  const changes = {
    name: scrubbedName(span.name, names),
    attributes: scrubbedAttributes(span.attributes, names),
    status: { code: span.status.code },
    links: [],
    events: span.events.map(({ name, time, attributes = {} }) => ({
      name: name === "exception" ? name : "event",
      time,
      attributes: scrubbedAttributes(attributes, names),
    })),
  };
  return new Proxy(span, {
    get(target, property) {
      const value: unknown =
        property in changes ? Reflect.get(changes, property) : Reflect.get(target, property);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

/** "fetch GET https://…" and "GET /chamados/1?q=x" lose their address; "GET /chamados/[number]" keeps its route. */
function scrubbedName(name: string, names: Names): string {
  if (name.startsWith("fetch ")) return name.split(" ").slice(0, 2).join(" ");
  const words = name.split(" ");
  return words.map((word) => (word.includes("/") ? (routeOnly(word, names) ?? "(address)") : word)).join(" ");
}

function scrubbedAttributes(attributes: Attributes, names: Names): Attributes {
  return Object.fromEntries(
    Object.entries(attributes)
      .filter(([name]) => TOLD.has(name))
      .map(([name, value]): [string, AttributeValue | undefined] =>
        OF_ROUTES.has(name) ? [name, routeOnly(value, names)] : [name, value],
      ),
  );
}

/** "/chamados/[number]", also when told as the file that draws it: "/(portal)/chamados/[number]/page". */
function routeOnly(value: AttributeValue | undefined, names: Names): string | undefined {
  const route =
    String(value)
      .replace(/(\/page|\/route)$/, "")
      .replaceAll(/\/\([^)]*\)/g, "") || "/";
  return names.isRoute(route) ? route : undefined;
}
