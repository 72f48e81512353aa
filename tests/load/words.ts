import type { Client } from "pg";
import { Chance } from "@/lib/demo/chance";

const VOCABULARY = 20_000;
const STARTS = "b c d f g l m n p r s t v br cr dr fr gr pr tr pl cl fl ch lh nh qu".split(" ");
const VOWELS = "a e i o u a e o ã é ê ó".split(" ");
const ENDS = "ção dade mento ista eiro ar er ir ado ido al el ismo oso ente ura agem ível ia or".split(" ");

/** The words of the tickets, from the most to the least used; the same every time. */
export function vocabulary(): string[] {
  const chance = new Chance(1);
  const words = new Set<string>();
  while (words.size < VOCABULARY) {
    const syllables = 1 + Math.floor(chance.next() * 3);
    let word = "";
    for (let n = 0; n < syllables; n += 1) word += chance.pick(STARTS) + chance.pick(VOWELS);
    words.add(chance.often(0.6) ? word + chance.pick(ENDS) : word);
  }
  return [...words];
}

/** Words as people use them: the second half as often as the first, the hundredth a hundredth as often. */
export class Speech {
  private readonly upTo: Float64Array;

  /** `stems`: what each word is found by. */
  constructor(
    private readonly words: readonly string[],
    private readonly stems: readonly string[],
  ) {
    this.upTo = new Float64Array(words.length);
    let sum = 0;
    for (let rank = 0; rank < words.length; rank += 1) {
      sum += 1 / (rank + 1);
      this.upTo[rank] = sum;
    }
  }

  /** A text of so many words; what it is found by goes into `found`. */
  say(length: number, chance: Chance, found = new Set<string>()): string {
    const said: string[] = [];
    for (let n = 0; n < length; n += 1) {
      const rank = this.rank(chance);
      said.push(this.words[rank] ?? "");
      const stem = this.stems[rank];
      if (stem) found.add(stem);
    }
    return said.join(" ");
  }

  private rank(chance: Chance): number {
    const { upTo } = this;
    const wanted = chance.next() * (upTo.at(-1) ?? 0);
    let low = 0;
    let high = upTo.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((upTo[middle] ?? 0) < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** What each word is found by, as the product itself would keep it. */
export async function stemsOf(client: Client, words: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ stem: string | null }>(
    "select (tsvector_to_array(guiche_tsvector(word)))[1] as stem from unnest($1::text[]) with ordinality as w(word, n) order by n",
    [words],
  );
  return rows.map(({ stem }) => stem ?? "");
}
