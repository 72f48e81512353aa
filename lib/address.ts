import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { isIPv6 } from "node:net";

/** Request header with the address a request came from. Set here; what a browser sends in it is replaced. */
const ADDRESS_HEADER = "x-guiche-address";

/**
 * Writes the address of each request's sender into it, before anything else reads it. Behind proxies that
 * are trusted by configuration it is the entry that the outermost of them added to X-Forwarded-For;
 * the rest of that header is whatever the sender wrote.
 */
export function markAddresses(trustedProxies: number): void {
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    const forwarded = request.headers["x-forwarded-for"];
    const address = senderAddress(String(forwarded ?? ""), request.socket.remoteAddress, trustedProxies);
    if (address) request.headers[ADDRESS_HEADER] = address;
    else delete request.headers[ADDRESS_HEADER];
  });
}

/** The address {@link markAddresses} wrote, or null. An IPv6 network counts as one sender. */
export function addressOf(headers: Headers): string | null {
  return headers.get(ADDRESS_HEADER);
}

/** The sender's address among those that the connection and the trusted proxies tell. */
export function senderAddress(
  forwardedFor: string,
  connectedFrom: string | undefined,
  trustedProxies: number,
): string | null {
  const told = forwardedFor.split(",").map((entry) => entry.trim());
  const chain = [...told.filter(Boolean), connectedFrom ?? ""];
  const address = chain.at(-1 - Math.min(trustedProxies, chain.length - 1));
  return address ? network(address) : null;
}

function network(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "").replace(/%.*$/, "");
  if (!isIPv6(plain)) return plain;
  const [head = "", tail] = plain.split("::");
  const groups = head.split(":").filter(Boolean);
  const missing = tail === undefined ? 0 : 8 - groups.length - tail.split(":").filter(Boolean).length;
  const whole = [...groups, ...Array<string>(missing).fill("0"), ...(tail ?? "").split(":").filter(Boolean)];
  return `${whole.slice(0, 4).join(":")}::/64`.toLowerCase();
}
