import { z } from "zod";

/** Where a page of the notices goes on: the last one of the page before. */
export interface NoticeCursor {
  at: Date;
  id: string;
}

const shape = z.tuple([z.iso.datetime(), z.uuid()]);

/** Reads it; what cannot be read counts as absent. */
export function readNotices(query: Record<string, string | string[] | undefined>): NoticeCursor | null {
  const text = typeof query.antes === "string" ? query.antes : "";
  const read = shape.safeParse(text.split("~"));
  return read.success ? { at: new Date(read.data[0]), id: read.data[1] } : null;
}

/** Writes it. */
export const noticesHref = (before: NoticeCursor | null) =>
  before
    ? `/perfil/avisos?${new URLSearchParams({ antes: `${before.at.toISOString()}~${before.id}` })}`
    : "/perfil/avisos";
