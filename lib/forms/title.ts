import { displayText, maskedText } from "./display";
import { fieldsOf, own } from "./evaluate";
import type { Answers, FormDefinition } from "./schema";
import { cleanLine } from "./text";

const MAX_TITLE = 200;
const MAX_PART = 80;
const SEPARATOR = " - ";

export type TitleValues = {
  service: string;
  definition: FormDefinition;
  subjectId: string;
  /** Left out while there is none yet. */
  number?: number;
  answers: Readonly<Answers>;
};

/**
 * A ticket's title: `{service}`, `{subject}`, `{number}` (without zeros) and the id of any field,
 * such as `{case}` or `{plate}`. A part whose placeholders are all empty goes with its separator.
 * What people typed is cleaned, shortened and never read as a template again.
 */
export function renderTitle(template: string, values: TitleValues): string {
  const title = cleanLine(template)
    .split(SEPARATOR)
    .map((part) => renderPart(part, values))
    .filter((part) => part !== "")
    .join(SEPARATOR);
  return shorten(title || cleanLine(values.service), MAX_TITLE);
}

function renderPart(part: string, values: TitleValues): string {
  let placeholders = 0;
  let filled = 0;
  const text = part.replace(/\{([a-z][a-z0-9_]*)\}/g, (_, name: string) => {
    const value = shorten(cleanLine(placeholder(name, values)), MAX_PART);
    placeholders++;
    if (value) filled++;
    return value;
  });
  return placeholders > 0 && filled === 0 ? "" : cleanLine(text);
}

function placeholder(name: string, { service, definition, subjectId, number, answers }: TitleValues): string {
  switch (name) {
    case "service":
      return service;
    case "subject":
      return definition.subjects.find(({ id }) => id === subjectId)?.label ?? "";
    case "number":
      return number === undefined ? "" : String(number);
    default: {
      const field = fieldsOf(definition, subjectId).find(({ id }) => id === name);
      const answer = own(answers, name);
      if (!field || answer === undefined) return "";
      // A title goes where the whole CPF is not needed; a plate is written as people search for it.
      if (field.type === "plate") return String(answer);
      return maskedText(field, answer) ?? displayText(field, answer);
    }
  }
}

/** Cut at a whole character, with an ellipsis. */
function shorten(text: string, limit: number): string {
  const characters = [...text];
  return characters.length <= limit
    ? text
    : `${characters
        .slice(0, limit - 1)
        .join("")
        .trimEnd()}…`;
}
