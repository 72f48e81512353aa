import { ButtonLink } from "@/components/ui/button";
import { LockKeyhole } from "@/components/ui/icons";
import type { MessageProps } from "./message-page";

/** What is said where the person's profile does not reach. */
export const noAccess: MessageProps = {
  icon: <LockKeyhole />,
  title: "Sua conta não tem acesso a esta área",
  actions: (
    <ButtonLink href="/" variant="primary">
      Ir para o início
    </ButtonLink>
  ),
  children: (
    <p>
      Esta parte do portal é para outro perfil. Se você precisa dela no seu trabalho, peça o acesso ao gestor
      do seu setor.
    </p>
  ),
};
