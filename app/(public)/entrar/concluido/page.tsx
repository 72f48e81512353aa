import { CircleCheck } from "lucide-react";
import type { Metadata } from "next";
import { LoginDone } from "@/components/auth/login-done";
import { EmptyState } from "@/components/ui/empty-state";

export const metadata: Metadata = { title: "Você entrou" };

export default function LoginDonePage() {
  return (
    <div className="page-narrow">
      <LoginDone />
      <EmptyState icon={<CircleCheck />} title="Você entrou">
        Feche esta janela e continue de onde estava.
      </EmptyState>
    </div>
  );
}
