"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { useLogin } from "@/components/auth/login-provider";
import { useDraft } from "@/components/drafts/use-draft";
import { useUploads } from "@/components/forms/uploads";
import { useActionForm } from "@/components/forms/use-action-form";
import { readDraft } from "@/lib/catalog/draft";
import { type Filling, fillingName, fillingProblems, sentFilling } from "@/lib/catalog/filling";
import { dayIn } from "@/lib/dates";
import type { Draft } from "@/lib/drafts/schema";
import type { FormDefinition } from "@/lib/forms/schema";
import { formatNumber } from "@/lib/number";
import { servicePlace } from "@/lib/place";
import { openTicket } from "@/lib/tickets/actions";

export interface OpeningOptions {
  userId: string;
  service: {
    serviceId: string;
    name: string;
    formVersionId: string;
    definition: FormDefinition;
    timeZone: string;
  };
  filling: Filling;
  blank: Filling;
  restored: boolean;
  draft: Draft | null;
  source: { number: number; title: string } | null;
}

const UPLOADING = "Espere os arquivos terminarem de chegar, ou cancele o envio deles.";

/** Everything the opening form does: checks, keeps the draft, sends once, leads to the receipt. */
export function useOpening({
  userId,
  service,
  filling,
  blank,
  restored,
  draft: saved,
  source,
}: OpeningOptions) {
  const { definition, timeZone } = service;
  const router = useRouter();
  const { relogin } = useLogin();
  const uploads = useUploads();
  const [continues, setContinues] = useState(source);
  const [notice, setNotice] = useState<"restored" | "discarded" | null>(restored ? "restored" : null);
  /** Rises when the whole form is filled anew, so that every field is drawn again. */
  const [version, setVersion] = useState(0);
  const discarded = useRef<Filling | null>(null);

  const draft = useDraft({
    place: servicePlace(service.serviceId),
    owner: userId,
    initial: saved,
    onContent: (content) => refill({ ...blank, ...readDraft(definition, content) }),
  });

  const action = useActionForm<Filling, Parameters<typeof openTicket>[0], { number: number }>({
    defaultValues: filling,
    check: (values) => fillingProblems(definition, values, dayIn(timeZone, new Date())),
    blocked: () => [...uploads.current].map((name) => ({ name, message: UPLOADING })),
    input: async (values) => ({
      serviceId: service.serviceId,
      formVersionId: service.formVersionId,
      ...sentFilling(definition, values),
      submissionKey: await draft.beforeSend(),
      continues: continues?.number ?? null,
    }),
    action: (input) => openTicket(input, userId),
    place: (field, values) => fillingName(definition, values.subjectId, field),
    login: relogin,
    afterSend: draft.afterSend,
    onDone: ({ number }) => router.push(`/chamados/${formatNumber(number)}/comprovante`),
  });
  const { form } = action;

  function keep(values: Filling, going = continues) {
    draft.change({ ...values, continues: going?.number ?? null });
  }
  const keepLatest = useRef(keep);
  useEffect(() => {
    keepLatest.current = keep;
  });
  useEffect(
    () =>
      form.subscribe({
        formState: { values: true },
        callback: ({ values, type }) => {
          if (type === "change") setNotice((shown) => (shown === "discarded" ? null : shown));
          keepLatest.current(values);
        },
      }),
    [form],
  );

  function refill(values: Filling) {
    form.reset(values);
    action.forget();
    setVersion((before) => before + 1);
  }

  return {
    ...action,
    draft,
    relogin,
    uploads,
    notice,
    version,
    continues,
    detach() {
      setContinues(null);
      keep(form.getValues(), null);
    },
    discard() {
      discarded.current = structuredClone(form.getValues());
      refill(blank);
      keep(blank);
      setNotice("discarded");
    },
    undoDiscard() {
      if (!discarded.current) return;
      refill(discarded.current);
      keep(discarded.current);
      setNotice(null);
    },
    dismissNotice: () => setNotice(null),
  };
}
