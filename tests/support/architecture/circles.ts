type Edge = { from: string; to: string };

/** Groups of two or more nodes in which each reaches every other. */
export function circles(edges: readonly Edge[]): string[][] {
  const targets = new Map<string, Set<string>>();
  for (const { from, to } of edges) targets.set(from, (targets.get(from) ?? new Set()).add(to));
  const reach = new Map([...targets.keys()].map((node) => [node, reachable(node, targets)]));
  const found = new Map<string, string[]>();
  for (const [node, reached] of reach) {
    if (!reached.has(node)) continue;
    const circle = [...reached].filter((other) => reach.get(other)?.has(node)).sort();
    if (circle.length > 1) found.set(circle.join(), circle);
  }
  return [...found.values()];
}

function reachable(start: string, targets: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const seen = new Set<string>();
  const waiting = [...(targets.get(start) ?? [])];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    waiting.push(...(targets.get(node) ?? []));
  }
  return seen;
}
