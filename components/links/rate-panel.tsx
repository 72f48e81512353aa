"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useForm, useWatch } from "react-hook-form";
import type { z } from "zod";
import { formatMoment } from "@/components/dates/time";
import { LeaveGuard } from "@/components/forms/leave-guard";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { StarInput } from "@/components/ui/star-rating";
import { Textarea } from "@/components/ui/textarea";
import { rateByLink } from "@/lib/links/actions";
import { linkRating } from "@/lib/links/schema";
import { keepTyped } from "./kept";
import { type LinkPanelProps, UNSENT } from "./props";
import { Refused } from "./refused";
import { useKept } from "./use-kept";
import { useLinkAct } from "./use-link-act";

/** Stars and an optional comment. */
export function RatePanel({ view, token, place, now, onDone }: LinkPanelProps) {
  const { rating, until, timeZone } = view;
  const form = useForm<z.input<typeof linkRating>, unknown, z.output<typeof linkRating>>({
    resolver: zodResolver(linkRating),
    defaultValues: { token, stars: rating ? String(rating.stars) : null, comment: rating?.comment ?? "" },
  });
  const { register, handleSubmit, setError, formState, getValues } = form;
  const forget = useKept(place, (copies) => keepTyped(copies, form, ["stars", "comment"]));
  const written = (useWatch({ control: form.control, name: "comment" }) ?? "").trim() !== "";
  const { run, busy, refusal } = useLinkAct<{ editableUntil: string | null }>(
    ({ editableUntil }) => {
      forget();
      onDone({
        title: "Avaliação enviada",
        text: `Obrigado por responder.${
          editableUntil
            ? ` Você pode mudar a avaliação até ${formatMoment(new Date(editableUntil), now, timeZone)}.`
            : ""
        }`,
        stars: Number(getValues("stars")),
      });
    },
    { written },
  );
  const { errors, isDirty } = formState;
  const submit = handleSubmit(async ({ stars, comment }) => {
    const refused = await run(() => rateByLink({ token, stars, comment: comment ?? "" }));
    if (refused?.fields.stars) setError("stars", { message: refused.fields.stars }, { shouldFocus: true });
    if (refused?.fields.comment) setError("comment", { message: refused.fields.comment });
  });
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="grid max-w-prose gap-4">
      <LeaveGuard changed={isDirty} words={UNSENT} />
      <p className="text-soft">
        {rating
          ? `Você enviou esta avaliação em ${formatMoment(rating.at, now, timeZone)}.`
          : "A sua resposta é opcional e ajuda a melhorar o serviço."}
        {until &&
          ` Você pode ${rating ? "mudar a avaliação" : "avaliar"} até ${formatMoment(until, now, timeZone)}.`}
      </p>
      <Refused what="A avaliação não foi enviada" refusal={refusal} />
      <StarInput
        legend="Como foi o atendimento?"
        error={errors.stars?.message}
        inputProps={register("stars")}
      />
      <Field label="Comentário" optional error={errors.comment?.message}>
        {(control) => <Textarea {...control} {...register("comment")} rows={3} maxLength={2000} />}
      </Field>
      {!refusal?.over && (
        <div>
          <Button type="submit" variant="primary" busy={busy}>
            Enviar avaliação
          </Button>
        </div>
      )}
    </form>
  );
}
