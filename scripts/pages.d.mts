import type { IncomingMessage, ServerResponse } from "node:http";

export interface Pages {
  serve(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  routes: string[];
  rest(): Promise<unknown>;
}

export function isOverlong(request: Pick<IncomingMessage, "url">): boolean;

export function openPages(
  dir: string,
  options: { arrive: (request: IncomingMessage, response: ServerResponse) => Promise<boolean> },
): Pages;
