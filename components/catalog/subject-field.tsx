"use client";

import { useId, useState } from "react";
import { useController } from "react-hook-form";
import { controlId, useFieldError } from "@/components/forms/control";
import { Radio } from "@/components/ui/choice";
import { Fieldset } from "@/components/ui/field";
import { Search } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import type { Filling } from "@/lib/catalog/filling";
import type { Subject } from "@/lib/forms/schema";
import { fold } from "@/lib/forms/text";

/** More subjects than this can be narrowed by typing. */
const MANY = 7;

type SubjectChoice = Pick<Subject, "id" | "label" | "description" | "keywords">;

/** What the request is about; its fields appear below. The chosen one stays in sight whatever is searched. */
export function SubjectField({ subjects }: { subjects: readonly SubjectChoice[] }) {
  const { field: control } = useController<Filling, "subjectId">({ name: "subjectId" });
  const [search, setSearch] = useState("");
  const searchId = useId();
  const many = subjects.length > MANY;
  const words = fold(search).split(/\s+/).filter(Boolean);
  const shown = subjects.filter((subject) => subject.id === control.value || holds(subject, words));
  const error = useFieldError("subjectId");

  return (
    <Fieldset
      id={controlId("subjectId")}
      legend={<span className="text-xl font-bold">Qual é o assunto?</span>}
      error={error}
    >
      {many && (
        <div className="mb-2">
          <label htmlFor={searchId} className="sr-only">
            Procurar assunto
          </label>
          <Input
            id={searchId}
            // Of no form: Enter finds, also before the page is alive, and sends nothing.
            form=""
            type="search"
            icon={<Search />}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            placeholder={`Procurar entre ${subjects.length} assuntos`}
            autoComplete="off"
          />
          <p role="status" className="sr-only">
            {words.length > 0 && (shown.length === 1 ? "1 assunto" : `${shown.length} assuntos`)}
          </p>
        </div>
      )}
      <div className="-m-1 grid auto-rows-max max-h-[min(26rem,60vh)] gap-2 overflow-y-auto p-1 not-has-[label:nth-child(8)]:max-h-none">
        {shown.map((subject) => (
          <Radio
            key={subject.id}
            name="assunto"
            value={subject.id}
            label={<span className="font-medium">{subject.label}</span>}
            help={subject.description}
            checked={control.value === subject.id}
            onChange={() => control.onChange(subject.id)}
            onBlur={control.onBlur}
            aria-invalid={error ? true : undefined}
            className="border border-line bg-surface-raised pl-3.5 transition-colors hover:border-primary hover:bg-surface-hover has-checked:border-primary has-checked:bg-primary-soft"
          />
        ))}
        {shown.length === 0 && <p className="py-2 text-soft">Nenhum assunto com “{search.trim()}”.</p>}
      </div>
    </Fieldset>
  );
}

function holds(subject: SubjectChoice, words: readonly string[]): boolean {
  const text = fold([subject.label, subject.description ?? "", ...(subject.keywords ?? [])].join(" "));
  return words.every((word) => text.includes(word));
}
