import { lookup as resolveName } from "node:dns";
import { Agent } from "node:https";
import { BlockList, isIP, type LookupFunction } from "node:net";
import type { Duplex } from "node:stream";
import type { ConnectionOptions } from "node:tls";

/** Addresses that are nobody's on the internet: own machine, private networks, links, documentation, multicast. */
const inside = new BlockList();
for (const [network, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const) {
  inside.addSubnet(network, bits);
}
for (const [network, bits] of [
  ["::", 127],
  // Other ways to write an IPv4 address: it could be any of those above.
  ["::", 96],
  ["64:ff9b::", 96],
  ["64:ff9b:1::", 48],
  ["2002::", 16],
  ["2001::", 32],
  ["2001:db8::", 32],
  ["fc00::", 7],
  ["fe80::", 10],
  ["fec0::", 10],
  ["ff00::", 8],
] as const) {
  inside.addSubnet(network, bits, "ipv6");
}

/** Whether an IP address is out on the internet, where this server may ask for something. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && !inside.check(address, family === 6 ? "ipv6" : "ipv4");
}

const refusal = (host: string) =>
  Object.assign(new Error(`${host} is not an address on the internet`), { code: "EPRIVATE" });

/** Resolves names as the system does; a name with any address inside is refused, so that none is tried. */
export const publicLookup: LookupFunction = (host, options, callback) => {
  resolveName(host, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? [];
    if (error) callback(error, "", 0);
    else if (!first || !addresses.every(({ address }) => isPublicAddress(address)))
      callback(refusal(host), "", 0);
    else if (options.all) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};

class PublicAgent extends Agent {
  override createConnection(
    options: ConnectionOptions,
    callback?: (error: Error | null, stream: Duplex) => void,
  ): Duplex | null | undefined {
    const host = options.host ?? "localhost";
    if (isIP(host) !== 0 && !isPublicAddress(host)) throw refusal(host);
    return super.createConnection(options, callback);
  }
}

/**
 * For requests of this server to the outside: https only, and only to the internet, whatever a name resolves to and
 * whatever address an answer names. Redirections are nobody's to follow here; whoever does asks again through it.
 */
export const publicAgent = new PublicAgent({ lookup: publicLookup, keepAlive: false });
