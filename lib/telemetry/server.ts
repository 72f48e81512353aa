import type { Env } from "../env";
import { readNames } from "./routes";
import { watchRequests } from "./watch";

const holder = globalThis as typeof globalThis & { guicheGoodbye?: () => Promise<void> };

/** Follows every request of this process: in its log always, by OpenTelemetry where a collector is named. */
export async function watchServer(settings: Env): Promise<void> {
  const names = readNames();
  const proxied = settings.TRUSTED_PROXIES > 0;
  if (!settings.OTEL_EXPORTER_OTLP_ENDPOINT) return watchRequests({ names, proxied });
  const { startTelemetry } = await import("./start");
  const { observe, end } = startTelemetry(settings, names);
  watchRequests({ names, proxied, observe });
  // scripts/start.mjs waits for it when the server ends.
  holder.guicheGoodbye = end;
}
