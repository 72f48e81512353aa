"use client";

/** Stands before everything that can be pressed (lib/early). A client component: its words do not travel twice. */
export function EarlyScript({ nonce }: { nonce: string | undefined }) {
  return (
    <script
      nonce={nonce}
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: our own script, built with the portal
      dangerouslySetInnerHTML={{ __html: process.env.EARLY_SCRIPT ?? "" }}
    />
  );
}
