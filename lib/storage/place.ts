import "server-only";
import path from "node:path";
import { env } from "../env";
import { bucketStorage } from "./bucket";
import { diskStorage } from "./disk";
import type { Storage } from "./driver";

let current: Storage | undefined;

/** The storage of this installation: a bucket when one is configured, else a folder. */
export function storage(): Storage {
  current ??= open();
  return current;
}

function open(): Storage {
  const { S3_ENDPOINT, S3_BUCKET, S3_REGION, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY, S3_PATH_STYLE } = env();
  if (!S3_ENDPOINT || !S3_BUCKET || !S3_ACCESS_KEY_ID || !S3_SECRET_ACCESS_KEY)
    return diskStorage(path.resolve(env().STORAGE_DIR));
  return bucketStorage({
    endpoint: S3_ENDPOINT,
    bucket: S3_BUCKET,
    region: S3_REGION,
    accessKeyId: S3_ACCESS_KEY_ID,
    secretAccessKey: S3_SECRET_ACCESS_KEY,
    pathStyle: S3_PATH_STYLE,
  });
}
