import { HomeScreen } from "@/components/screens/home-screen";
import { screenPage } from "@/components/screens/page";
import { homeScreen } from "@/lib/home/screen";

const { generateMetadata, Page } = screenPage(homeScreen, HomeScreen);

export { generateMetadata };
export default Page;
