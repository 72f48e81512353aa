import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { env } from "../env";

/** Cookie that tells a browser in which an account has logged in before. It opens nothing by itself. */
export const DEVICE_COOKIE = "guiche-device";

export const DEVICE_SECONDS = 180 * 24 * 60 * 60;

const ACCOUNTS_KEPT = 5;

const shape = /^([\w-]{22})((?:\.[\w-]{22}){1,5})$/;

function parse(cookie: string | undefined): { device: string; marks: string[] } | null {
  const match = shape.exec(cookie ?? "");
  return match?.[1] && match[2] ? { device: match[1], marks: match[2].slice(1).split(".") } : null;
}

function markOf(device: string, cpf: string): string {
  return createHmac("sha256", env().NEXTAUTH_SECRET)
    .update(`device|${device}|${cpf}`)
    .digest("base64url")
    .slice(0, 22);
}

/** The browser's own number, if the account logged in there before; else null. */
export function knownDevice(cookie: string | undefined, cpf: string): string | null {
  const known = parse(cookie);
  if (!known) return null;
  const expected = Buffer.from(markOf(known.device, cpf));
  const found = known.marks.some((mark) => timingSafeEqual(Buffer.from(mark), expected));
  return found ? known.device : null;
}

/** The cookie's new value after the account logged in there. */
export function rememberDevice(cookie: string | undefined, cpf: string): string {
  const known = parse(cookie);
  const device = known?.device ?? randomBytes(16).toString("base64url");
  const mark = markOf(device, cpf);
  const others = known?.marks.filter((other) => other !== mark) ?? [];
  return [device, mark, ...others].slice(0, 1 + ACCOUNTS_KEPT).join(".");
}
