import { createServer } from "node:http";
import { env } from "../env";
import { log } from "../log";
import { createGovbr } from "./govbr";

/** The simulated gov.br as its own process, at the address of GOVBR_ISSUER. Part of the demo and of nothing else. */
function start(): void {
  const { GUICHE_DEMO, APP_URL, GOVBR_ISSUER, GOVBR_CLIENT_ID, GOVBR_CLIENT_SECRET } = env();
  if (!GUICHE_DEMO) throw new Error("O gov.br simulado só existe na demonstração (GUICHE_DEMO=1).");
  if (!GOVBR_ISSUER || !GOVBR_CLIENT_ID || !GOVBR_CLIENT_SECRET) {
    throw new Error("O gov.br simulado precisa de GOVBR_ISSUER, GOVBR_CLIENT_ID e GOVBR_CLIENT_SECRET.");
  }
  const issuer = new URL(GOVBR_ISSUER);
  const provider = createGovbr({
    issuer: issuer.origin,
    clientId: GOVBR_CLIENT_ID,
    clientSecret: GOVBR_CLIENT_SECRET,
    portal: APP_URL,
  });
  const server = createServer(provider.callback());
  server.listen(Number(issuer.port || 80), issuer.hostname, () => log.info("simulated gov.br is up"));
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      server.close(() => process.exit(0));
      server.closeAllConnections();
    });
  }
}

start();
