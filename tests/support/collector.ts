import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";

type Value = Record<string, unknown>;
type Attribute = { key: string; value: Value };

export interface CollectedSpan {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  attributes: Record<string, unknown>;
}

export interface CollectedPoint {
  metric: string;
  value: number;
  attributes: Record<string, unknown>;
}

/** An OpenTelemetry collector as small as it goes: takes OTLP over HTTP in JSON and keeps it. */
export class Collector {
  readonly spans: CollectedSpan[] = [];
  readonly points: CollectedPoint[] = [];
  /** All that came, as it came. */
  readonly bodies: string[] = [];
  private constructor(private readonly server: Server) {}

  static async start(): Promise<Collector> {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const collector = new Collector(server);
    server.on("request", async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part);
      const raw = Buffer.concat(parts);
      const text = String(request.headers["content-encoding"] === "gzip" ? gunzipSync(raw) : raw);
      collector.bodies.push(text);
      if (request.url === "/v1/traces") collector.takeSpans(JSON.parse(text));
      if (request.url === "/v1/metrics") collector.takePoints(JSON.parse(text));
      response.setHeader("content-type", "application/json").end("{}");
    });
    return collector;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, "close");
  }

  private takeSpans(body: { resourceSpans: { scopeSpans: { spans: (CollectedSpan & Raw)[] }[] }[] }): void {
    const spans = body.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans));
    for (const span of spans) this.spans.push({ ...span, attributes: plain(span.attributes) });
  }

  private takePoints(body: {
    resourceMetrics: { scopeMetrics: { metrics: (Kinds & { name: string })[] }[] }[];
  }): void {
    const found = body.resourceMetrics.flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((s) => s.metrics));
    for (const { name, sum, gauge, histogram } of found) {
      for (const point of (sum ?? gauge ?? histogram)?.dataPoints ?? []) {
        const value = Number(point.asInt ?? point.asDouble ?? point.count);
        this.points.push({ metric: name, value, attributes: plain(point.attributes) });
      }
    }
  }
}

interface Raw {
  attributes: Attribute[] & Record<string, unknown>;
}

interface Kinds {
  sum?: Points;
  gauge?: Points;
  histogram?: Points;
}

interface Points {
  dataPoints: { asInt?: string; asDouble?: number; count?: number; attributes: Attribute[] }[];
}

const plain = (attributes: Attribute[] = []) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
