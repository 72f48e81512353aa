import { AsyncLocalStorage } from "node:async_hooks";
import type { ErrorCode } from "./errors";

/** What is known of the request that is being answered: ids and words from closed lists, nothing that people wrote. */
export interface RequestFacts {
  id: string;
  traceId?: string;
  outcome?: ErrorCode | "ok";
}

// Kept on globalThis because the server's bundles each have a copy of this module.
const holder = globalThis as typeof globalThis & { guicheRequest?: AsyncLocalStorage<RequestFacts> };
holder.guicheRequest ??= new AsyncLocalStorage();
const current = holder.guicheRequest;

/** The request on whose behalf this runs; none in background work. */
export const requestFacts = (): RequestFacts | undefined => current.getStore();

/** From here on, what runs belongs to this request. */
export const beginRequest = (facts: RequestFacts): void => current.enterWith(facts);

/** How the work that was asked for ended, for log and figures. */
export function noteOutcome(outcome: ErrorCode | "ok"): void {
  const facts = current.getStore();
  if (facts) facts.outcome = outcome;
}
