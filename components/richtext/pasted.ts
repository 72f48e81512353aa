/**
 * HTML from Word, Gmail or a spreadsheet with its styles said as elements. The page's security
 * policy blocks styles, and reports them, even in a document that is only being read; without
 * this, bold and italic that come as styles would be lost. Safety is the schema's work, not this one's.
 */
export function simplified(html: string): string {
  const inert = html
    .replace(/<style.*?<\/style>/gis, "")
    .replace(/<[^>]*>/g, (tag) => tag.replace(/\sstyle\s*=/gi, " data-style="));
  const page = new DOMParser().parseFromString(inert, "text/html");
  for (const element of page.querySelectorAll<HTMLElement>("[data-style]")) sayStyle(page, element);
  for (const row of page.querySelectorAll("tr")) unfold(page, row);
  for (const table of page.querySelectorAll("table")) table.remove();
  return page.body.innerHTML;
}

const STYLES: readonly [RegExp, string][] = [
  [/font-weight\s*:\s*(?:bold|[6-9]00)/i, "strong"],
  [/font-style\s*:\s*italic/i, "em"],
  [/text-decoration[^;]*:[^;]*underline/i, "u"],
];

function sayStyle(page: Document, element: HTMLElement) {
  const style = element.dataset.style ?? "";
  delete element.dataset.style;
  // Google Docs wraps everything in a bold that is not bold.
  if (element.matches("b, strong") && /font-weight\s*:\s*(?:normal|400)/i.test(style)) {
    element.replaceWith(...element.childNodes);
    return;
  }
  if (!element.matches("span, a, font")) return;
  for (const [pattern, tag] of STYLES) {
    if (!pattern.test(style)) continue;
    const wrapper = page.createElement(tag);
    wrapper.append(...element.childNodes);
    element.append(wrapper);
  }
}

/** There are no tables in a text: each row becomes a line, its cells kept apart. */
function unfold(page: Document, row: HTMLTableRowElement) {
  const line = page.createElement("p");
  line.textContent = [...row.cells]
    .map((cell) => (cell.textContent ?? "").replace(/\s+/g, " ").trim())
    .join(" | ");
  row.closest("table")?.before(line);
  row.remove();
}
