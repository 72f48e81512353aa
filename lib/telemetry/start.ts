import { randomUUID } from "node:crypto";
import { context, metrics, propagation, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import { OTLPMetricExporter } from "@opentelemetry/exporter-metrics-otlp-http";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { MeterProvider, PeriodicExportingMetricReader } from "@opentelemetry/sdk-metrics";
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  type SpanProcessor,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from "@opentelemetry/sdk-trace";
import type { Env } from "../env";
import { requestFacts } from "../request";
import { keepFigures } from "./figures";
import { traceQueries } from "./queries";
import type { Names } from "./routes";
import { scrubbing } from "./scrub";
import type { Ended } from "./watch";

export interface Telemetry {
  observe(ended: Ended): void;
  /** Sends what is left. */
  end(): Promise<void>;
}

/**
 * Sends traces and figures to the collector of OTEL_EXPORTER_OTLP_ENDPOINT. Only then is this module loaded; the
 * framework makes the spans of requests and pages by itself once a provider is there.
 */
export function startTelemetry(settings: Env, names: Names): Telemetry {
  const resource = resourceFromAttributes({
    "service.name": settings.OTEL_SERVICE_NAME,
    "service.instance.id": randomUUID(),
  });
  const tracers = new TracerProvider({
    resource,
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(settings.OTEL_TRACES_SAMPLER_ARG) }),
    spanProcessors: [
      rememberingTrace,
      new BatchSpanProcessor({ exporter: scrubbing(new OTLPTraceExporter(), names) }),
    ],
  });
  const meters = new MeterProvider({
    resource,
    readers: [
      new PeriodicExportingMetricReader({
        exporter: new OTLPMetricExporter(),
        exportIntervalMillis: settings.OTEL_METRIC_EXPORT_INTERVAL,
        exportTimeoutMillis: Math.min(settings.OTEL_METRIC_EXPORT_INTERVAL, 10_000),
      }),
    ],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  // A trace goes on where a proxy of ours began it; the public begins none.
  if (settings.TRUSTED_PROXIES > 0) propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(tracers);
  metrics.setGlobalMeterProvider(meters);
  traceQueries();
  return {
    observe: keepFigures(meters.getMeter("guiche")),
    end: async () => {
      await Promise.allSettled([tracers.shutdown(), meters.shutdown()]);
    },
  };
}

/** Lets the lines of a request's log name its trace. */
const rememberingTrace: SpanProcessor = {
  onStart(span) {
    const facts = requestFacts();
    if (facts) facts.traceId ??= span.spanContext().traceId;
  },
  onEnd() {},
  forceFlush: async () => {},
  shutdown: async () => {},
};
