import type { Metadata } from "next";
import { MissingPage } from "@/components/layout/missing-page";

export const metadata: Metadata = { title: "Página não encontrada" };

export default function NotFound() {
  return <MissingPage />;
}
