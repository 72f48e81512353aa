import { z } from "zod";

const PREFIX = "guiche:rascunho:";
const KEPT_MS = 7 * 86_400_000;

const shape = z.object({
  id: z.string(),
  revision: z.number(),
  content: z.record(z.string(), z.unknown()),
  at: z.number(),
});

/** What was typed and has not reached the server, kept in this browser. */
export type LocalCopy = z.infer<typeof shape>;

type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** The copy of one person's text at one place. A browser that keeps nothing is no error: the server has the rest. */
export class LocalCopies {
  private readonly key: string;

  constructor(
    owner: string,
    place: string,
    private readonly shelf: Shelf | null = browserShelf(),
  ) {
    this.key = `${PREFIX}${owner}:${place}`;
  }

  read(now: number): LocalCopy | null {
    const text = this.shelf?.getItem(this.key);
    if (!text) return null;
    const copy = shape.safeParse(parse(text));
    if (copy.success && now - copy.data.at < KEPT_MS) return copy.data;
    this.forget();
    return null;
  }

  write(copy: LocalCopy): void {
    try {
      this.shelf?.setItem(this.key, JSON.stringify(copy));
    } catch {
      // The browser's shelf is full or closed. The text is still in the page and the server is tried again.
    }
  }

  forget(): void {
    this.shelf?.removeItem(this.key);
  }
}

/** Removes every copy from this browser. For whoever logs out on a shared computer. */
export function forgetLocalCopies(): void {
  const shelf = browserShelf();
  if (!shelf) return;
  const keys = Array.from({ length: shelf.length }, (_, index) => shelf.key(index));
  for (const key of keys) if (key?.startsWith(PREFIX)) shelf.removeItem(key);
}

function browserShelf(): Storage | null {
  try {
    return typeof window === "undefined" ? null : window.localStorage;
  } catch {
    return null;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
