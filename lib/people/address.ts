import { z } from "zod";
import { cleanLine } from "../forms/text";

const position = z.tuple([
  z
    .string()
    .max(300)
    .overwrite((name) => name.replaceAll("\0", "")),
  z.guid(),
]);

export interface DirectoryAddress {
  query: string;
  after: { name: string; id: string } | null;
}

/** Reads the address of the list of people; what makes no sense in it is left out. */
export function readDirectoryAddress(
  params: Record<string, string | string[] | undefined>,
): DirectoryAddress {
  const query = typeof params.q === "string" ? cleanLine(params.q.slice(0, 200)) : "";
  return { query, after: typeof params.depois === "string" ? readPosition(params.depois) : null };
}

/** Address of the list from a place on. */
export function directoryHref(query: string, after: { name: string; id: string } | null): string {
  const params = new URLSearchParams();
  if (query) params.set("q", query);
  if (after) params.set("depois", Buffer.from(JSON.stringify([after.name, after.id])).toString("base64url"));
  return params.size > 0 ? `/admin/pessoas?${params}` : "/admin/pessoas";
}

function readPosition(text: string): DirectoryAddress["after"] {
  try {
    const parsed = position.safeParse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
    return parsed.success ? { name: parsed.data[0], id: parsed.data[1] } : null;
  } catch {
    // Addresses are cut and pasted by people: what is no position is none, not a failure.
    return null;
  }
}
