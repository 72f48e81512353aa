import type { IncomingMessage } from "node:http";

/** Where a screen is drawn: what its components ask of the address and of the shell around them. */
export interface Surroundings {
  path: string;
  search: string;
  userId: string;
  govbr: boolean;
}

/** Draws a screen from its data, as HTML. */
export type Draw = (data: unknown, surroundings: Surroundings) => Promise<Buffer>;

/** A page that is ready to be sent, and what is to be done afterwards. */
export interface Answer {
  headers: Record<string, string>;
  body: Buffer;
  afterwards: (() => Promise<unknown>) | null;
}

/** Answers a request for a page, or says null: then the framework draws it. */
export type Show = (request: IncomingMessage) => Promise<Answer | null>;

// The server's bundles each have a copy of this module, and scripts/pages.mjs has none.
const holder = globalThis as typeof globalThis & {
  guicheDrawings?: Map<string, Draw>;
  guicheScreens?: Map<string, Show>;
};
holder.guicheDrawings ??= new Map();
holder.guicheScreens ??= new Map();

/** By the name of the screen. A page's components are known once the framework has drawn it. */
export const drawings = holder.guicheDrawings;

/** By route. */
export const screens = holder.guicheScreens;
