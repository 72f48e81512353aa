import { randomUUID } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { isDeepStrictEqual } from "node:util";

/** Resend's own protocol, as its documentation has it. */
export class FakeResend {
  readonly taken = new Map<string, Record<string, unknown>>();
  answer: { status: number; body: unknown; headers?: Record<string, string> } | null = null;
  asked: IncomingHttpHeaders[] = [];
  /** Breaks off without taking anything. */
  breaks = false;
  /** Takes a letter, and breaks off instead of saying so. */
  answers = true;
  private constructor(private readonly server: Server) {}

  static async start(): Promise<FakeResend> {
    const server = createServer(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      made.asked.push(request.headers);
      if (made.breaks) return response.destroy();
      const { status, body, headers } =
        made.answer ?? made.take(request.headers, Buffer.concat(parts).toString());
      if (!made.answers) return response.destroy();
      response
        .writeHead(status, { "Content-Type": "application/json", ...headers })
        .end(JSON.stringify(body));
    });
    const made = new FakeResend(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return made;
  }

  private take(headers: IncomingHttpHeaders, text: string) {
    const key = String(headers["idempotency-key"]);
    const { id, ...before } = this.taken.get(key) ?? { id: randomUUID(), ...JSON.parse(text) };
    if (!isDeepStrictEqual(before, JSON.parse(text)))
      return { status: 409, body: { name: "invalid_idempotent_request" }, headers: {} };
    this.taken.set(key, { id, ...before });
    return { status: 200, body: { id }, headers: {} };
  }

  get url() {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }
}
