import { z } from "zod";

/** Where a page of a list goes on: the moment and the id of the last of the page before. */
export interface Cursor {
  at: Date;
  id: string;
}

const shape = z.tuple([z.iso.datetime(), z.uuid()]);

/** Reads it from an address; what cannot be read counts as absent. */
export function readCursor(given: string | string[] | undefined): Cursor | null {
  const read = shape.safeParse(typeof given === "string" ? given.split("~") : []);
  return read.success ? { at: new Date(read.data[0]), id: read.data[1] } : null;
}

/** Writes it. */
export const cursorText = ({ at, id }: Cursor) => `${at.toISOString()}~${id}`;
