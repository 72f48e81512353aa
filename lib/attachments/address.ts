export const FILE_VARIANTS = ["view", "thumb", "original"] as const;
export type FileVariant = (typeof FILE_VARIANTS)[number];

/** The address of a file, or of the copy of it that is shown. */
export const fileUrl = (id: string, variant: FileVariant = "original") =>
  `/api/attachments/${id}?v=${variant}`;
