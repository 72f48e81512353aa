import "server-only";
import { readFileSync } from "node:fs";
import path from "node:path";
import { create, type Font, type GlyphRun } from "fontkit";

export type Weight = "regular" | "semibold" | "bold";
export type FaceName = Weight | "wide" | "wideBold" | "emoji";

/** Characters drawn from one typeface. */
export interface Piece {
  face: FaceName;
  text: string;
  /** What it stands for, where the drawn characters do not say it themselves. */
  actual: string | null;
}

/**
 * The portal's typeface; one that knows most alphabets and signs; and one of pictures. Each is read from a path that is written
 * out, so that the build knows what it has to take along.
 */
const FILES: Record<FaceName, () => Buffer> = {
  regular: () =>
    readFileSync(
      path.join(process.cwd(), "node_modules/@expo-google-fonts/raleway/500Medium/Raleway_500Medium.ttf"),
    ),
  semibold: () =>
    readFileSync(
      path.join(process.cwd(), "node_modules/@expo-google-fonts/raleway/600SemiBold/Raleway_600SemiBold.ttf"),
    ),
  bold: () =>
    readFileSync(
      path.join(process.cwd(), "node_modules/@expo-google-fonts/raleway/700Bold/Raleway_700Bold.ttf"),
    ),
  wide: () => readFileSync(path.join(process.cwd(), "node_modules/dejavu-fonts-ttf/ttf/DejaVuSans.ttf")),
  wideBold: () =>
    readFileSync(path.join(process.cwd(), "node_modules/dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf")),
  emoji: () =>
    readFileSync(
      path.join(
        process.cwd(),
        "node_modules/@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf",
      ),
    ),
};
/** How large each is drawn, so that they look alike beside each other. */
const SCALES: Record<FaceName, number> = {
  ...{ regular: 1, semibold: 1, bold: 1 },
  ...{ wide: 0.9, wideBold: 0.9, emoji: 0.85 },
};
/** For what no typeface here can draw. */
const BOX = "□";

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const PICTURE = /\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f|[0-9#*]\ufe0f?\u20e3/u;
const INVISIBLE = /[\u200d\ufe00-\ufe0f]/g;
const LONGEST_CLUSTER = 16;

const clusters = new Intl.Segmenter("pt-BR", { granularity: "grapheme" });

/** What a reader perceives as characters, one after the other; endless heaps of accents are cut into several. */
export function* charactersOf(text: string): Generator<string> {
  for (const { segment } of clusters.segment(text)) {
    if (segment.length <= LONGEST_CLUSTER) yield segment;
    else {
      const points = Array.from(segment);
      for (let from = 0; from < points.length; from += LONGEST_CLUSTER)
        yield points.slice(from, from + LONGEST_CLUSTER).join("");
    }
  }
}

export const isRightToLeft = (text: string): boolean => RIGHT_TO_LEFT.test(text);

/** More than a thousand words: receipts use the same ones over and over. */
const MOST_REMEMBERED = 1_500;

/** A typeface that is open: its shapes, and how wide a text in it is (in parts of its size). */
export class Face {
  private readonly runs = new Map<string, GlyphRun>();
  readonly scale: number;
  readonly font: Font;
  private readonly plain: Font["layout"];

  constructor(readonly name: FaceName) {
    const font = create(bytesOf(name));
    if (!("layout" in font)) throw new Error(`${name} is a collection of typefaces`);
    this.scale = SCALES[name];
    this.font = font;
    this.plain = font.layout.bind(font);
    // Who draws a run scales its places where they are, and so gets a copy of them.
    font.layout = (text) => {
      const run = this.run(text);
      return Object.create(run, { positions: { value: run.positions.map((place) => ({ ...place })) } });
    };
  }

  private run(text: string): GlyphRun {
    const known = this.runs.get(text);
    if (known) return known;
    if (this.runs.size >= MOST_REMEMBERED) this.runs.clear();
    // Digits as high as capitals; and no letters grown together, which are copied as one.
    const run = this.plain(text, { lnum: true, liga: false });
    this.runs.set(text, run);
    return run;
  }

  width(text: string): number {
    return (this.run(text).advanceWidth / this.font.unitsPerEm) * this.scale;
  }

  draws(text: string): boolean {
    return Array.from(text).every((point) => this.font.hasGlyphForCodePoint(point.codePointAt(0) ?? 0));
  }
}

const files = new Map<FaceName, Buffer>();

function bytesOf(name: FaceName): Buffer {
  const known = files.get(name) ?? FILES[name]();
  files.set(name, known);
  return known;
}

const shared = new Map<FaceName, Face>();

/**
 * The portal's typeface, open once in a process: to read it takes ten times as long as to draw a page. What a shape stands
 * for is kept with the shape at its first use, so each is used here, in the order of the alphabet, before any text can make
 * one document differ from another.
 */
function sharedFace(name: Weight): Face {
  const known = shared.get(name);
  if (known) return known;
  const face = new Face(name);
  for (const point of face.font.characterSet.toSorted((a, b) => a - b)) face.font.glyphForCodePoint(point);
  shared.set(name, face);
  return face;
}

/** The typefaces of one document. */
export class Faces {
  /** Something could not be drawn, and a box stands in its place. */
  boxes = false;
  private readonly own = new Map<FaceName, Face>();

  open(name: FaceName): Face {
    if (name === "regular" || name === "semibold" || name === "bold") return sharedFace(name);
    const known = this.own.get(name) ?? new Face(name);
    this.own.set(name, known);
    return known;
  }

  /** A word by what draws each part of it. */
  piecesOf(word: string, weight: Weight): Piece[] {
    if (this.open(weight).draws(word)) return [{ face: weight, text: word, actual: null }];
    const pieces: Piece[] = [];
    for (const character of charactersOf(word)) {
      const piece = this.pieceOf(character, weight);
      const last = pieces.at(-1);
      if (last && last.face === piece.face && (last.actual === null) === (piece.actual === null)) {
        last.text += piece.text;
        if (last.actual !== null) last.actual += piece.actual;
      } else pieces.push(piece);
    }
    return pieces;
  }

  private pieceOf(character: string, weight: Weight): Piece {
    if (PICTURE.test(character) && this.pictures(character))
      return { face: "emoji", text: character, actual: character };
    const visible = character.replace(INVISIBLE, "");
    const wide = weight === "regular" ? "wide" : "wideBold";
    const face = [weight, wide].find((name): name is FaceName => this.open(name as FaceName).draws(visible));
    if (face) return { face, text: visible, actual: isRightToLeft(visible) ? visible : null };
    if (this.pictures(character)) return { face: "emoji", text: character, actual: character };
    this.boxes = true;
    return { face: wide, text: BOX, actual: character };
  }

  /** One picture, not the parts of one. */
  private pictures(character: string): boolean {
    const face = this.open("emoji");
    if (!face.draws(character)) return false;
    const drawn = face.font.layout(character).glyphs.filter(({ advanceWidth }) => advanceWidth > 0);
    return drawn.length === 1;
  }
}
