import { randomBytes } from "node:crypto";
import { contentSecurityPolicy, reportingEndpoints } from "./csp";
import { env } from "./env";

const YEARS_2 = 2 * 365 * 24 * 60 * 60;

/** What marks the scripts of one page, and of that page alone. */
export const makeNonce = (): string => randomBytes(16).toString("base64");

/** Headers that a page's security rests on. What every answer carries stands in next.config.ts. */
export function pageHeaders(nonce: string): Record<string, string> & { "content-security-policy": string } {
  const { APP_URL, GOVBR_ISSUER } = env();
  const secure = APP_URL.startsWith("https:");
  const policy = contentSecurityPolicy({
    nonce,
    secure,
    development: process.env.NODE_ENV === "development",
    formTargets: GOVBR_ISSUER ? [new URL(GOVBR_ISSUER).origin] : [],
  });
  return {
    "content-security-policy": policy,
    ...(secure && {
      "strict-transport-security": `max-age=${YEARS_2}`,
      "reporting-endpoints": reportingEndpoints,
    }),
  };
}
