import { createServer, type Server, type Socket } from "node:net";

/** The harmless text every virus scanner knows; in two parts, so that none finds it here. */
export const EICAR = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$", "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].join("");

/** What the scanner does with whoever calls. */
type Mood = "well" | "hangs up" | "refuses size" | "talks nonsense";

/** A scanner that speaks clamd's protocol and knows one signature. */
export class TestClamd {
  mood: Mood = "well";
  /** Sizes of what it was given. */
  readonly scanned: number[] = [];
  #server: Server | null = null;

  async start(port = 0): Promise<number> {
    const server = createServer((socket) => this.#serve(socket));
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
    this.#server = server;
    const address = server.address();
    return typeof address === "object" && address ? address.port : 0;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.#server?.close(() => resolve()));
  }

  #serve(socket: Socket): void {
    let received = Buffer.alloc(0);
    socket.on("error", () => {});
    socket.on("data", (data) => {
      if (this.mood === "hangs up") return socket.destroy();
      received = Buffer.concat([received, data]);
      const bytes = contentOf(received);
      if (!bytes) return;
      this.scanned.push(bytes.length);
      socket.end(this.#replyTo(bytes));
    });
  }

  #replyTo(bytes: Buffer): string {
    if (this.mood === "refuses size") return "INSTREAM size limit exceeded. ERROR\0";
    if (this.mood === "talks nonsense") return "x".repeat(10_000);
    return bytes.includes(EICAR) ? "stream: Eicar-Test-Signature FOUND\0" : "stream: OK\0";
  }
}

/** What was streamed, once the empty piece at its end is there. */
function contentOf(received: Buffer): Buffer | null {
  const command = "zINSTREAM\0";
  if (received.subarray(0, command.length).toString() !== command) return null;
  const pieces: Buffer[] = [];
  let at = command.length;
  while (at + 4 <= received.length) {
    const length = received.readUInt32BE(at);
    if (length === 0) return Buffer.concat(pieces);
    pieces.push(received.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return null;
}
