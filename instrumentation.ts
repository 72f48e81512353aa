/** Runs once, before the first request: a wrong setting keeps the server from starting. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { checkEnvironment } = await import("@/lib/env");
  checkEnvironment();
}
