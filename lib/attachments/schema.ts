import { z } from "zod";
import { placeName } from "../place";

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
  place: placeName,
  fieldId: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,39}$/)
    .nullish()
    .transform((value) => value ?? null),
});

export const FILE_VARIANTS = ["view", "thumb", "original"] as const;
export type FileVariant = (typeof FILE_VARIANTS)[number];

/** The address of a file, or of the copy of it that is shown. */
export const fileUrl = (id: string, variant: FileVariant = "original") =>
  `/api/attachments/${id}?v=${variant}`;
