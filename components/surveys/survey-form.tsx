"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { useForm } from "react-hook-form";
import type { z } from "zod";
import { formatMoment } from "@/components/dates/time";
import { useVerb } from "@/components/forms/use-verb";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Message } from "@/components/ui/message";
import { StarInput } from "@/components/ui/star-rating";
import { Textarea } from "@/components/ui/textarea";
import { useToast } from "@/components/ui/toast";
import { rateTicket } from "@/lib/tickets/actions";
import { ratingSchema } from "@/lib/tickets/schema";
import type { Survey } from "@/lib/tickets/view";

type Rating = z.input<typeof ratingSchema>;

type SurveyFormProps = {
  number: number;
  survey: Survey;
  now: Date;
  timeZone: string;
  onSkip: () => void;
  onDone: () => void;
};

/** Five stars and a comment. Never a condition for anything: "Agora não" is as near as sending. */
export function SurveyForm({ number, survey, now, timeZone, onSkip, onDone }: SurveyFormProps) {
  const { rating } = survey;
  const { register, handleSubmit, setError, formState } = useForm<
    Rating,
    unknown,
    z.output<typeof ratingSchema>
  >({
    resolver: zodResolver(ratingSchema),
    defaultValues: { number, stars: rating ? String(rating.stars) : null, comment: rating?.comment ?? "" },
  });
  const [failure, setFailure] = useState<string | null>(null);
  const { run, busy } = useVerb();
  const toast = useToast();
  const { errors } = formState;

  const submit = handleSubmit(async ({ stars, comment }) => {
    const refusal = await run((owner) => rateTicket({ number, stars, comment: comment ?? "" }, owner));
    if (!refusal) {
      toast({ tone: "success", title: "Avaliação enviada", body: "Obrigado por responder." });
      return onDone();
    }
    if (refusal.fields.stars) setError("stars", { message: refusal.fields.stars }, { shouldFocus: true });
    if (refusal.fields.comment) setError("comment", { message: refusal.fields.comment });
    setFailure(refusal.message);
  });

  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      <div>
        <h2 id="avaliacao" className="text-xl font-bold">
          Como foi o atendimento?
        </h2>
        <p className="text-soft">
          {rating
            ? `Você pode mudar a avaliação até ${formatMoment(rating.editableUntil, now, timeZone)}.`
            : `A sua resposta é opcional e ajuda a melhorar o serviço. Você pode avaliar até ${formatMoment(survey.invitedUntil, now, timeZone)}.`}
        </p>
      </div>
      {failure && (
        <Message live="alert" tone="danger" title="A avaliação não foi enviada">
          {failure}
        </Message>
      )}
      <StarInput id="nota" legend="Nota" error={errors.stars?.message} inputProps={register("stars")} />
      <Field id="comentario-avaliacao" label="Comentário" optional error={errors.comment?.message}>
        {(control) => <Textarea {...control} {...register("comment")} rows={3} maxLength={2000} />}
      </Field>
      <div className="flex flex-wrap gap-3">
        <Button type="submit" variant="primary" busy={busy}>
          Enviar avaliação
        </Button>
        <Button variant="quiet" onClick={onSkip}>
          {rating ? "Cancelar" : "Agora não"}
        </Button>
      </div>
    </form>
  );
}
