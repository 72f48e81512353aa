import { screenPage } from "@/components/screens/page";
import { TicketListScreen } from "@/components/screens/ticket-list-screen";
import { ticketListScreen } from "@/lib/search/screen";

const { generateMetadata, Page } = screenPage(ticketListScreen, TicketListScreen);

export { generateMetadata };
export default Page;
