import "server-only";
import type { ServiceCard } from "../catalog/card";
import { listCards, mostUsedSlugs } from "../catalog/queries";
import type { Screen } from "../screens/screen";
import { type CounterNumbers, getCounters } from "../search/queries";
import { type Desk, deskOf, type Waiting, waitingFor } from "../tickets/attention";

export interface HomeView {
  name: string;
  waiting: Waiting;
  /** Null for who attends nobody. */
  desk: Desk | null;
  counters: CounterNumbers;
  cards: ServiceCard[];
  /** Slugs of the services this person opens tickets from most. */
  mostUsed: string[];
  now: Date;
}

/** What waits for the person, where their tickets stand, and what they can ask for. */
export const homeScreen: Screen<HomeView> = {
  route: "/",
  async load(actor, _asked, now) {
    const [cards, mostUsed, counters, waiting, desk] = await Promise.all([
      listCards(actor),
      mostUsedSlugs(actor, 3),
      getCounters(actor),
      waitingFor(actor, 3),
      deskOf(actor),
    ]);
    return { title: "Início", data: { name: actor.name, waiting, desk, counters, cards, mostUsed, now } };
  },
};
