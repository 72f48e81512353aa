import type { Metadata } from "next";
import { MessagePage } from "@/components/layout/message-page";
import { missing } from "@/components/layout/missing";

export const metadata: Metadata = { title: "Página não encontrada" };

export default function NotFound() {
  return <MessagePage {...missing} />;
}
