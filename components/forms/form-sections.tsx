"use client";

import { useFormContext, useWatch } from "react-hook-form";
import type { Filling } from "@/lib/catalog/filling";
import { evaluate } from "@/lib/forms/evaluate";
import type { FormDefinition } from "@/lib/forms/schema";
import { AnswerField } from "./answer-field";

/** The fields that the answers so far make visible. A hidden one is not on the page; what was typed in it is kept. */
export function FormSections({ definition, place }: { definition: FormDefinition; place: string }) {
  const { control } = useFormContext<Filling>();
  const [subjectId, answers, fieldFiles] = useWatch({
    control,
    name: ["subjectId", "answers", "fieldFiles"],
  });
  const { sections } = evaluate(definition, subjectId, answers, fieldFiles);
  return sections.map(({ section, fields }) => {
    const heading = section.title && `secao-${section.id}`;
    return (
      <section key={section.id} aria-labelledby={heading} className="grid gap-6 border-t border-line pt-6">
        {section.title && (
          <div>
            <h2 id={heading} className="text-lg font-bold">
              {section.title}
            </h2>
            {section.description && <p className="mt-1 text-soft">{section.description}</p>}
          </div>
        )}
        {fields.map(({ field, required }) => (
          <AnswerField key={`${subjectId} ${field.id}`} field={field} required={required} place={place} />
        ))}
      </section>
    );
  });
}
