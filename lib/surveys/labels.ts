import { formatCount, formatDecimal } from "../numbers";
import type { RatingsAddress } from "./address";
import { daysBefore, formerWords, periodWords } from "./period";
import type { Score } from "./queries";

/** A mean as people read it: "4,4". */
export const formatMean = (mean: number): string => formatDecimal(mean, 1, 1);

/** The sentence above the list: "Nota média 4,4 de 128 avaliações em outubro, 0,2 acima de setembro." */
export function scoreSentence(
  { period, days }: Pick<RatingsAddress, "period" | "days">,
  score: Score,
  former: Score,
): string {
  const when = periodWords(period, days);
  if (score.mean === null) return `Nenhuma avaliação ${when}.`;
  const ratings = score.count === 1 ? "1 avaliação" : `${formatCount(score.count)} avaliações`;
  const head = `Nota média ${formatMean(score.mean)} de ${ratings} ${when}`;
  if (former.mean === null) return `${head}.`;
  const than = formerWords(period, daysBefore(period, days));
  const gap = Math.round(score.mean * 10) - Math.round(former.mean * 10);
  if (gap === 0) return `${head}, a mesma ${than}.`;
  return `${head}, ${formatMean(Math.abs(gap) / 10)} ${gap > 0 ? "acima" : "abaixo"} ${than}.`;
}
