import { SearchX } from "lucide-react";
import type { Metadata } from "next";
import { MessagePage } from "@/components/layout/message-page";
import { ButtonLink } from "@/components/ui/button";

export const metadata: Metadata = { title: "Página não encontrada" };

export default function NotFound() {
  return (
    <MessagePage
      icon={<SearchX />}
      title="Não encontramos esta página"
      actions={
        <>
          <ButtonLink href="/" variant="primary">
            Ir para o início
          </ButtonLink>
          <ButtonLink href="/chamados">Ver meus chamados</ButtonLink>
        </>
      }
    >
      <p>O endereço pode ter mudado, ter um erro de digitação ou levar a algo que a sua conta não vê.</p>
    </MessagePage>
  );
}
