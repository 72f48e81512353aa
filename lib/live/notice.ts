/** What a browser hears of a change: enough to know what to read again, and nothing of what is written there. */
export interface LiveNotice {
  id: string;
  ticketId: string;
  number: number;
  /** Done by the person who hears it, perhaps in another tab. */
  own: boolean;
}

/** Whether something heard has the shape of a notice. Written by hand: every page carries it. */
export function isNotice(value: unknown): value is LiveNotice {
  if (typeof value !== "object" || value === null) return false;
  const { id, ticketId, number, own } = value as Record<string, unknown>;
  return (
    typeof id === "string" &&
    typeof ticketId === "string" &&
    typeof number === "number" &&
    typeof own === "boolean"
  );
}
