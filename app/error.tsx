"use client";

import { CloudAlert } from "lucide-react";
import { failureCode, MessagePage } from "@/components/layout/message-page";
import { Button, ButtonLink } from "@/components/ui/button";

type Failure = { error: unknown; retry: () => void };

export default function ErrorPage({ error, retry }: Failure) {
  return (
    <MessagePage
      icon={<CloudAlert />}
      title="Algo deu errado do nosso lado"
      code={failureCode(error)}
      actions={
        <>
          <Button variant="primary" onClick={retry}>
            Tentar de novo
          </Button>
          <ButtonLink href="/">Ir para o início</ButtonLink>
        </>
      }
    >
      <p>
        A página não pôde ser mostrada. Tente de novo em alguns instantes; rascunhos salvos não se perdem.
      </p>
    </MessagePage>
  );
}
