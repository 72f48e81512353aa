import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Meter } from "@opentelemetry/api";
import { pool } from "@/db/index";
import { liveHub } from "../live/hub";
import { isQuiet } from "./routes";
import type { Ended } from "./watch";

const LIVE = "/api/events";

/** The figures of this process; returns who is to be told of each request. */
export function keepFigures(meter: Meter): (ended: Ended) => void {
  observeProcess(meter);
  const durations = meter.createHistogram("http.server.request.duration", {
    unit: "s",
    description: "Time to answer a request",
    advice: { explicitBucketBoundaries: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] },
  });
  const actions = meter.createCounter("guiche.actions", {
    description: "What people asked for, and how it ended",
  });
  return ({ method, route, status, ms, action, outcome }) => {
    // A live page stays open for hours; how many there are is a figure of its own.
    if (route !== LIVE && !isQuiet(route)) {
      durations.record(ms / 1000, {
        "http.request.method": method,
        "http.route": route,
        "http.response.status_code": status,
      });
    }
    if (action) actions.add(1, { action, outcome: outcome ?? "none" });
  };
}

function observeProcess(meter: Meter): void {
  const gauge = (name: string, unit: string, description: string) =>
    meter.createObservableGauge(name, { unit, description });
  const connections = gauge(
    "db.client.connection.count",
    "{connection}",
    "Connections of the pool, by state",
  );
  const waiting = gauge(
    "db.client.connection.pending_requests",
    "{request}",
    "Queries that wait for a connection",
  );
  const pages = gauge("guiche.live.connections", "{connection}", "Pages that hear of changes");
  const memory = gauge("process.memory.usage", "By", "Memory of the process");
  const heap = gauge("v8js.memory.heap.used", "By", "Memory of its objects");
  const delay = gauge("nodejs.eventloop.delay.p99", "s", "How late work begins, in the slowest hundredth");
  const loop = monitorEventLoopDelay({ resolution: 20 });
  loop.enable();
  meter.addBatchObservableCallback(
    (result) => {
      result.observe(connections, pool.idleCount, { state: "idle" });
      result.observe(connections, pool.totalCount - pool.idleCount, { state: "used" });
      result.observe(waiting, pool.waitingCount);
      result.observe(pages, liveHub().count);
      const { rss, heapUsed } = process.memoryUsage();
      result.observe(memory, rss);
      result.observe(heap, heapUsed);
      result.observe(delay, loop.percentile(99) / 1e9);
      loop.reset();
    },
    [connections, waiting, pages, memory, heap, delay],
  );
}
