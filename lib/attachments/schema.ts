import { z } from "zod";
import { parsePlace } from "../place";

/** A file as the person who sent it knows it, before and after it belongs to a ticket. */
export interface SentFile {
  id: string;
  name: string;
  type: string;
  size: number;
  /** Of the copy that is shown, for images. */
  width: number | null;
  height: number | null;
}

/** What an upload says about itself in its address. */
export const uploadQuery = z.object({
  place: z.string().refine((name) => parsePlace(name) !== null, "Este lugar não existe."),
  fieldId: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,39}$/)
    .nullish()
    .transform((value) => value ?? null),
});
