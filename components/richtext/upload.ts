export type UploadedImage = { id: string; width: number; height: number; alt: string };

/**
 * Sends an image for the text; `onProgress` goes from 0 to 1. Rejects with `UploadRefused` when
 * there are words for the person, with anything else when the connection failed.
 */
export type UploadImage = (
  file: File,
  options: { onProgress: (fraction: number) => void; signal: AbortSignal },
) => Promise<UploadedImage>;

/** The server did not take the file; the message says why, to follow the file's name and a colon. */
export class UploadRefused extends Error {
  override name = "UploadRefused";
}
