import "server-only";
import sharp from "sharp";
import { AppError } from "../errors";
import { type Storage, whole } from "../storage/driver";

const VIEW_SIDE = 1600;
const THUMBNAIL_SIDE = 320;
/** A little above what today's phones take; a small file that unfolds into more is a bomb. */
const MOST_PIXELS = 64_000_000;
const AT_ONCE = 2;

// Only the readers of the types that are taken. An SVG or a PDF inside another type's skin finds no reader.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: ["Jpeg", "Png", "Webp", "Nsgif", "Heif", "Tiff"].map((reader) => `VipsForeignLoad${reader}`),
});
sharp.cache(false);

/** The copies of an image that are shown: turned upright, bounded, without anything but the picture. */
export interface ImageCopies {
  viewKey: string;
  thumbKey: string;
  width: number;
  height: number;
}

let running = 0;
const waiting: (() => void)[] = [];

/** Pictures are decoded a few at a time, so that many at once cost time and not memory. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

/**
 * Makes the copies of a stored image. A photo of a kind that cannot be decoded here gives null when
 * `decodable` is false, and is refused otherwise.
 * @throws AppError invalid
 */
export async function copyImage(
  storage: Storage,
  key: string,
  decodable: boolean,
): Promise<ImageCopies | null> {
  const pictures = await inTurn(() => decode(storage, key, decodable));
  if (!pictures) return null;
  const view = await storage.write(whole(pictures.view));
  try {
    const thumb = await storage.write(whole(pictures.thumb));
    return { viewKey: view.key, thumbKey: thumb.key, width: pictures.width, height: pictures.height };
  } catch (error) {
    await storage.remove(view.key);
    throw error;
  }
}

async function decode(storage: Storage, key: string, decodable: boolean) {
  const source = sharp({ limitInputPixels: MOST_PIXELS, failOn: "error", autoOrient: true });
  const input = storage.read(key);
  input.on("error", (error) => source.destroy(error));
  input.pipe(source);
  try {
    const { data: view, info } = await source
      .resize({ width: VIEW_SIDE, height: VIEW_SIDE, fit: "inside", withoutEnlargement: true })
      .webp({ quality: 84, smartSubsample: true })
      .toBuffer({ resolveWithObject: true });
    const thumb = await sharp(view)
      .resize({ width: THUMBNAIL_SIDE, height: THUMBNAIL_SIDE, fit: "inside", withoutEnlargement: true })
      .webp({ quality: 76 })
      .toBuffer();
    return { view, thumb, width: info.width, height: info.height };
  } catch (error) {
    if (input.errored) throw input.errored;
    const message = error instanceof Error ? error.message : "";
    if (/pixel limit/.test(message)) {
      throw new AppError("invalid", "A imagem tem dimensões grandes demais. Reduza-a e envie de novo.");
    }
    if (!decodable) return null;
    throw new AppError("invalid", "Não conseguimos abrir esta imagem; ela parece corrompida.");
  } finally {
    input.destroy();
  }
}
