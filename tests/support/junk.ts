import fc from "fast-check";

/** Texts that have broken something somewhere. */
export const nastyTexts = [
  "",
  " ",
  "\0",
  "\ud800",
  "\u202e\ufeff",
  "' or 1=1 --",
  "'; drop table tickets; --",
  "$1",
  "%00%27",
  "__proto__",
  "constructor",
  "NaN",
  "1e309",
  "-1",
  "9".repeat(40),
  "../../../etc/passwd",
  "<script>alert(1)</script>",
  "\\",
  "🧨".repeat(300),
  "00000000-0000-0000-0000-000000000000",
  "2026-02-30",
];

function circle(): unknown {
  const round: Record<string, unknown> = { type: "doc" };
  round.content = [round];
  return round;
}

function deep(levels: number, around: (inner: unknown) => unknown = quoted): unknown {
  let node: unknown = "x";
  for (let level = 0; level < levels; level += 1) node = around(node);
  return node;
}

const quoted = (inner: unknown) => ({ type: "blockquote", content: [inner] });

/** A value that refuses to be looked at, as the framework hands over for an argument it could not read. */
function closed(): unknown {
  const refuse = () => {
    throw new Error("not to be read");
  };
  return new Proxy({}, { get: refuse, has: refuse, ownKeys: refuse, getPrototypeOf: () => null });
}

/** What cannot be printed, or not cheaply, stands in for itself by name until it is used. */
const MADE = new Map<unknown, () => unknown>([
  ["«circle»", circle],
  ["«closed»", closed],
  ["«deep»", () => deep(40)],
  ["«bottomless»", () => deep(4000)],
  ["«conditions»", () => deep(3000, (inner) => ({ all: [inner] }))],
  ["«form»", () => new FormData()],
  ["«blob»", () => new Blob()],
]);

/** The junk itself. */
export function bring(value: unknown): unknown {
  const make = MADE.get(value);
  return make ? make() : value;
}

/** Anything that can reach the argument of a server action or an endpoint's JSON, and some that cannot. */
export const junk: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<unknown>(...nastyTexts) },
  { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 60 }) },
  { weight: 2, arbitrary: fc.oneof(fc.integer(), fc.double(), fc.maxSafeInteger()) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(null, undefined, true, false, -0, Number.NaN, 1n) },
  { weight: 1, arbitrary: fc.uuid() },
  {
    weight: 3,
    arbitrary: fc.anything({
      maxDepth: 3,
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withNullPrototype: true,
      withTypedArray: true,
      withSparseArray: true,
    }),
  },
  { weight: 1, arbitrary: fc.constantFrom(...MADE.keys()) },
);

/** A change somewhere inside a value: where, what becomes of it, and what may come in its place. */
interface Edit {
  turns: number[];
  how: "add" | "drop" | "alike" | "replace";
  value: unknown;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  turns: fc.array(fc.nat(50), { minLength: 1, maxLength: 7 }),
  how: fc.constantFrom("add", "drop", "alike", "alike", "alike", "alike", "replace", "replace"),
  value: junk,
});

/** Changes to something well-formed: often none, mostly one. */
export const edits: fc.Arbitrary<Edit[]> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Edit[]>([]) },
  { weight: 5, arbitrary: fc.tuple(edit) },
  { weight: 1, arbitrary: fc.tuple(edit, edit, edit) },
  { weight: 1, arbitrary: junk.map((value) => [{ turns: [], how: "replace" as const, value }]) },
);

/** The value, changed in place; now and then nothing of it is left. */
export function spoil(value: unknown, changes: readonly Edit[]): unknown {
  return changes.reduce((so, next) => change(so, { ...next, value: bring(next.value) }), value);
}

function change(value: unknown, { turns, how, value: other }: Edit): unknown {
  const [turn = 0, ...further] = turns;
  if (turns.length === 0 || !isPlain(value)) return how === "alike" ? alike(value, turn) : other;
  const keys = Object.keys(value);
  const key = keys[turn % keys.length];
  const here = further.length === 0;
  if (key === undefined || (here && how === "add")) return put(value, added(value, turn), other);
  if (here && how === "drop") return drop(value, key);
  if (here && how === "alike") return put(value, key, alike(value[key], turn));
  return put(value, key, here ? other : change(value[key], { turns: further, how, value: other }));
}

const NUMBERS = [0, -1, 1, 2, 7, 0.5, 2 ** 31, 2 ** 53 - 1, 1e300];
const text = (turn: number) => nastyTexts[turn % nastyTexts.length] ?? "";

/** Something else of the same kind, which a look at the shape alone lets pass. */
function alike(value: unknown, turn: number): unknown {
  if (typeof value === "string") return turn % 2 === 0 ? `${value} ${text(turn)}` : text(turn);
  if (typeof value === "number") return NUMBERS[turn % NUMBERS.length];
  if (value === null) return text(turn);
  return value;
}

/** What is added to a list goes to its end: no list that was sent has anything else of its own. */
const added = (value: Plain, turn: number) => (Array.isArray(value) ? String(value.length) : text(turn));

type Plain = Record<string, unknown>;

/** Arrays too: they are walked by their indices. */
function isPlain(value: unknown): value is Plain {
  if (Array.isArray(value)) return true;
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function put(value: Plain, key: string, other: unknown): Plain {
  Object.defineProperty(value, key, { value: other, enumerable: true, configurable: true, writable: true });
  return value;
}

function drop(value: Plain, key: string): Plain {
  Reflect.deleteProperty(value, key);
  return value;
}
