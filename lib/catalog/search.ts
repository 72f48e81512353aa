import { fold } from "@/lib/forms/text";
import type { CardSubject, ServiceCard } from "./card";

export interface FoundCard {
  card: ServiceCard;
  /** Subjects that the words point at; empty when the card itself is meant. */
  subjects: CardSubject[];
}

/**
 * Cards in which every word typed occurs, in the card or in one of its subjects; accents and case do not count.
 * Those whose name holds the words come first, the order is otherwise kept.
 */
export function searchCards(cards: readonly ServiceCard[], query: string): FoundCard[] {
  const words = wordsOf(query);
  if (words.length === 0) return cards.map((card) => ({ card, subjects: [] }));
  const found = cards.flatMap((card) => {
    const own = fold([card.name, card.summary, card.department, card.category.name].join(" "));
    const missing = words.filter((word) => !own.includes(word));
    const subjects = card.subjects.filter((subject) => {
      const text = fold([subject.label, ...subject.keywords].join(" "));
      return missing.every((word) => text.includes(word)) && words.some((word) => text.includes(word));
    });
    return missing.length === 0 || subjects.length > 0 ? [{ card, subjects }] : [];
  });
  const named = ({ card }: FoundCard) => words.every((word) => fold(card.name).includes(word));
  return [...found.filter(named), ...found.filter((one) => !named(one))];
}

/** Categories that have a card here, in their order, with how many. */
export function categoriesOf(found: readonly FoundCard[]): { slug: string; name: string; count: number }[] {
  const bySlug = new Map<string, { slug: string; name: string; count: number }>();
  for (const { card } of found) {
    const seen = bySlug.get(card.category.slug);
    if (seen) seen.count += 1;
    else bySlug.set(card.category.slug, { ...card.category, count: 1 });
  }
  return [...bySlug.values()];
}

function wordsOf(query: string): string[] {
  return fold(query).split(/\s+/).filter(Boolean);
}
