import type { IncomingMessage, ServerResponse } from "node:http";

export function openAssets(
  dir: string,
): (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;
