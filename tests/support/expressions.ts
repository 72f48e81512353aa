type Operand = { text: string } | { path: string[] };
/** Texts put together, and what they should equal. */
type Parsed = [Operand[]] | [Operand[], Operand[]];

const TOKEN = /\s*(?:'(?<text>[^']*)'|(?<path>[a-z]\w*(?:\.\w+)+)|(?<sign>==|\+))\s*/y;

/**
 * The expressions of an Inngest function, as far as the portal writes them: paths and texts put together with "+", and one
 * such thing equal to another. Throws for whatever else is written, and for a path that leads to nothing.
 */
export function evaluate(expression: string, scope: Readonly<Record<string, unknown>>): string | boolean {
  const [left, right] = parse(expression).map((sum) => sum.map((one) => found(one, scope)).join(""));
  return right === undefined ? (left ?? "") : left === right;
}

/** Throws unless the expression is of that kind and speaks of these alone. */
export function check(expression: string, kind: "text" | "condition", known: readonly string[]): void {
  const sums = parse(expression);
  if ((sums.length === 2) !== (kind === "condition")) throw new Error(`${expression} is no ${kind}`);
  for (const one of sums.flat())
    if ("path" in one && !known.includes(one.path[0] ?? ""))
      throw new Error(`${expression} speaks of ${one.path.join(".")}`);
}

function parse(expression: string): Parsed {
  const sums: Operand[][] = [[]];
  let wanted: "operand" | "sign" = "operand";
  for (let at = 0; at < expression.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const { text, path, sign } = TOKEN.exec(expression)?.groups ?? {};
    if (wanted !== (sign ? "sign" : "operand") || (sign ?? text ?? path) === undefined)
      throw new Error(`${expression} is not understood from “${expression.slice(at)}”`);
    wanted = sign ? "operand" : "sign";
    if (sign === "==") sums.push([]);
    else if (!sign) sums.at(-1)?.push(path === undefined ? { text: text ?? "" } : { path: path.split(".") });
  }
  if (wanted === "operand" || sums.length > 2) throw new Error(`${expression} is not understood`);
  return sums as Parsed;
}

function found(operand: Operand, scope: Readonly<Record<string, unknown>>): string {
  if ("text" in operand) return operand.text;
  const value = operand.path.reduce<unknown>(
    (of, name) => (of as Record<string, unknown> | undefined)?.[name],
    scope,
  );
  if (typeof value !== "string") throw new Error(`${operand.path.join(".")} leads to no text`);
  return value;
}
