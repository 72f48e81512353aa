import { type CharSet, type Node, parsePattern } from "./syntax";

const MAX_SIZE = 2000;

type State =
  | { kind: "char"; set: CharSet; next: number }
  | { kind: "split"; first: number; second: number }
  | { kind: "match" };

export type Pattern = { ok: true; matches: (text: string) => boolean } | { ok: false; problem: string };

/**
 * Compiles a form author's pattern; `matches` holds when the whole text matches, as in HTML's
 * `pattern`. Never backtracks: all alternatives advance together, so the time grows with the
 * length of the text and nothing else.
 */
export function compilePattern(source: string): Pattern {
  const parsed = parsePattern(source);
  if (!parsed.ok) return parsed;
  if (size(parsed.node) > MAX_SIZE) {
    return { ok: false, problem: "O padrão é grande demais. Diminua as repetições." };
  }
  const states: State[] = [{ kind: "match" }];
  const start = build(parsed.node, 0, states);
  return { ok: true, matches: (text) => run(states, start, text) };
}

/** At least the number of states a node will need, known before any is made. */
function size(node: Node): number {
  switch (node.kind) {
    case "char":
      return 1;
    case "sequence":
      return node.items.reduce((total, item) => total + size(item), 1);
    case "choice":
      return node.options.reduce((total, option) => total + size(option) + 1, 0);
    case "repeat":
      return (node.max ?? node.min + 1) * (size(node.item) + 1) + 1;
  }
}

/** Adds the states of a node that continue at `next`, and returns where it starts. */
function build(node: Node, next: number, states: State[]): number {
  switch (node.kind) {
    case "char":
      return states.push({ kind: "char", set: node.set, next }) - 1;
    case "sequence":
      return node.items.reduceRight((entry, item) => build(item, entry, states), next);
    case "choice":
      return node.options
        .map((option) => build(option, next, states))
        .reduceRight((second, first) => states.push({ kind: "split", first, second }) - 1);
    case "repeat": {
      let entry = node.max === null ? buildLoop(node.item, next, states) : next;
      for (let i = node.min; i < (node.max ?? 0); i++) {
        const first = build(node.item, entry, states);
        entry = states.push({ kind: "split", first, second: next }) - 1;
      }
      for (let i = 0; i < node.min; i++) entry = build(node.item, entry, states);
      return entry;
    }
  }
}

function buildLoop(item: Node, next: number, states: State[]): number {
  const loop = { kind: "split" as const, first: 0, second: next };
  const entry = states.push(loop) - 1;
  loop.first = build(item, entry, states);
  return entry;
}

function run(states: State[], start: number, text: string): boolean {
  let current = reach(states, [start]);
  for (const char of text) {
    if (current.size === 0) return false;
    const code = char.codePointAt(0) ?? 0;
    const next: number[] = [];
    for (const index of current) {
      const state = states[index];
      if (state?.kind === "char" && includes(state.set, code)) next.push(state.next);
    }
    current = reach(states, next);
  }
  return current.has(0);
}

/** All states reachable from some without consuming a character. */
function reach(states: State[], stack: number[]): Set<number> {
  const seen = new Set<number>();
  for (let index = stack.pop(); index !== undefined; index = stack.pop()) {
    if (seen.has(index)) continue;
    seen.add(index);
    const state = states[index];
    if (state?.kind === "split") stack.push(state.first, state.second);
  }
  return seen;
}

function includes(set: CharSet, code: number): boolean {
  return set.ranges.some(([from, to]) => code >= from && code <= to) !== set.negated;
}
