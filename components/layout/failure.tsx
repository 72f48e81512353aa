"use client";

import { Button, ButtonLink } from "@/components/ui/button";
import { CloudAlert } from "@/components/ui/icons";
import { failureCode, MessageInShell, MessagePage } from "./message-page";

export type Failure = { error: unknown; retry: () => void };

/** What is said when a page could not be made: with the code that finds it in the log, and another try. */
export function FailurePage({ error, retry, inShell = false }: Failure & { inShell?: boolean }) {
  const Place = inShell ? MessageInShell : MessagePage;
  return (
    <Place
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
    </Place>
  );
}
