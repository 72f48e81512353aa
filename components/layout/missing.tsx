import { ButtonLink } from "@/components/ui/button";
import { SearchX } from "@/components/ui/icons";
import type { MessageProps } from "./message-page";

/** What is said where there is nothing, or nothing for this person. */
export const missing: MessageProps = {
  icon: <SearchX />,
  title: "Não encontramos esta página",
  actions: (
    <>
      <ButtonLink href="/" variant="primary">
        Ir para o início
      </ButtonLink>
      <ButtonLink href="/chamados">Ver meus chamados</ButtonLink>
    </>
  ),
  children: (
    <p>O endereço pode ter mudado, ter um erro de digitação ou levar a algo que a sua conta não vê.</p>
  ),
};
