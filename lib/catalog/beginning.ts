import type { SentFile } from "@/lib/attachments/schema";
import type { Answers, FormDefinition } from "@/lib/forms/schema";
import { shownPhone } from "@/lib/identifiers/phone";
import { isBlank, readDraft } from "./draft";
import { type Filling, rawAnswers } from "./filling";

const OUTSIDE = "Usuário externo";

interface Known {
  definition: FormDefinition;
  contact: { email: string | null; phone: string | null };
  /** Name of the institution the person acts for. */
  institution: string | null;
  draft: { content: unknown; files: readonly SentFile[] } | null;
  /** The ticket from which this one goes on, of the same service. */
  source: { subjectId: string; answers: Answers; locality: string | null } | null;
  /** Subject named in the page's address. */
  asked: string | null;
}

export interface Beginning {
  filling: Filling;
  /** The form with nothing written yet, for throwing the draft away. */
  blank: Filling;
  /** What was being written before came back. */
  restored: boolean;
}

/**
 * How the opening form begins: with what the person was writing, else with the answers of the ticket it goes on
 * from, else empty but for what is known of them.
 */
export function beginFilling({ definition, contact, institution, draft, source, asked }: Known): Beginning {
  const blank = emptyFilling(definition, contact, institution);
  const written = draft && { ...blank, ...readDraft(definition, draft.content, draft.files) };
  const restored = written !== null && !isBlank(written);
  const begun = restored ? written : source ? continued(definition, source, blank) : blank;
  const known = asked !== null && definition.subjects.some((subject) => subject.id === asked);
  return { filling: known ? { ...begun, subjectId: asked } : begun, blank, restored };
}

/** The form with the answers of an earlier ticket; a subject that is gone leaves the choice to the person. */
function continued(
  definition: FormDefinition,
  source: NonNullable<Known["source"]>,
  filling: Filling,
): Filling {
  if (!definition.subjects.some((subject) => subject.id === source.subjectId)) return filling;
  return {
    ...filling,
    subjectId: source.subjectId,
    answers: rawAnswers(definition, source.subjectId, source.answers),
    locality: source.locality ?? filling.locality,
  };
}

function emptyFilling(
  definition: FormDefinition,
  contact: Known["contact"],
  institution: string | null,
): Filling {
  const [only, ...others] = definition.subjects;
  return {
    subjectId: only && others.length === 0 ? only.id : "",
    answers: {},
    fieldFiles: {},
    files: [],
    contactEmail: contact.email ?? "",
    contactPhone: shownPhone(contact.phone) ?? "",
    locality: institution ?? OUTSIDE,
  };
}
