import { formatMoment, Time } from "@/components/dates/time";
import { Button } from "@/components/ui/button";
import { ratingWords, Stars } from "@/components/ui/star-rating";
import type { Survey } from "@/lib/tickets/view";

type SurveyGivenProps = {
  rating: NonNullable<Survey["rating"]>;
  now: Date;
  timeZone: string;
  /** Where the reader may still change it. */
  onEdit?: () => void;
};

/** A rating that was given. */
export function SurveyGiven({ rating, now, timeZone, onEdit }: SurveyGivenProps) {
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 id="avaliacao" className="text-lg font-bold">
          {onEdit ? "Obrigado pela avaliação" : "Avaliação do atendimento"}
        </h2>
        <Time value={rating.at} now={now} timeZone={timeZone} as="moment" className="text-sm text-soft" />
      </div>
      <p className="flex items-center gap-2 font-medium">
        <Stars value={rating.stars} className="text-xl" />
        {ratingWords[rating.stars - 1]}
      </p>
      {rating.comment && <p className="whitespace-pre-line">{rating.comment}</p>}
      {onEdit && (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm text-soft">
          <Button size="small" onClick={onEdit}>
            Mudar a avaliação
          </Button>
          até {formatMoment(rating.editableUntil, now, timeZone)}
        </div>
      )}
    </div>
  );
}
