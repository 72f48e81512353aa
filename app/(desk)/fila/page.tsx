import { screenPage } from "@/components/screens/page";
import { QueueScreen } from "@/components/screens/queue-screen";
import { queueScreen } from "@/lib/desk/screen";

const { generateMetadata, Page } = screenPage(queueScreen, QueueScreen, { wide: true });

export { generateMetadata };
export default Page;
