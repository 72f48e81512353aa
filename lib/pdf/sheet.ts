import "server-only";
import PDFDocument from "pdfkit";
import { type FaceName, Faces } from "./faces";
import { breakLines, breathe, type Line, paragraphsOf, type Style } from "./lines";

type Element = PDFKit.PDFStructureElement;

/** What a reader's program is told that a part is. */
type Tag = "Document" | "H1" | "H2" | "P" | "L" | "LI" | "Lbl" | "LBody";

/** In points: A4, and what of it is written on. */
export const PAGE = { width: 595.28, height: 841.89 } as const;
const TOP = 56;
const BOTTOM = PAGE.height - 72;
export const LEFT = 60;
export const WIDTH = PAGE.width - 2 * LEFT;

const LINES_AT_ONCE = 50;

interface Span {
  x?: number;
  width?: number;
}

/**
 * A document of A4 pages that is written from above to below: text flows on to the next page, and what it means is told to
 * programs that read it aloud. The same calls make the same bytes.
 */
export class Sheet {
  /** How far down the page is written, in points. */
  y = TOP;
  /** Lines since others had their turn. */
  private written = 0;
  private readonly faces = new Faces();
  private readonly parts: Uint8Array[] = [];
  private readonly document: PDFKit.PDFDocument;
  readonly root: Element;

  /** The title is written into the document's XML as it is: no words of people. */
  constructor(title: string, createdAt: Date) {
    this.document = new PDFDocument({
      ...{
        size: "A4",
        margin: 0,
        bufferPages: true,
        tagged: true,
        displayTitle: true,
        fontLayoutCache: false,
      },
      ...{ lang: "pt-BR", pdfVersion: "1.7" },
      // The package's types are older than what it can do: this, and to take a typeface that is open already.
      ...({ subset: "PDF/UA" } as object),
      // None of the typefaces that every program has: they lack most letters.
      font: "",
      info: { Title: title, Creator: "Guichê", Producer: "PDFKit", CreationDate: createdAt },
    });
    this.document.on("data", (part: Uint8Array) => this.parts.push(part));
    this.root = this.document.struct("Document");
    this.document.addStructure(this.root);
  }

  /** A part of what is told about the structure. */
  begin(tag: Tag, within: Element = this.root): Element {
    const element = this.document.struct(tag);
    within.add(element);
    return element;
  }

  /** Goes on to the next page unless there is room for so much. */
  ensure(height: number): void {
    if (this.y + height > BOTTOM && this.y > TOP) this.turn();
  }

  /** How many pages are begun. */
  get pages(): number {
    return this.document.bufferedPageRange().count;
  }

  /** Something could not be drawn, and a box stands in its place. */
  get boxes(): boolean {
    return this.faces.boxes;
  }

  private turn(): void {
    this.document.addPage();
    this.y = TOP;
  }

  /** Text in lines of a width, not yet anywhere: one list for each of its paragraphs. */
  async set(text: string, style: Style, width = WIDTH): Promise<Line[][]> {
    const paragraphs: Line[][] = [];
    for (const paragraph of paragraphsOf(text))
      paragraphs.push(await breakLines(paragraph, style, width, this.faces));
    return paragraphs;
  }

  /** Writes paragraphs, each an element of its own. Never one line of them alone at the end or beginning of a page. */
  async write(tag: Tag, text: string, style: Style, within: Element = this.root, { x, width }: Span = {}) {
    for (const paragraph of paragraphsOf(text)) {
      if (paragraph === "") this.y += style.leading / 2;
      else
        await this.place(
          tag,
          await breakLines(paragraph, style, width ?? WIDTH, this.faces),
          style,
          within,
          x,
        );
    }
  }

  private async place(tag: Tag, lines: readonly Line[], style: Style, within: Element, x = LEFT) {
    const element = this.begin(tag, within);
    for (let from = 0; from < lines.length; ) {
      const left = lines.length - from;
      const room = Math.max(Math.floor((BOTTOM - this.y) / style.leading), 0);
      let taken = Math.min(room, left);
      if (left - taken === 1) taken -= 1;
      if (taken < Math.min(2, left) && this.y > TOP) {
        this.turn();
        continue;
      }
      this.mark(element, tag, () => {
        for (const line of lines.slice(from, from + taken)) this.draw(line, style, x);
      });
      from += taken;
      this.written += taken;
      if (this.written >= LINES_AT_ONCE) {
        this.written = 0;
        await breathe();
      }
    }
    element.end();
  }

  /** Something to look at that means nothing. */
  decorate(draw: (document: PDFKit.PDFDocument) => void): void {
    this.document.markContent("Artifact", { type: "Layout" });
    draw(this.document);
    this.document.endMarkedContent();
  }

  private mark(element: Element, tag: Tag, draw: () => void): void {
    element.add(this.document.markStructureContent(tag));
    draw();
    this.document.endMarkedContent();
  }

  private draw(line: Line, style: Style, x: number): void {
    // Where letters stand, a little above the middle between two lines.
    const baseline = this.y + (style.leading + style.size * 0.68) / 2;
    for (const run of line) {
      if (run.actual !== null) this.document.markContent("Span", { actual: run.actual });
      this.letters(run.face, run.text, style, x + run.x, baseline);
      if (run.actual !== null) this.document.endMarkedContent();
    }
    this.y += style.leading;
  }

  private letters(name: FaceName, text: string, { size, color }: Style, x: number, baseline: number): void {
    const face = this.faces.open(name);
    this.document
      .registerFont(name, face.font as unknown as Uint8Array)
      .font(name)
      .fontSize(size * face.scale)
      .fillColor(color)
      .text(text, x, baseline, { lineBreak: false, baseline: "alphabetic" });
  }

  /** Writes beneath each page what it belongs to and which it is, and gives the whole as bytes. */
  async end(words: string, style: Style): Promise<Buffer> {
    const { count } = this.document.bufferedPageRange();
    const [line = []] = (await this.set(words, style)).flat();
    for (let page = 0; page < count; page += 1) {
      this.document.switchToPage(page);
      const number = `Página ${page + 1} de ${count}`;
      const width = this.faces.open(style.weight).width(number) * style.size;
      this.document.markContent("Artifact", { type: "Pagination", attached: ["Bottom"] });
      this.y = PAGE.height - 50;
      this.draw(line, style, LEFT);
      this.y -= style.leading;
      this.draw([{ face: style.weight, text: number, actual: null, x: WIDTH - width }], style, LEFT);
      this.document.endMarkedContent();
    }
    this.root.end();
    const whole = new Promise<void>((resolve, reject) =>
      this.document.once("end", resolve).once("error", reject),
    );
    this.document.end();
    await whole;
    return Buffer.concat(this.parts);
  }
}
