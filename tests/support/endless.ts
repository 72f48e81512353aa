import { NextRequest } from "next/server";

const PIECE = new Uint8Array(16 * 1024).fill(97);

/** A request whose body never ends, and how much of it was asked for. */
export function endless(url: string, headers: Record<string, string> = {}) {
  let bytes = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      bytes += PIECE.byteLength;
      // Whoever reads on has to meet an end somewhere.
      if (bytes > 64 * 1024 * 1024) controller.close();
      else controller.enqueue(PIECE);
    },
  });
  const request = new NextRequest(url, { method: "POST", body, headers, duplex: "half" });
  return { request, pulled: () => bytes };
}
