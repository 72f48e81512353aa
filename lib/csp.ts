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
  if (secure) directives.push("upgrade-insecure-requests");
  return directives.join("; ");
}
