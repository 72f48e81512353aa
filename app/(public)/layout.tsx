import type { ReactNode } from "react";
import { PublicShell } from "@/components/layout/shell";

export default function PublicLayout({ children }: { children: ReactNode }) {
  return <PublicShell organisation="Portal de atendimento">{children}</PublicShell>;
}
