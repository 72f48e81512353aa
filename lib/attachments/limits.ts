import { formatDecimal } from "../numbers";

const MB = 1024 * 1024;

/** Largest file, unless the installation says otherwise. */
export const DEFAULT_FILE_BYTES = 25 * MB;

/** What one person may have sent without having used it in a ticket yet. */
export const UNCLAIMED_FILES = 60;
export const UNCLAIMED_BYTES = 400 * MB;

/** "812 KB", "2,4 MB". */
export function formatSize(bytes: number): string {
  if (bytes < 1024) return bytes === 1 ? "1 byte" : `${bytes} bytes`;
  if (bytes < 1000 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${formatDecimal(bytes / MB, 1)} MB`;
}

export const tooLarge = (limit: number) =>
  `O arquivo passa do limite de ${formatSize(limit)}. Reduza-o ou divida-o em partes e envie de novo.`;
