import { afterAll } from "vitest";
import { S3Server } from "@/tests/support/s3";

// All that holds of files in a folder holds of files in a bucket.
const s3 = await S3Server.start();
Object.assign(process.env, s3.settings);
afterAll(() => s3.stop());

await import("./uploads.test");
