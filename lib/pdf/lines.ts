import "server-only";
import { charactersOf, type FaceName, type Faces, isRightToLeft, type Piece, type Weight } from "./faces";

/** How a text is set: sizes in points. */
export interface Style {
  weight: Weight;
  size: number;
  /** From one line to the next. */
  leading: number;
  color: string;
}

interface Word {
  pieces: Piece[];
  width: number;
  /** It goes on where the line before was full. */
  joined: boolean;
}

/** What is drawn at once: its place is counted in points from the beginning of the line. */
export interface Run {
  face: FaceName;
  text: string;
  actual: string | null;
  x: number;
}

/** A line of text, in the order in which it is read. */
export type Line = Run[];

const WORDS_AT_ONCE = 150;
/** Longer ones are measured by their characters; a heap of signs without width ends somewhere, too. */
const LONGEST_WORD = 200;

/** Lets others have their turn: a long text must not hold up everybody. */
export const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));

/**
 * A text as it can be drawn: paragraphs, with single spaces; without what is not seen (controls, marks that change the
 * direction) and without heaps of accents, which would stand on what is written above.
 */
export function paragraphsOf(text: string): string[] {
  return text
    .toWellFormed()
    .normalize("NFC")
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, "\n")
    .replace(/[^\S\n\u00a0\u202f\ufeff]+/g, " ")
    .replace(/(?!\n)\p{Cc}|(?!\u200d)\p{Cf}/gu, "")
    .replace(/(\p{M}{4})\p{M}+/gu, "$1")
    .split("\n")
    .map((paragraph) => paragraph.trim());
}

/** Breaks a paragraph into lines of a width in points. Words that are wider are broken where they must. */
export async function breakLines(
  paragraph: string,
  style: Style,
  width: number,
  faces: Faces,
): Promise<Line[]> {
  const space = faces.open(style.weight).width(" ") * style.size;
  const lines: Line[] = [];
  let line: Word[] = [];
  let room = width;
  let count = 0;
  for (const text of paragraph.split(" ")) {
    for (const word of wordsOf(text, style, width, faces)) {
      const gap = line.length > 0 ? space : 0;
      if (line.length > 0 && (word.joined || gap + word.width > room)) {
        lines.push(runsOf(line, space, style, faces, !word.joined));
        line = [word];
        room = width - word.width;
      } else {
        line.push(word);
        room -= gap + word.width;
      }
      count += 1;
      if (count % WORDS_AT_ONCE === 0) await breathe();
    }
  }
  lines.push(runsOf(line, space, style, faces, false));
  return lines;
}

/** A word, or the parts of one that no line can hold. */
function* wordsOf(text: string, style: Style, width: number, faces: Faces): Generator<Word> {
  if (text.length <= LONGEST_WORD) {
    const whole = wordOf(text, style, faces);
    if (whole.width <= width) return yield whole;
  }
  let part = "";
  let room = width;
  let joined = false;
  for (const character of charactersOf(text)) {
    const needed = wordOf(character, style, faces).width;
    if (part !== "" && (needed > room || part.length >= LONGEST_WORD)) {
      const carried = afterSign(part);
      yield { ...wordOf(part.slice(0, part.length - carried.length), style, faces), joined };
      part = carried;
      room = width - wordOf(carried, style, faces).width;
      joined = true;
    }
    part += character;
    room -= needed;
  }
  yield { ...wordOf(part, style, faces), joined };
}

/** What follows the last sign at which an address or a file's name may break, if that leaves a line well filled. */
function afterSign(part: string): string {
  const [rest = ""] = /[^-_/.?&=@]*$/.exec(part) ?? [];
  return rest.length < part.length / 2 ? rest : "";
}

function wordOf(text: string, { weight, size }: Style, faces: Faces): Word {
  const pieces = faces.piecesOf(text, weight);
  const width = pieces.reduce((sum, piece) => sum + widthOf(piece, size, faces), 0);
  return { pieces, width, joined: false };
}

const widthOf = (piece: Piece, size: number, faces: Faces) => faces.open(piece.face).width(piece.text) * size;

/** Draws as little as possible at once, and leaves the spaces in it, for whoever reads or copies the text. */
function runsOf(words: Word[], space: number, { size }: Style, faces: Faces, goesOn: boolean): Line {
  const runs: Line = [];
  const begins = beginnings(words, space);
  for (const [place, word] of words.entries()) {
    let x = begins[place] ?? 0;
    let first = place > 0;
    for (const piece of word.pieces) {
      const last = runs.at(-1);
      if (last && first) addSpace(last);
      if (last && last.face === piece.face && last.actual === null && piece.actual === null)
        last.text += piece.text;
      else runs.push({ ...piece, x });
      first = false;
      x += widthOf(piece, size, faces);
    }
  }
  const end = runs.at(-1);
  if (end && goesOn) addSpace(end);
  return runs;
}

function addSpace(run: Run): void {
  if (run.actual === null) run.text += " ";
  else run.actual += " ";
}

/** Where each word begins. Words of a script that runs to the left stand the other way round among themselves. */
function beginnings(words: Word[], space: number): number[] {
  const begins: number[] = [];
  const turned = words.map(({ pieces }) => pieces.some(({ text }) => isRightToLeft(text)));
  let x = 0;
  for (let from = 0; from < words.length; ) {
    let to = from + 1;
    while (turned[from] && turned[to]) to += 1;
    const places = Array.from({ length: to - from }, (_, place) =>
      turned[from] ? to - 1 - place : from + place,
    );
    for (const place of places) {
      begins[place] = x;
      x += (words[place]?.width ?? 0) + space;
    }
    from = to;
  }
  return begins;
}
