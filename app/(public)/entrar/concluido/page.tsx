import type { Metadata } from "next";
import { LoginDone } from "@/components/auth/login-done";
import { EmptyState } from "@/components/ui/empty-state";
import { CircleCheck } from "@/components/ui/icons";

export const metadata: Metadata = { title: "Você entrou" };

export default function LoginDonePage() {
  return (
    <div className="page-narrow">
      <LoginDone />
      <h1 className="mb-6 text-2xl font-bold">Você entrou</h1>
      <EmptyState icon={<CircleCheck />} title="Feche esta janela">
        A página em que você estava continua aberta.
      </EmptyState>
    </div>
  );
}
