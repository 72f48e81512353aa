type Operand = { text: string } | { path: string[] };
/** Texts put together, and how they should stand to others. */
interface Part {
  left: Operand[];
  sign?: "==" | ">";
  right?: Operand[];
}

const TOKEN = /\s*(?:'(?<text>[^']*)'|(?<path>[a-z]\w*(?:\.\w+)+)|(?<sign>==|>|&&|\+))\s*/y;

/**
 * The expressions of an Inngest function, as far as the portal writes them: paths and texts put together with "+", and
 * whether such things equal others, or stand after them, all of it together. Throws for whatever else is written, and for a
 * path that leads to nothing.
 */
export function evaluate(expression: string, scope: Readonly<Record<string, unknown>>): string | boolean {
  const text = (sum: Operand[]) => sum.map((one) => found(one, scope)).join("");
  const [first, ...others] = parse(expression).map(({ left, sign, right }) => {
    if (!right) return text(left);
    return sign === ">" ? text(left) > text(right) : text(left) === text(right);
  });
  return others.length > 0 ? [first, ...others].every(Boolean) : (first ?? "");
}

/** Throws unless the expression is of that kind and speaks of these alone. */
export function check(expression: string, kind: "text" | "condition", known: readonly string[]): void {
  const parts = parse(expression);
  if (Boolean(parts[0]?.right) !== (kind === "condition")) throw new Error(`${expression} is no ${kind}`);
  for (const one of parts.flatMap(({ left, right = [] }) => [...left, ...right]))
    if ("path" in one && !known.includes(one.path[0] ?? ""))
      throw new Error(`${expression} speaks of ${one.path.join(".")}`);
}

function parse(expression: string): Part[] {
  const parts: Part[] = [{ left: [] }];
  let wanted: "operand" | "sign" = "operand";
  for (let at = 0; at < expression.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const { text, path, sign } = TOKEN.exec(expression)?.groups ?? {};
    if (wanted !== (sign ? "sign" : "operand") || (sign ?? text ?? path) === undefined)
      throw new Error(`${expression} is not understood from “${expression.slice(at)}”`);
    wanted = sign ? "operand" : "sign";
    const part = parts.at(-1) as Part;
    if (sign === "&&") parts.push({ left: [] });
    else if (sign === "==" || sign === ">") {
      if (part.right) throw new Error(`${expression} is not understood`);
      Object.assign(part, { sign, right: [] });
    } else if (!sign)
      (part.right ?? part.left).push(path === undefined ? { text: text ?? "" } : { path: path.split(".") });
  }
  if (wanted === "operand" || (parts.length > 1 && parts.some(({ right }) => !right)))
    throw new Error(`${expression} is not understood`);
  return parts;
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
