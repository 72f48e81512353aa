import { screenPage } from "@/components/screens/page";
import { TicketScreen } from "@/components/screens/ticket-screen";
import { ticketScreen } from "@/lib/tickets/screen";

const { generateMetadata, Page } = screenPage(ticketScreen, TicketScreen);

export { generateMetadata };
export default Page;
