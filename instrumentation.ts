/** Runs once, before the first request: a wrong setting keeps the server from starting. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { checkEnvironment, env } = await import("@/lib/env");
  checkEnvironment();
  if (process.env.NODE_ENV === "production") {
    const { logPrintedErrors } = await import("@/lib/log");
    logPrintedErrors();
  }
  const { markAddresses } = await import("@/lib/address");
  markAddresses(env().TRUSTED_PROXIES);
  const { receivePages } = await import("@/lib/arrival");
  receivePages();
  const { watchServer } = await import("@/lib/telemetry/server");
  await watchServer(env());
  const { startClock } = await import("@/lib/jobs/start");
  startClock(env(), { register: async () => (await import("@/inngest/door")).register() });
}
