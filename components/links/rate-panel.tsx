"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import type { z } from "zod";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Message } from "@/components/ui/message";
import { StarInput } from "@/components/ui/star-rating";
import { Textarea } from "@/components/ui/textarea";
import { rateByLink } from "@/lib/links/actions";
import { linkRating } from "@/lib/links/schema";
import type { LinkPanelProps } from "./props";
import { useLinkAct } from "./use-link-act";

/** Stars and an optional comment. */
export function RatePanel({ view, token, onDone }: LinkPanelProps) {
  const { rating } = view;
  const { register, handleSubmit, setError, formState } = useForm<
    z.input<typeof linkRating>,
    unknown,
    z.output<typeof linkRating>
  >({
    resolver: zodResolver(linkRating),
    defaultValues: { token, stars: rating ? String(rating.stars) : null, comment: rating?.comment ?? "" },
  });
  const { run, busy, refusal } = useLinkAct<void>(() =>
    onDone({ title: "Avaliação enviada", text: "Obrigado por responder. Você pode mudá-la por 12 horas." }),
  );
  const { errors } = formState;
  const submit = handleSubmit(async ({ stars, comment }) => {
    const refused = await run(() => rateByLink({ token, stars, comment: comment ?? "" }));
    if (refused?.fields.stars) setError("stars", { message: refused.fields.stars }, { shouldFocus: true });
    if (refused?.fields.comment) setError("comment", { message: refused.fields.comment });
  });
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="grid max-w-prose gap-4">
      {refusal && (
        <Message live="alert" tone="danger" title="A avaliação não foi enviada">
          {refusal.message}
        </Message>
      )}
      <StarInput
        legend="Como foi o atendimento?"
        error={errors.stars?.message}
        inputProps={register("stars")}
      />
      <Field label="Comentário" optional error={errors.comment?.message}>
        {(control) => <Textarea {...control} {...register("comment")} rows={3} maxLength={2000} />}
      </Field>
      <div>
        <Button type="submit" variant="primary" busy={busy}>
          Enviar avaliação
        </Button>
      </div>
    </form>
  );
}
