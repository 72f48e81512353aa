import fs from "node:fs";
import { SourceMap } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

interface Place {
  id: number;
  callFrame: { functionName: string; url: string; lineNumber: number; columnNumber: number };
  /** The ids of what was called from here. */
  children?: number[];
}

type Maps = Map<string, SourceMap | null>;

/** What `node --cpu-prof` writes: places in the code, and which of them ran at each look (microseconds apart). */
interface Profile {
  nodes: Place[];
  samples: number[];
  timeDeltas: number[];
}

/** Milliseconds of a processor in a second, by whose code ran, the most first; without what nobody needed. */
export type Spent = { who: string; ms: number }[];

/** Who spent the processor's time in the last so many seconds, in the process of this folder that did the most. */
export function spentIn(folder: string, seconds: number): Spent {
  const [most = []] = fs
    .readdirSync(folder)
    .map((file) => spentBy(path.join(folder, file), seconds))
    .sort((one, other) => total(other) - total(one));
  return most;
}

/** Of all of them. */
export const total = (spent: Spent) => spent.reduce((sum, { ms }) => sum + ms, 0);

function spentBy(file: string, seconds: number): Spent {
  const { nodes, samples, timeDeltas } = JSON.parse(fs.readFileSync(file, "utf8")) as Profile;
  const maps: Maps = new Map();
  const callers = new Map(nodes.flatMap((node) => node.children?.map((id) => [id, node] as const) ?? []));
  const who = new Map(nodes.map((node) => [node.id, ownerOf(node, callers.get(node.id), maps)]));
  const spent = new Map<string, number>();
  let left = seconds * 1e6;
  for (let at = samples.length - 1; at >= 0 && left > 0; at -= 1) {
    left -= timeDeltas[at] ?? 0;
    const owner = who.get(samples[at] ?? 0);
    if (owner) spent.set(owner, (spent.get(owner) ?? 0) + (timeDeltas[at] ?? 0) / 1000);
  }
  return [...spent].map(([who, ms]) => ({ who, ms: ms / seconds })).sort((one, other) => other.ms - one.ms);
}

const SENDING = /^(?:write|shutdown|sendmsg)/;

/**
 * A package, a folder of our own, or what V8 and the kernel do; null when nobody ran. What is built in counts for whoever
 * called it.
 */
function ownerOf({ callFrame }: Place, caller: Place | undefined, maps: Maps): string | null {
  const { functionName, url } = callFrame;
  if (functionName === "(idle)") return null;
  if (functionName === "(garbage collector)") return "garbage collection";
  if (!url) return SENDING.test(functionName) ? "sending (kernel)" : (callerOf(caller, maps) ?? "others");
  if (url.startsWith("node:")) return "node";
  if (!url.startsWith("file:")) return "others";
  const file = fileURLToPath(url);
  const source = sourceOf(file, callFrame, maps) ?? path.relative(".", file);
  if (source.startsWith("webpack://next/")) return source.includes("compiled/react") ? "react" : "next";
  const packed = [file, source].find((place) => place.includes("node_modules/"));
  if (packed) return packageOf(packed);
  const own = /(?:^|\/)(app|components|lib|db|scripts)\//.exec(source);
  return own ? `own: ${own[1]}` : "next";
}

const callerOf = (caller: Place | undefined, maps: Maps) =>
  caller?.callFrame.url ? ownerOf(caller, undefined, maps) : null;

/** React comes packed inside the framework; drizzle-orm says only "src" of where its lines were. */
function packageOf(file: string): string {
  const inPackage = file.split("node_modules/").at(-1) ?? "";
  if (/^next\/dist\/compiled\/react/.test(inPackage)) return "react";
  const [first = "", second = ""] = inPackage.split("/");
  if (first === "src") return "drizzle-orm";
  return first.startsWith("@") ? `${first}/${second}` : first;
}

function sourceOf(file: string, { lineNumber, columnNumber }: Place["callFrame"], maps: Maps): string | null {
  const beside = `${file}.map`;
  let map = maps.get(beside);
  if (map === undefined) {
    map = fs.existsSync(beside) ? new SourceMap(JSON.parse(fs.readFileSync(beside, "utf8"))) : null;
    maps.set(beside, map);
  }
  const entry = map?.findEntry(lineNumber, columnNumber);
  return entry && "originalSource" in entry ? entry.originalSource : null;
}
