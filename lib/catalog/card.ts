export interface CardSubject {
  id: string;
  label: string;
  keywords: string[];
}

/** What a service's card shows, and what it is found by. */
export interface ServiceCard {
  slug: string;
  name: string;
  summary: string;
  icon: string;
  longestTime: string;
  /** Short name of the department. */
  department: string;
  category: { slug: string; name: string };
  subjects: CardSubject[];
}

/** The address of a service's page, with a subject already chosen if one is given. */
export function serviceAddress(slug: string, subjectId?: string): string {
  return `/servicos/${slug}${subjectId ? `?assunto=${subjectId}` : ""}`;
}
