import { AsyncLocalStorage } from "node:async_hooks";

/** A request whose act is answered without the framework (decision 0019): what else the framework would know of it. */
export interface Direct {
  cookies: ReadonlyMap<string, string>;
  /** What is to be done once the person has the answer. */
  afterwards: (() => Promise<unknown>)[];
}

// Kept on globalThis because the server's bundles each have a copy of this module.
const holder = globalThis as typeof globalThis & { guicheDirect?: AsyncLocalStorage<Direct> };
holder.guicheDirect ??= new AsyncLocalStorage();
const current = holder.guicheDirect;

/** The request on whose behalf this runs, if the framework knows nothing of it. */
export const directRequest = (): Direct | undefined => current.getStore();

/** Runs on behalf of such a request. */
export const runDirectly = <T>(request: Direct, work: () => T): T => current.run(request, work);
