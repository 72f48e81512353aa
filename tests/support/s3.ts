import { createHash, createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { BucketSettings } from "@/lib/storage/bucket";

/** What may go wrong with the service, until it is set back to null. */
export type Trouble = "refuses" | "silent" | "cuts" | "hangs up" | "stalls";

const CREDENTIALS = { accessKeyId: "guiche-test", secretAccessKey: "only-for-tests-only-for-tests" };
const REGION = "sa-east-1";
const BUCKET = "anexos";
const QUARTER_MS = 15 * 60_000;

/** A small S3 service that takes nothing unsigned or wrongly signed, and answers as the real ones do. */
export class S3Server {
  readonly objects = new Map<string, { bytes: Buffer; at: Date }>();
  trouble: Trouble | null = null;
  /** So many answers are "slow down" before the next real one. */
  busy = 0;
  requests = 0;
  private constructor(private readonly server: Server) {
    server.on("request", (request, response) => void this.answer(request, response));
  }

  static async start(): Promise<S3Server> {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    return new S3Server(server);
  }

  get bucket(): BucketSettings {
    const endpoint = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return { endpoint, bucket: BUCKET, region: REGION, ...CREDENTIALS, pathStyle: true };
  }

  /** As the environment of the portal names it. */
  get settings() {
    return {
      S3_ENDPOINT: this.bucket.endpoint,
      S3_BUCKET: BUCKET,
      S3_REGION: REGION,
      S3_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
      S3_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    };
  }

  async stop(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, "close");
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.requests += 1;
    if (this.trouble === "hangs up") return void request.socket.destroy();
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    if (this.trouble === "silent") return;
    const body = Buffer.concat(parts);
    const refusal = refusalOf(request, body, this.trouble);
    if (refusal) return fail(response, ...refusal);
    if (this.busy > 0) {
      this.busy -= 1;
      return fail(response, 503, "SlowDown");
    }
    const url = new URL(request.url ?? "", "http://s3");
    const [, bucket, key = ""] = url.pathname.split("/");
    if (bucket !== BUCKET) return void fail(response, 404, "NoSuchBucket");
    if (key === "") return request.method === "HEAD" ? void response.end() : this.list(url, response);
    this.object(key, body, request, response);
  }

  private object(key: string, body: Buffer, request: IncomingMessage, response: ServerResponse): void {
    if (request.method === "PUT") {
      this.objects.set(key, { bytes: body, at: new Date() });
      response.setHeader("etag", `"${createHash("md5").update(body).digest("hex")}"`);
      return void response.end();
    }
    if (request.method === "DELETE") {
      this.objects.delete(key);
      response.statusCode = 204;
      return void response.end();
    }
    const found = this.objects.get(key);
    if (!found) return void fail(response, 404, "NoSuchKey");
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "") ?? [];
    const sent = from ? found.bytes.subarray(Number(from), Number(to) + 1) : found.bytes;
    response.writeHead(from ? 206 : 200, { "content-length": sent.length });
    if (!this.trouble) return void response.end(sent);
    response.write(sent.subarray(0, sent.length / 2), () => {
      if (this.trouble === "cuts") request.socket.destroy();
    });
  }

  private list(url: URL, response: ServerResponse): void {
    // Pages shorter than asked for, as the real ones may send.
    const asked = Number(url.searchParams.get("max-keys") ?? 1000);
    const keys = [...this.objects.keys()].sort();
    const begin = url.searchParams.get("continuation-token") ?? "";
    const page = keys.filter((key) => key > begin).slice(0, Math.min(asked, 300));
    const more = page.length > 0 && page.at(-1) !== keys.at(-1);
    const entries = page.map((key) => {
      const { bytes, at } = this.objects.get(key) ?? { bytes: Buffer.alloc(0), at: new Date() };
      return `<Contents><Key>${key}</Key><LastModified>${at.toISOString()}</LastModified><Size>${bytes.length}</Size></Contents>`;
    });
    const next = more ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : "";
    response.setHeader("content-type", "application/xml");
    response.end(
      `<?xml version="1.0"?><ListBucketResult><IsTruncated>${more}</IsTruncated>${next}${entries.join("")}</ListBucketResult>`,
    );
  }
}

type Refusal = [status: number, code: string];

function refusalOf(request: IncomingMessage, body: Buffer, trouble: Trouble | null): Refusal | null {
  if (trouble === "refuses") return [403, "AccessDenied"];
  if (!isSigned(request)) return [403, "SignatureDoesNotMatch"];
  const declared = request.headers["content-length"];
  if (request.method === "PUT" && Number(declared) !== body.length) return [411, "MissingContentLength"];
  const digest = request.headers["x-amz-checksum-sha256"];
  if (digest && digest !== createHash("sha256").update(body).digest("base64")) return [400, "BadDigest"];
  return null;
}

/** AWS Signature Version 4: the same sum over method, address, signed headers and declared payload. */
function isSigned({ headers, method, url = "" }: IncomingMessage): boolean {
  const [, keyId, day, region, names = "", signature] =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? "",
    ) ?? [];
  const stamp = String(headers["x-amz-date"]);
  const at = Date.parse(stamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));
  if (keyId !== CREDENTIALS.accessKeyId || region !== REGION || !stamp.startsWith(String(day))) return false;
  if (!(Math.abs(Date.now() - at) < QUARTER_MS)) return false;
  const signed = names.split(";");
  const mustSign = ["host", ...Object.keys(headers).filter((name) => name.startsWith("x-amz-"))];
  if (mustSign.some((name) => !signed.includes(name))) return false;
  const [path, query = ""] = url.split("?");
  const canonical = [
    method,
    path,
    query.split("&").sort().join("&"),
    ...signed.map((name) => `${name}:${String(headers[name]).trim()}`),
    "",
    names,
    headers["x-amz-content-sha256"],
  ].join("\n");
  const scope = `${day}/${region}/s3/aws4_request`;
  const text = `AWS4-HMAC-SHA256\n${stamp}\n${scope}\n${createHash("sha256").update(canonical).digest("hex")}`;
  const key = [day, region, "s3", "aws4_request"].reduce<string | Buffer>(
    (secret, part) => createHmac("sha256", secret).update(String(part)).digest(),
    `AWS4${CREDENTIALS.secretAccessKey}`,
  );
  return createHmac("sha256", key).update(text).digest("hex") === signature;
}

function fail(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { "content-type": "application/xml" });
  response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`);
}
