import type { Chance } from "@/lib/demo/chance";

const STARTS = "b c d f g l m n p r s t v br cr dr fr gr pr tr pl cl fl ch lh nh qu".split(" ");
const VOWELS = "a e i o u a e o ã é ê ó".split(" ");
const ENDS = "ção dade mento ista eiro ar er ir ado ido al el ismo oso ente ura agem ível ia or".split(" ");

/** So many words that look Portuguese, the same every time. */
function vocabulary(chance: Chance, size: number): string[] {
  const words = new Set<string>();
  while (words.size < size) {
    const syllables = 1 + Math.floor(chance.next() * 3);
    let word = "";
    for (let n = 0; n < syllables; n += 1) word += chance.pick(STARTS) + chance.pick(VOWELS);
    words.add(chance.often(0.6) ? word + chance.pick(ENDS) : word);
  }
  return [...words];
}

/** Words as people use them: the second half as often as the first, the hundredth a hundredth as often. */
export class Zipf {
  readonly words: readonly string[];
  private readonly upTo: Float64Array;

  constructor(
    private readonly chance: Chance,
    size: number,
  ) {
    this.words = vocabulary(chance, size);
    this.upTo = new Float64Array(size);
    let sum = 0;
    for (let rank = 0; rank < size; rank += 1) {
      sum += 1 / (rank + 1);
      this.upTo[rank] = sum;
    }
  }

  /** The rank of the next word, from 0. */
  rank(): number {
    const { upTo } = this;
    const wanted = this.chance.next() * (upTo.at(-1) ?? 0);
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
