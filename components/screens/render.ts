import { Writable } from "node:stream";
import type { ReactNode } from "react";

// The React that draws the rest of the page: the package's own name leads to a second one, which knows no hooks here.
const { renderToPipeableStream } =
  require("next/dist/server/route-modules/app-page/vendored/ssr/react-dom-server") as typeof import("react-dom/server");

/** Stands in every id of useId, and, since nobody knows it, in nothing else. */
const MADE = crypto.randomUUID().replaceAll("-", "");

/**
 * Draws on the server, in one piece: nothing is put in its place by a script.
 * @public required by drawing.tsx, on the server only
 */
export function render(element: ReactNode): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    const sink = new Writable({
      write(part: Buffer, _encoding, done) {
        // React writes into the same memory again.
        parts.push(Buffer.from(part));
        done();
      },
      final(done) {
        const html = Buffer.concat(parts);
        if (html.includes(MADE)) reject(new Error("an id that React made is another one on the page"));
        else resolve(html);
        done();
      },
    });
    const { pipe } = renderToPipeableStream(element, {
      identifierPrefix: MADE,
      progressiveChunkSize: Number.MAX_SAFE_INTEGER,
      onAllReady: () => pipe(sink),
      onShellError: reject,
      onError: reject,
    });
  });
}
