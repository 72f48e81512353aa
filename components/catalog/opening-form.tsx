"use client";

import { memo, useState } from "react";
import { FormProvider, useWatch } from "react-hook-form";
import { DraftConflict, DraftStatus } from "@/components/drafts/draft-status";
import { controlId } from "@/components/forms/control";
import { ErrorSummary } from "@/components/forms/error-summary";
import { GeneralFiles } from "@/components/forms/file-answer";
import { FormSections } from "@/components/forms/form-sections";
import { ServiceZone } from "@/components/forms/today";
import { UploadsProvider } from "@/components/forms/uploads";
import { Button } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";
import type { FormDefinition } from "@/lib/forms/schema";
import { servicePlace } from "@/lib/place";
import { ContactFields } from "./contact-fields";
import { ContinuesNotice } from "./continues-notice";
import { DraftNotice } from "./draft-notice";
import { SubjectField } from "./subject-field";
import { type OpeningOptions, useOpening } from "./use-opening";

type Props = OpeningOptions & { purpose: string };

/** The form that opens a ticket: subject, its fields, contact, files, send. */
export function OpeningForm({ purpose, ...options }: Props) {
  const opening = useOpening(options);
  const { form, submit, busy, problems, failure, draft, uploads, notice, version } = opening;
  // Each field asks for its own part of the state: a context with all of it would draw every field anew whenever any changes.
  const [formState] = useState(form.formState);
  const subjectId = useWatch({ control: form.control, name: "subjectId" });
  const { definition, timeZone, serviceId } = options.service;
  const place = servicePlace(serviceId);
  return (
    <FormProvider {...form} formState={formState}>
      <UploadsProvider uploads={uploads}>
        <ServiceZone timeZone={timeZone}>
          <form
            noValidate
            onSubmit={submit}
            aria-label={`Abrir chamado: ${options.service.name}`}
            className="-mx-4 grid gap-6 border-y border-line bg-surface-raised px-4 pt-6 sm:mx-0 sm:rounded-md sm:border-x sm:px-7"
          >
            {opening.continues && <ContinuesNotice source={opening.continues} onDetach={opening.detach} />}
            {notice && (
              <DraftNotice
                state={notice}
                onDiscard={opening.discard}
                onUndo={opening.undoDiscard}
                onKeep={opening.dismissNotice}
              />
            )}
            <DraftConflict draft={draft} />
            <ErrorSummary id="problemas" problems={problems} failure={failure} controlOf={controlId} />
            {definition.subjects.length > 1 && (
              <SubjectField key={`subject ${version}`} subjects={definition.subjects} />
            )}
            {subjectId && (
              <Fields key={`fields ${version}`} definition={definition} place={place} purpose={purpose} />
            )}
            {subjectId ? (
              <div className="sticky bottom-0 z-20 -mx-4 flex flex-wrap items-center gap-x-5 gap-y-2 border-t border-line bg-surface-raised px-4 py-3 sm:-mx-7 sm:rounded-b-md sm:px-7">
                <Button type="submit" variant="primary" size="large" busy={busy}>
                  Enviar
                </Button>
                <DraftStatus draft={draft} relogin={opening.relogin} />
              </div>
            ) : (
              <p className="pb-6 text-soft">Escolha o assunto para ver o que preencher.</p>
            )}
          </form>
        </ServiceZone>
      </UploadsProvider>
    </FormProvider>
  );
}

type FieldsProps = { definition: FormDefinition; place: string; purpose: string };

/** What is filled in once the subject is chosen; not drawn anew when the form around it is. */
const Fields = memo(function Fields({ definition, place, purpose }: FieldsProps) {
  return (
    <div className="grid gap-6">
      <FormSections definition={definition} place={place} />
      <section aria-label="Anexos" className="border-t border-line pt-6">
        <GeneralFiles place={place} />
      </section>
      <ContactFields />
      <Disclosure summary="Como usamos os seus dados">
        <p className="whitespace-pre-line">{purpose}</p>
      </Disclosure>
    </div>
  );
});
