const PREFIX = "guiche:rascunho:";
const KEPT_MS = 7 * 86_400_000;

/** What was typed and has not reached the server, kept in this browser. */
export interface LocalCopy {
  id: string;
  revision: number;
  content: Record<string, unknown>;
  /** What the page had sent before and may not have heard of: found on the server, it is no other tab's. */
  sent?: Record<string, unknown>;
  at: number;
}

function isCopy(value: unknown): value is LocalCopy {
  if (!isRecord(value)) return false;
  const { id, revision, content, sent, at } = value;
  return (
    typeof id === "string" &&
    typeof revision === "number" &&
    isRecord(content) &&
    (sent === undefined || isRecord(sent)) &&
    typeof at === "number"
  );
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

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
    const copy = parse(text);
    if (isCopy(copy) && now - copy.at < KEPT_MS) return copy;
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

/** What one tab keeps until it is closed. */
export const tabShelf = (): Storage | null => shelfOf("sessionStorage");

const browserShelf = (): Storage | null => shelfOf("localStorage");

function shelfOf(name: "sessionStorage" | "localStorage"): Storage | null {
  try {
    return typeof window === "undefined" ? null : window[name];
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
