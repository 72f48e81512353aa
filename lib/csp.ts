/** Where browsers tell of what the policy refused. */
const REPORTS = "/api/csp-reports";
const GROUP = "csp";

/** Header that names the address for `report-to`, which browsers use over https only. */
export const reportingEndpoints = `${GROUP}="${REPORTS}"`;

interface Policy {
  nonce: string;
  /** The development server evaluates code and injects styles. */
  development: boolean;
  /** The portal is reached over https. */
  secure: boolean;
  /** Origins, besides our own, to which a form may lead. */
  formTargets: readonly string[];
}

/** The content security policy of a page: only scripts and styles that carry the page's nonce. */
export function contentSecurityPolicy({ nonce, development, secure, formTargets }: Policy): string {
  const directives = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    development ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    ["form-action 'self'", ...formTargets].join(" "),
  ];
  directives.push(`report-uri ${REPORTS}`);
  // Browsers that know it leave report-uri aside, and take no plain http for it.
  if (secure) directives.push(`report-to ${GROUP}`, "upgrade-insecure-requests");
  return directives.join("; ");
}
