import "server-only";
import { staffDepartments } from "../actor";
import type { Screen } from "../screens/screen";
import { listTickets, seesInstitution } from "./queries";
import { readTicketList } from "./schema";
import { type TicketListView, ticketListView } from "./view";

/** One's tickets, and those of one's institution. */
export const ticketListScreen: Screen<TicketListView> = {
  route: "/chamados",
  async load(actor, { search }, now) {
    const wanted = readTicketList(search);
    const institution = seesInstitution(actor);
    const address = institution ? wanted : { ...wanted, scope: "own" as const };
    const reader = { institution, staff: staffDepartments(actor).length > 0 };
    return {
      title: "Meus chamados",
      data: ticketListView(await listTickets(actor, address), address, reader, now),
    };
  },
};
