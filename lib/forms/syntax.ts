/** Ranges of code points, or everything outside them. */
export type CharSet = { ranges: [number, number][]; negated: boolean };

export type Node =
  | { kind: "char"; set: CharSet }
  | { kind: "sequence"; items: Node[] }
  | { kind: "choice"; options: Node[] }
  | { kind: "repeat"; item: Node; min: number; max: number | null };

type Parsed = { ok: true; node: Node } | { ok: false; problem: string };

export const MAX_PATTERN = 200;
const MAX_REPEAT = 500;
const MAX_DEPTH = 20;

const DIGIT: [number, number][] = [[0x30, 0x39]];
const WORD: [number, number][] = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
];
const SPACE: [number, number][] = [
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
];
const LINE_END: [number, number][] = [
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x2028, 0x2029],
];
const CLASSES: Readonly<Record<string, CharSet>> = {
  d: { ranges: DIGIT, negated: false },
  D: { ranges: DIGIT, negated: true },
  w: { ranges: WORD, negated: false },
  W: { ranges: WORD, negated: true },
  s: { ranges: SPACE, negated: false },
  S: { ranges: SPACE, negated: true },
};

/** A problem in the author's pattern, in words for the author. */
class PatternProblem extends Error {}

/**
 * Reads the regular subset of JavaScript's patterns: literals, classes, groups, alternatives and
 * repetitions. What is not regular (references, look-around) is refused, with the reason.
 */
export function parsePattern(source: string): Parsed {
  if (source.length > MAX_PATTERN) {
    return { ok: false, problem: `O padrão pode ter no máximo ${MAX_PATTERN} caracteres.` };
  }
  try {
    return { ok: true, node: new Parser([...unanchored(source)]).parse() };
  } catch (error) {
    if (error instanceof PatternProblem) return { ok: false, problem: error.message };
    throw error;
  }
}

/** The whole text must match anyway, so an anchor at either end says nothing new. */
function unanchored(source: string): string {
  const body = source.startsWith("^") ? source.slice(1) : source;
  return /(?<!\\)(?:\\\\)*\$$/.test(body) ? body.slice(0, -1) : body;
}

class Parser {
  private at = 0;
  private depth = 0;

  constructor(private readonly chars: string[]) {}

  parse(): Node {
    const node = this.choice();
    if (this.at < this.chars.length) throw new PatternProblem("Há um “)” sem o “(” correspondente.");
    return node;
  }

  private choice(): Node {
    const options = [this.sequence()];
    while (this.take("|")) options.push(this.sequence());
    return options.length === 1 && options[0] ? options[0] : { kind: "choice", options };
  }

  private sequence(): Node {
    const items: Node[] = [];
    for (let char = this.peek(); char !== undefined && char !== "|" && char !== ")"; char = this.peek()) {
      items.push(this.repeated());
    }
    return { kind: "sequence", items };
  }

  private repeated(): Node {
    const item = this.atom();
    const bounds = this.bounds();
    if (!bounds) return item;
    this.take("?");
    if (this.bounds()) throw new PatternProblem("Há duas repetições seguidas. Deixe só uma.");
    return { kind: "repeat", item, ...bounds };
  }

  private bounds(): { min: number; max: number | null } | null {
    if (this.take("*")) return { min: 0, max: null };
    if (this.take("+")) return { min: 1, max: null };
    if (this.take("?")) return { min: 0, max: 1 };
    if (!this.take("{")) return null;
    const found = /^(\d{1,3})(?:(,)(\d{1,3})?)?$/.exec(this.until("}"));
    if (!found) throw new PatternProblem("Escreva a repetição como {3}, {2,} ou {2,5}.");
    const min = Number(found[1]);
    const open = found[3] === undefined ? null : Number(found[3]);
    const max = found[2] ? open : min;
    if (Math.max(min, max ?? 0) > MAX_REPEAT) {
      throw new PatternProblem(`Uma repetição pode ir no máximo até ${MAX_REPEAT}.`);
    }
    if (max !== null && max < min) throw new PatternProblem("Na repetição, o menor número vem primeiro.");
    return { min, max };
  }

  private atom(): Node {
    const char = this.next();
    if (char === "(") return this.group();
    if (char === "[") return { kind: "char", set: this.charClass() };
    if (char === ".") return { kind: "char", set: { ranges: LINE_END, negated: true } };
    if (char === "\\") return { kind: "char", set: this.escape() };
    if ("*+?{".includes(char)) throw new PatternProblem(`Falta o que repetir antes de “${char}”.`);
    if ("^$".includes(char))
      throw new PatternProblem(`“${char}” só pode ficar no começo ou no fim do padrão.`);
    if ("]}".includes(char))
      throw new PatternProblem(`Escreva “\\${char}” para o próprio caractere “${char}”.`);
    return { kind: "char", set: single(char) };
  }

  private group(): Node {
    if (this.take("?") && !this.take(":")) {
      throw new PatternProblem("Grupos com “(?” não são aceitos. Use parênteses simples.");
    }
    if (++this.depth > MAX_DEPTH)
      throw new PatternProblem("O padrão tem parênteses demais um dentro do outro.");
    const node = this.choice();
    if (!this.take(")")) throw new PatternProblem("Falta fechar um “(”.");
    this.depth--;
    return node;
  }

  private charClass(): CharSet {
    const negated = this.take("^");
    const ranges: [number, number][] = [];
    while (!this.take("]")) {
      const from = this.classItem();
      if (this.peek() !== "-" || this.chars[this.at + 1] === "]") {
        ranges.push(...from.ranges);
        continue;
      }
      this.next();
      const [start] = from.ranges[0] ?? [];
      const to = this.classItem();
      const [end] = to.ranges[0] ?? [];
      if (!isSingle(from) || !isSingle(to) || start === undefined || end === undefined || end < start) {
        throw new PatternProblem("Há um intervalo trocado entre colchetes. Escreva, por exemplo, [a-z].");
      }
      ranges.push([start, end]);
    }
    if (ranges.length === 0) throw new PatternProblem("Há colchetes vazios.");
    return { ranges, negated };
  }

  private classItem(): CharSet {
    const char = this.next();
    if (char === "[") throw new PatternProblem("Escreva “\\[” para o próprio caractere “[” entre colchetes.");
    if (char !== "\\") return single(char);
    const set = this.escape();
    if (set.negated)
      throw new PatternProblem("Dentro de colchetes use \\d, \\w ou \\s, sem a forma maiúscula.");
    return set;
  }

  private escape(): CharSet {
    const char = this.next();
    const known = Object.hasOwn(CLASSES, char) ? CLASSES[char] : undefined;
    if (known) return known;
    if (char === "t") return single("\t");
    if (char === "n") return single("\n");
    if (/[\p{L}\p{N}]/u.test(char)) throw new PatternProblem(`“\\${char}” não é aceito.`);
    return single(char);
  }

  private until(end: string): string {
    let text = "";
    for (let char = this.next(); char !== end; char = this.next()) text += char;
    return text;
  }

  private peek(): string | undefined {
    return this.chars[this.at];
  }

  private next(): string {
    const char = this.chars[this.at++];
    if (char === undefined) throw new PatternProblem("O padrão terminou antes da hora.");
    return char;
  }

  private take(char: string): boolean {
    if (this.peek() !== char) return false;
    this.at++;
    return true;
  }
}

const single = (char: string): CharSet => {
  const code = char.codePointAt(0) ?? 0;
  return { ranges: [[code, code]], negated: false };
};

const isSingle = (set: CharSet): boolean => {
  const [first, ...rest] = set.ranges;
  return rest.length === 0 && first !== undefined && first[0] === first[1];
};
