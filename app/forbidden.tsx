import { LockKeyhole } from "lucide-react";
import { MessagePage } from "@/components/layout/message-page";
import { ButtonLink } from "@/components/ui/button";

export default function Forbidden() {
  return (
    <MessagePage
      icon={<LockKeyhole />}
      title="Sua conta não tem acesso a esta área"
      actions={
        <ButtonLink href="/" variant="primary">
          Ir para o início
        </ButtonLink>
      }
    >
      <p>
        Esta parte do portal é para outro perfil. Se você precisa dela no seu trabalho, peça o acesso ao
        gestor do seu departamento.
      </p>
    </MessagePage>
  );
}
