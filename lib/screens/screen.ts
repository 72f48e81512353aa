import type { UserActor } from "../actor";

/** What an address asks for, as the framework hands it over. */
export interface Asked {
  params: Readonly<Record<string, string>>;
  search: Readonly<Record<string, string | string[] | undefined>>;
}

export interface Shown<Data extends object> {
  title: string;
  data: Data;
  /** What is to be done once the person has the page. */
  afterwards?: () => Promise<unknown>;
}

/**
 * A page as data: whatever is read for it is read here, through the eyes of the actor, and what it looks like follows
 * from that alone.
 */
export interface Screen<Data extends object> {
  /** As the framework names it: "/chamados/[number]". */
  route: string;
  /** Whether the person may come in at all; everybody with a session unless said. */
  allows?: (actor: UserActor) => boolean;
  /** The title where nothing is there. */
  missing?: string;
  /** Null where nothing is there for them. */
  load: (actor: UserActor, asked: Asked, now: Date) => Promise<Shown<Data> | null>;
}
