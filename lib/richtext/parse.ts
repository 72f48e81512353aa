import { getSchema } from "@tiptap/core";
import { Node } from "@tiptap/pm/model";
import { extensions } from "./extensions";
import { type RichDocument, richDocument } from "./schema";

export type ParsedDocument = { ok: true; document: RichDocument } | { ok: false; message: string };

const editorSchema = getSchema(extensions);

/**
 * Checks what claims to be a document: first the closed shape, then the editor's own schema.
 * Gives back only what is known, so what is stored holds nothing else.
 */
export function parseDocument(json: unknown): ParsedDocument {
  const shaped = richDocument.safeParse(json);
  if (!shaped.success) {
    return { ok: false, message: shaped.error.issues.map((issue) => issue.message).join(" ") };
  }
  // The shape is as strict as the schema: if this throws, the two have drifted apart.
  Node.fromJSON(editorSchema, shaped.data).check();
  return { ok: true, document: shaped.data };
}
